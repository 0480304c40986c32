// What a plan looks like in the browser's storage, and how it is read back: by a schema with a version, so that pages of
// another version neither misread it nor write over it.

import { History, type Step } from "./history.js";
import type { Kept } from "./session.js";

/** The version of what is stored. It grows when a page of the version before could no longer read it. */
const SCHEMA = 1;

/** The most characters of undo steps that are stored; the oldest steps go first. */
const MOST_OF_HISTORY = 400_000;

/** The most runs that are stored; the oldest go first. */
const MOST_RUNS = 100;

/** Revisions that one page wrote one after the other: the page, and the last of them. */
export type Run = [page: string, revision: number];

/** A plan with what tells whether another page has changed it. */
export interface StoredPlan {
  kept: Kept;
  /** Who wrote it, the oldest first. */
  runs: Run[];
  /** From when the time to the next snapshot is counted: milliseconds since 1970. */
  since: number | null;
}

/** What a stored text turned out to be. */
export type Reading = { is: "sound"; plan: StoredPlan } | { is: "newer" } | { is: "damaged" };

/** Whether a plan with these runs was made from the revision that `mine` ends with. */
export function isBuiltOn(runs: Run[], mine: Run[]): boolean {
  const last = mine.at(-1);
  if (last === undefined) {
    return true;
  }
  return runs.find(([, revision]) => revision >= last[1])?.[0] === last[0];
}

/** Whether two plans are of one and the same revision. */
export function isSame(one: Run[], other: Run[]): boolean {
  return String(one.at(-1)) === String(other.at(-1));
}

/** The runs with one revision more, by `page`. */
export function grown(runs: Run[], page: string): Run[] {
  const [writer, revision] = runs.at(-1) ?? ["", 0];
  const before = writer === page ? runs.slice(0, -1) : runs;
  return [...before, [page, revision + 1] as Run].slice(-MOST_RUNS);
}

/** As a text. The same text is often there three times, and is written once. */
export function written({ kept, runs, since }: StoredPlan): string {
  const texts = [...new Set([kept.text, kept.opened, kept.saved].filter((text) => text !== null))];
  const at = (text: string | null): number | null => (text === null ? null : texts.indexOf(text));
  const { id, name, savedAt } = kept;
  const done = newest(kept.history.done);
  const undone = newest(kept.history.undone);
  const indices = { text: at(kept.text), opened: at(kept.opened), saved: at(kept.saved) };
  return JSON.stringify({ schema: SCHEMA, id, name, savedAt, texts, ...indices, done, undone, runs, since });
}

/** As many of the last steps as there is room for. */
function newest(steps: Step[]): Step[] {
  let room = MOST_OF_HISTORY;
  const kept = [...steps].reverse().filter((step) => (room -= step.removed.length + step.added.length) >= 0);
  return kept.reverse();
}

/** Reads it back. What is not exactly so is damaged: a guess could lose an answer. */
export function reading(stored: string): Reading {
  try {
    const value = JSON.parse(stored) as Record<string, unknown>;
    if (typeof value["schema"] === "number" && value["schema"] > SCHEMA) {
      return { is: "newer" };
    }
    const texts = value["texts"] as string[];
    const text = (index: unknown): string => needed(texts[index as number], "string");
    const kept: Kept = {
      id: needed(value["id"], "string"),
      name: needed(value["name"], "string"),
      savedAt: value["savedAt"] === null ? null : needed(value["savedAt"], "number"),
      text: text(value["text"]),
      opened: text(value["opened"]),
      saved: value["saved"] === null ? null : text(value["saved"]),
      history: new History(steps(value["undone"]), steps(value["done"])),
    };
    const runs = (value["runs"] as unknown[][]).map(
      ([page, revision]) => [needed<string>(page, "string"), needed<number>(revision, "number")] as Run,
    );
    const since = value["since"] === null ? null : needed<number>(value["since"], "number");
    return { is: "sound", plan: { kept, runs, since } };
  } catch {
    return { is: "damaged" };
  }
}

function steps(value: unknown): Step[] {
  return (value as Record<string, unknown>[]).map(({ at, removed, added, about }) => ({
    at: needed(at, "number"),
    removed: needed(removed, "string"),
    added: needed(added, "string"),
    about: needed(about, "string"),
  }));
}

function needed<Type extends string | number>(value: unknown, type: "string" | "number"): Type {
  if (typeof value !== type) {
    throw new TypeError(`not a ${type}`);
  }
  return value as Type;
}
