// Trying other numbers: what the engine would say of the plan with some of its numbers changed. The plan itself stays as it
// is until its owner puts the numbers into it.

import type { Seen, Session } from "../session.js";
import type { Answer, Change, Report, Shown, Working } from "../wire.js";
import { type Bounds, numberAt } from "./questions.js";
import { showNumber, withUnit } from "./words.js";

/** A number of the plan that can be tried otherwise. */
export interface Knob {
  /** Tells it from others: the path of its question, and the row and column where it is a cell. */
  key: string;
  path: string;
  cell: { row: number; column: string } | null;
  label: string;
  bounds: Bounds;
  /** What the plan says. */
  planned: number;
  /** Of a length of time: `week` and the like. */
  period: string | null;
}

/** A report with other numbers, or why there is none. */
export interface Tried {
  trials: { knob: Knob; value: number }[];
  report: Report | null;
  refused: string | null;
}

/** The most knobs of one calculator; tables may have hundreds of cells. */
export const MOST_KNOBS = 24;

/** A number as a plan writes it. */
const NUMBER = /^£?\s*(-?\d[\d,_]*(?:\.\d+)?)$/;
const PERIOD = /^(\d+(?:\.\d+)?)\s*(day|week|month|year)s?$/;

/** What people type as a number; nothing when it is none. */
export function numberOf(text: string): number | null {
  const digits = NUMBER.exec(text.trim())?.[1]?.replace(/[,_]/g, "");
  return digits === undefined ? null : Number(digits);
}

function knob(shown: Shown | undefined, path: string, key: string, cell: Knob["cell"], label: string, bounds: Bounds): Knob | null {
  const text = typeof shown === "string" ? shown : "";
  const period = bounds.kind === "duration" ? PERIOD.exec(text) : null;
  const planned = period ? Number(period[1]) : bounds.kind === "duration" ? null : numberOf(text);
  return planned === null ? null : { key, path, cell, label, bounds, planned, period: period?.[2] ?? null };
}

/** The numbers of the plan that go into a working, each once. */
export function knobsOf(working: Working, answers: ReadonlyMap<string, Answer>): Knob[] {
  const paths = working.steps.flatMap((step) => step.inputs.map((input) => (input.origin === "answer" ? input.name : null)));
  return [...new Set(paths)].flatMap((path) => {
    const answer = path === null ? undefined : answers.get(path);
    if (answer === undefined || answer.asked === "not_asked") {
      return [];
    }
    const number = numberAt(answer.path);
    if (number !== null) {
      return knob(answer.shown, answer.path, answer.path, null, number.label, number.bounds) ?? [];
    }
    return (answer.rows ?? []).flatMap(({ cells, asked }, row) => {
      const name = Object.values(cells).find((cell): cell is string => typeof cell === "string" && cell !== "");
      return asked.flatMap((column) => {
        const number = numberAt(`${answer.path}.${column}`);
        if (number === null) {
          return [];
        }
        const words = `${name ?? `Entry ${row + 1}`}: ${number.label}`;
        const key = `${answer.path}.${column}--${row + 1}`;
        return knob(cells[column], answer.path, key, { row, column }, words, number.bounds) ?? [];
      });
    });
  });
}

/** A number of a knob in words. */
export function shown(knob: Knob, value: number): string {
  if (knob.period !== null) {
    return `${showNumber(value)} ${knob.period}${value === 1 ? "" : "s"}`;
  }
  return withUnit(showNumber(value), knob.bounds.kind === "money" ? "GBP" : knob.bounds.unit);
}

/** The least of 1, 2 and 5 times a power of ten that is not below a number. */
function roundUp(number: number): number {
  const power = 10 ** Math.floor(Math.log10(number));
  return power * ([1, 2, 5].find((times) => times * power >= number) ?? 10);
}

/** The range of a slider: round what the plan says, within the bounds of the question. */
export function rangeOf({ bounds, planned }: Knob): { min: number; max: number; step: number } {
  const min = Math.min(bounds.min ?? 0, planned);
  const wide = planned > 0 ? roundUp(planned * 2) : 10;
  const max = Math.max(Math.min(bounds.max ?? wide, wide), planned, min + 1);
  const fine = roundUp((max - min) / 500);
  const step = bounds.isWhole || bounds.kind === "duration" ? Math.max(1, fine) : fine;
  return { min, max, step };
}

function change({ path, cell, period }: Knob, value: number): Change {
  // Numbers are written out in full, since a plan has none such as 1e21.
  const digits = value.toLocaleString("en-GB", { useGrouping: false, maximumFractionDigits: 6 });
  const text = period === null ? digits : `${digits} ${period}${value === 1 ? "" : "s"}`;
  return cell === null ? { path, answer: text } : { path, ...cell, value: text };
}

export class WhatIf {
  #session: Session;
  #trials = new Map<string, { knob: Knob; value: number }>();
  #frame: number | null = null;
  #show: (tried: Tried) => void;

  constructor(session: Session, show: (tried: Tried) => void) {
    this.#session = session;
    this.#show = show;
  }

  /** What is tried instead of what the plan says; that itself where nothing is. */
  valueOf(knob: Knob): number {
    return this.#trials.get(knob.key)?.value ?? knob.planned;
  }

  get isTrying(): boolean {
    return this.#trials.size > 0;
  }

  try(knob: Knob, value: number): void {
    if (value === knob.planned) {
      this.#trials.delete(knob.key);
    } else {
      this.#trials.set(knob.key, { knob, value });
    }
    this.#askSoon();
  }

  reset(): void {
    this.#trials.clear();
    this.#askSoon();
  }

  /** Puts what is tried into the plan, where it can be undone. Gives the reason when it is refused. */
  apply(): string | null {
    const changes = [...this.#trials.values()].map(({ knob, value }) => change(knob, value));
    const refused = this.#session.edit(changes);
    if (refused === null) {
      this.reset();
    }
    return refused;
  }

  /** After a change of the plan: what is tried goes on from what the plan says now. */
  rebase(knobs: Knob[]): void {
    const trials = this.#trials;
    this.#trials = new Map();
    for (const knob of knobs) {
      const trial = trials.get(knob.key);
      if (trial !== undefined && trial.value !== knob.planned) {
        this.#trials.set(knob.key, { knob, value: trial.value });
      }
    }
    this.#askSoon();
  }

  /** A slider that is drawn along tells of more values than a screen shows: one a frame is enough. */
  #askSoon(): void {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = null;
      this.#show(this.#ask(this.#session.seen));
    });
  }

  #ask({ kept }: Seen): Tried {
    const trials = [...this.#trials.values()];
    if (trials.length === 0) {
      return { trials, report: null, refused: null };
    }
    const changes = trials.map(({ knob, value }) => change(knob, value));
    const answer = this.#session.engine.ask({ do: "try", text: kept.text, today: this.#session.today, changes });
    if ("plans" in answer) {
      return { trials, report: answer.plans[0], refused: null };
    }
    return { trials, report: null, refused: "refused" in answer ? answer.refused : answer.failure };
  }
}
