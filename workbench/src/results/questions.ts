// What the page knows of each question: where it is asked, what it is called, and the bounds of a number. It stands in a
// template of the page.

import { root } from "../page.js";
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
  path: string;
  label: string;
  /** Relative to the handbook's home. */
  address: string;
  /** Of a question that takes a number. */
  bounds: Bounds | null;
}

const known = new Map<string, Question>();

/** Reads the template, once. */
function all(): Map<string, Question> {
  const template = document.getElementById("questions-by-path");
  if (known.size === 0 && template instanceof HTMLTemplateElement) {
    for (const entry of template.content.querySelectorAll<HTMLElement>("[data-path]")) {
      const { path = "", kind, unit = "", min, max, whole } = entry.dataset;
      const number = (text: string | undefined): number | null => (text === undefined ? null : Number(text));
      const bounds = kind
        ? { kind: kind as Bounds["kind"], unit, min: number(min), max: number(max), isWhole: whole !== undefined }
        : null;
      known.set(path, { path, label: entry.textContent ?? path, address: entry.getAttribute("href") ?? "", bounds });
    }
  }
  return known;
}

/** A question, or a column of a table by the path of its question and its own id. */
export function question(path: string): Question {
  const checklist = path.split(".")[0] ?? "";
  if (checklist === "") {
    // Some faults stand in no question but in the text as such.
    return { path, label: "The text of the plan", address: "plan.html#text", bounds: null };
  }
  return all().get(path) ?? { path, label: path, address: `checklists/${checklist}.html#${path}`, bounds: null };
}

/** A link to the question; its words are those given, or its label. */
export function questionLink(path: string, words?: string): HTMLAnchorElement {
  const { address, label } = question(path);
  return element("a", { href: root + address }, words ?? label);
}
