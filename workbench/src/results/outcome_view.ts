// What would be otherwise with the numbers that are tried, beside what is now.

import { ticked } from "../copy.js";
import { counted } from "../findings.js";
import { VERDICTS } from "../verdicts.js";
import type { Finding, Report } from "../wire.js";
import { type Child, made, put } from "./clone.js";
import { element, table } from "./draw.js";
import { type Outcome, outcome } from "./outcome.js";
import { type Tried, shown } from "./what_if.js";
import { capitalised, sentence } from "./words.js";

/** How long nothing has to be moved before the difference is read out, in milliseconds. */
const REST = 700;

export class OutcomeView {
  readonly element: HTMLElement;
  #spoken: number | undefined;

  /** `act` is called with what a button does. */
  constructor(act: (what: "apply" | "reset") => void) {
    this.element = made("outcome");
    this.element.addEventListener("click", ({ target }) => {
      const button = target instanceof Element ? target.closest<HTMLElement>("[data-do]") : null;
      const what = button?.dataset["do"];
      if (what === "apply" || what === "reset") {
        act(what);
      }
    });
  }

  /** Shows what is tried. `now` is the report of the plan itself. */
  show({ trials, report, refused }: Tried, now: Report | null): void {
    const isTrying = trials.length > 0;
    this.#part('[data-only="trying"]').hidden = !isTrying;
    const lines = trials.map(({ knob, value }) => {
      return element("li", {}, `${knob.label}: trying ${shown(knob, value)}; your plan still says ${shown(knob, knob.planned)}`);
    });
    put(this.#part('[data-slot="trials"]'), lines);
    const differs = report !== null && now !== null ? outcome(now, report) : null;
    const why = refused === null ? [] : [element("p", {}, sentence(refused))];
    put(this.#part('[data-slot="differences"]'), differs === null ? why : differences(differs));
    clearTimeout(this.#spoken);
    this.#spoken = setTimeout(() => {
      this.#part('[data-fill="says"]').textContent = isTrying ? (refused ?? spoken(differs)) : "";
    }, REST);
  }

  /** Says something that a button led to. */
  say(words: string): void {
    clearTimeout(this.#spoken);
    this.#part('[data-fill="says"]').textContent = words;
  }

  #part(selector: string): HTMLElement {
    const found = this.element.querySelector<HTMLElement>(selector);
    if (found === null) {
      throw new Error(`the template of what would be otherwise lacks ${selector}`);
    }
    return found;
  }
}

function spoken(differs: Outcome | null): string {
  if (differs === null) {
    return "";
  }
  const { results, verdicts, gone, come } = differs;
  const parts = [
    counted(results.length, "result differs", "results differ"),
    counted(verdicts.length, "verdict differs", "verdicts differ"),
    `${counted(gone.length, "finding", "findings")} would go and ${counted(come.length, "finding", "findings")} would come`,
  ];
  return `With these numbers ${parts.join(", ")}.`;
}

function differences({ results, verdicts, gone, come, reworded }: Outcome): Child[] {
  const lists = [
    list("Verdicts", verdicts.map(({ title, before, after }) => `${title}: ${VERDICTS[before].word.toLowerCase()} now, ${VERDICTS[after].word.toLowerCase()} then`)),
    list("Findings that would go", gone.map(found)),
    list("Findings that would come", come.map(found)),
    list("Findings that would stay and say", reworded.map(found)),
  ];
  const rows = results.map(({ label, before, after }) => [label, before, after]);
  const all: Child[] = [rows.length > 0 && table("Results", ["What", "Your plan", "With these numbers"], rows), ...lists];
  return all.some((child) => child) ? all : [made("nothing-differs")];
}

function found({ severity, message }: Finding): string {
  return `${capitalised(severity)}: ${message}`;
}

function list(title: string, entries: string[]): Child {
  const items = entries.map((words) => element("li", {}, ticked(words)));
  return items.length > 0 && made("outcome-list", { fill: { title }, slot: { entries: items } });
}
