// The form of a checklist: its questions, kept in step with the plan.

import { showInText } from "../text_pane.js";
import type { Seen, Session } from "../session.js";
import { pathAtLine } from "../text_paths.js";
import type { Change, Finding, Place, Shown } from "../wire.js";
import { commitAll, startCommitting, type Binding } from "./bound.js";
import { Question } from "./question.js";
import { SectionCheck } from "./section_check.js";
import { Status } from "./status.js";
import { Waiting } from "./waiting.js";

export class Form {
  readonly session: Session;
  /** The checklist, such as `setup`. */
  readonly section: string;
  readonly questions = new Map<string, Question>();
  #element: HTMLElement;
  #status: Status;
  #check: SectionCheck;
  #waiting: Waiting;
  #afterChange: (() => void)[] = [];

  constructor(element: HTMLElement, session: Session) {
    this.#element = element;
    this.session = session;
    this.section = element.querySelector(".question")?.id.split(".")[0] ?? "";
    this.#status = new Status(this.section);
    this.#check = new SectionCheck(this);
    this.#waiting = new Waiting(element);
    // The return key in a line would send the form.
    element.addEventListener("submit", (event) => event.preventDefault());
  }

  /** Makes changes to the plan; gives why not, in words. */
  change(changes: Change[]): string | null {
    return this.session.edit(changes);
  }

  /** How a control sends what it holds. */
  sender(change: (value: Shown) => Change): Pick<Binding, "isOpen" | "send"> {
    return { isOpen: () => this.session.seen.inStep, send: (value) => this.change([change(value)]) };
  }

  /** Shows a place of the plan's text. */
  show(place: Place): void {
    showInText(place);
  }

  /** Calls this once, after the next change of the plan. */
  onNextChange(then: () => void): void {
    this.#afterChange.push(then);
  }

  update(seen: Seen): void {
    this.#afterChange.splice(0).forEach((then) => then());
    this.#waiting.update(seen);
    if (!seen.inStep || seen.report === null) {
      return;
    }
    const findings = this.#byQuestion(seen.report.findings, seen);
    for (const [path, answer] of seen.answers) {
      const question = this.questions.get(path) ?? this.#make(path, seen);
      question?.update(answer, findings.get(path) ?? []);
    }
    this.#status.update(seen, findings);
    this.#check.update(findings);
    commitAll();
  }

  /** The findings of this checklist by question; those of no question under the name of the checklist. */
  #byQuestion(findings: readonly Finding[], seen: Seen): Map<string, Finding[]> {
    const found = new Map<string, Finding[]>();
    for (const finding of findings) {
      const path = finding.path ?? pathAtLine(seen.kept.text, finding.place.line);
      if (path === this.section || path.startsWith(`${this.section}.`)) {
        const at = questionOf(path, seen) ?? this.section;
        found.set(at, [...(found.get(at) ?? []), finding]);
      }
    }
    return found;
  }

  #make(path: string, seen: Seen): Question | null {
    const answer = seen.answers.get(path);
    const element = path.startsWith(`${this.section}.`) ? document.getElementById(path) : null;
    if (answer === undefined || element === null || !this.#element.contains(element)) {
      return null;
    }
    const question = new Question(element, answer, this);
    this.questions.set(path, question);
    return question;
  }
}

/** The question that a path lies in: its own, or that of a part of its answer. */
export function questionOf(path: string, seen: Seen): string | null {
  const parts = path.split(".");
  for (let length = parts.length; length > 1; length -= 1) {
    const own = parts.slice(0, length).join(".");
    if (seen.answers.has(own)) {
      return own;
    }
  }
  return null;
}

/** Starts the form of a checklist page. */
export function startForm(session: Session): void {
  const element = document.querySelector<HTMLElement>("form.checklist");
  if (element === null) {
    return;
  }
  const form = new Form(element, session);
  session.subscribe((seen, why) => {
    if (why !== "kept") {
      form.update(seen);
    }
  });
  startCommitting();
  session.settleBy(commitAll);
  window.addEventListener("hashchange", () => form.update(session.seen));
  if (location.hash !== "") {
    document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  }
}
