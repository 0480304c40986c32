// The calculators: each with its steps, where their numbers come from, what is missing, and numbers to try.

import { ticked } from "../copy.js";
import { counted } from "../findings.js";
import { root } from "../page.js";
import type { Seen } from "../session.js";
import type { Report, Working, WorkingInput, WorkingStep } from "../wire.js";
import { type Child, made } from "./clone.js";
import { element, table } from "./draw.js";
import { knobElement } from "./knobs.js";
import { question, questionLink } from "./questions.js";
import { MOST_KNOBS, type Knob, type WhatIf, knobsOf } from "./what_if.js";
import { showResult } from "./words.js";

/** The numbers that can be tried, each once, and the calculators in which they are. */
export function allKnobs({ report, answers }: Seen): Knob[] {
  const knobs = (report?.workings ?? []).flatMap((working) => knobsOf(working, answers));
  return [...new Map(knobs.map((knob) => [knob.key, knob])).values()];
}

/** The calculators of a report. `outcome` stands in the one in which numbers were tried last. */
export function calculators(report: Report, seen: Seen, whatIf: WhatIf, outcome: HTMLElement): HTMLElement[] {
  return report.workings.map((working) => calculator(working, seen, whatIf, outcome));
}

function calculator(working: Working, seen: Seen, whatIf: WhatIf, outcome: HTMLElement): HTMLElement {
  const { id, title, about, steps, missing, remarks, tables } = working;
  const knobs = knobsOf(working, seen.answers);
  const more = knobs.splice(MOST_KNOBS).length;
  const section = made("calculator", {
    key: `calculator.${id}`,
    fill: { title, about, more: `${counted(more, "more number stands", "more numbers stand")} in the tables of the checklists.` },
    only: { missing: missing.length > 0, remarks: remarks.length > 0, knobs: knobs.length > 0, more: more > 0 },
    slot: {
      steps: steps.map(stepRow),
      missing: listed(missing.map((path) => questionLink(path))),
      remarks: remarks.map((words) => element("li", {}, ticked(words))),
      tables: tables.map(workingTable),
      sources: sources(working),
    },
  });
  section.id = `working.${id}`;
  const panel = section.querySelector<HTMLDetailsElement>("details.try");
  if (panel !== null) {
    const fill = (): void => {
      const slot = panel.querySelector('[data-slot="knobs"]');
      // Sliders are made when somebody wants them: a plan has dozens of numbers.
      if (panel.open && slot?.childElementCount === 0) {
        const onTry = (): void => panel.querySelector('[data-slot="outcome"]')?.append(outcome);
        slot.append(...knobs.map((knob) => knobElement(knob, `${id}.${knob.key}`, whatIf, onTry)));
      }
    };
    panel.addEventListener("toggle", fill);
  }
  return section;
}

function stepRow(step: WorkingStep): HTMLElement {
  const row = made("calculator-step", {
    fill: { label: step.label, sum: step.sum ?? "–", result: showResult(step) },
    link: { figure: `${root}figures.html#${step.name}` },
  });
  row.dataset["step"] = step.name;
  return row;
}

/** Things side by side, with commas between. */
function listed(links: HTMLElement[]): Child[] {
  return links.flatMap((link, at) => (at === 0 ? [link] : [", ", link]));
}

function workingTable({ title, columns, rows }: Working["tables"][number]): HTMLElement {
  const hasMarks = rows.some(({ falls_short }) => falls_short);
  const heads = hasMarks ? [...columns, "Falls short"] : columns;
  return table(title, heads, rows.map(({ cells, falls_short }) => (hasMarks ? [...cells, falls_short ? "Yes" : "No"] : cells)));
}

/** What goes into the steps, each once: answers, figures of the handbook, steps of other calculators. */
function sources({ id, steps }: Working): HTMLElement[] {
  const inputs = new Map<string, WorkingInput>();
  for (const input of steps.flatMap((step) => step.inputs)) {
    const isOwn = input.origin === "step" && input.name?.startsWith(`${id}.`);
    if (!isOwn) {
      inputs.set(`${input.origin} ${input.name ?? input.label}`, input);
    }
  }
  return [...inputs.values()].map(({ label, value, origin, name, place }) =>
    made("calculator-source", {
      fill: { label, value: value ?? "not answered yet", origin: originOf(origin, place?.line) },
      link: { source: root + addressOf(origin, name) },
    }),
  );
}

function originOf(origin: WorkingInput["origin"], line: number | undefined): string {
  switch (origin) {
    case "answer":
      return line === undefined ? "(your plan)" : `(your plan, line ${line})`;
    case "parameter":
      return "(a figure of the handbook)";
    case "step":
      return "(another calculator)";
    case "unknown":
      return "";
  }
}

function addressOf(origin: WorkingInput["origin"], name: string | null): string {
  if (name === null || origin === "unknown") {
    return "figures.html";
  }
  return origin === "answer" ? question(name).address : origin === "parameter" ? `figures.html#parameter.${name}` : `figures.html#${name}`;
}

