// What the page knows of each question: where it is asked, what it is called, and the bounds of a number. Names stand in the
// answers; the bounds, and the names of a table's columns, in a template of the page.

import { root } from "../page.js";
import type { Answer } from "../wire.js";
import { element } from "./draw.js";

/** What numbers a question, or a column of a table, takes. */
export interface Bounds {
  kind: "number" | "money" | "duration";
  unit: string;
  min: number | null;
  max: number | null;
  isWhole: boolean;
}

export interface Question {
  label: string;
  /** Relative to the handbook's home. */
  address: string;
}

/** The names of questions by path, as the engine last gave them. */
let names: ReadonlyMap<string, Answer> = new Map();

/** From now on questions have the names that stand in these answers. */
export function nameQuestions(answers: ReadonlyMap<string, Answer>): void {
  names = answers;
}

/** A question by its path. */
export function question(path: string): Question {
  const checklist = path.split(".")[0] ?? "";
  if (checklist === "") {
    // Some faults stand in no question but in the text as such.
    return { label: "The text of the plan", address: "plan.html#text" };
  }
  return { label: names.get(path)?.label ?? path, address: `checklists/${checklist}.html#${path}` };
}

/** A link to the question; its words are those given, or its label. */
export function questionLink(path: string, words?: string): HTMLAnchorElement {
  const { address, label } = question(path);
  return element("a", { href: root + address }, words ?? label);
}

const numbers = new Map<string, { label: string; bounds: Bounds }>();

/** What a question, or a column by the path of its table and its own id, is called and takes; nothing when it takes no number. */
export function numberAt(path: string): { label: string; bounds: Bounds } | null {
  const template = document.getElementById("numbers");
  if (numbers.size === 0 && template instanceof HTMLTemplateElement) {
    for (const { value, dataset, textContent } of template.content.querySelectorAll("data")) {
      const { kind, unit = "", min, max, whole } = dataset;
      const bound = (text: string | undefined): number | null => (text === undefined ? null : Number(text));
      const bounds = { kind: kind as Bounds["kind"], unit, min: bound(min), max: bound(max), isWhole: whole !== undefined };
      numbers.set(value, { label: textContent ?? value, bounds });
    }
  }
  return numbers.get(path) ?? null;
}
