// The one state of a workbench page: the plan's text, which is the truth, and what the engine says of it. Forms, the text
// pane and the results are told of every change and never keep a plan of their own.

import type { Engine } from "./engine.js";
import { History, stepBetween } from "./history.js";
import type { Answer, Change, Report } from "./wire.js";

/** A plan as it is kept from page to page. */
export interface Kept {
  /** Tells one plan from another in the browser's storage. */
  id: string;
  /** The name of its file. */
  name: string;
  text: string;
  /** The text as it was when the plan was opened or begun: what "changed since" is measured from. */
  opened: string;
  /** The text as it was last saved to a file or opened from one; null when it never was. */
  saved: string | null;
  /** When it was saved to a file: milliseconds since 1970. */
  savedAt: number | null;
  history: History;
}

/** Why listeners are called. */
export type Why =
  /** Another plan is there. */
  | "opened"
  /** A form changed the text. */
  | "edited"
  /** The text was typed, or taken back. */
  | "written"
  /** The plan was saved to a file, renamed or stored: its text is as it was. */
  | "kept";

/** What a page sees. */
export interface Seen {
  kept: Kept;
  /** The report of the text as it is now; null when the engine failed. */
  report: Report | null;
  /** The answers of the last text that could be read: those of `report`, unless the text is half typed. */
  answers: ReadonlyMap<string, Answer>;
  /** Whether `answers` are those of the text as it is now, so that a form may change it. */
  inStep: boolean;
  /** Why there is no report. */
  failure: string | null;
}

type Listener = (seen: Seen, why: Why) => void;

export class Session {
  readonly engine: Engine;
  /** The day on which plans are judged, year first. */
  readonly today: string;
  #seen: Seen;
  #listeners: Listener[] = [];
  #settlers: (() => void)[] = [];

  constructor(engine: Engine, kept: Kept, today: string) {
    this.engine = engine;
    this.today = today;
    this.#seen = { kept, report: null, answers: new Map(), inStep: false, failure: null };
    this.#check(kept);
  }

  get seen(): Seen {
    return this.#seen;
  }

  get kept(): Kept {
    return this.#seen.kept;
  }

  /** Calls the listener now and after every change. */
  subscribe(listener: Listener): void {
    this.#listeners.push(listener);
    listener(this.#seen, "opened");
  }

  /** Registers what puts into the plan what somebody has typed and is not there yet. */
  settleBy(settler: () => void): void {
    this.#settlers.push(settler);
  }

  /** Puts it there: before the plan is saved, kept, taken back or replaced, so that nothing typed is lost or goes astray. */
  settle(): void {
    this.#settlers.forEach((settler) => settler());
  }

  /** Makes changes from a form. Gives the reason in words when the engine makes none of them. */
  edit(changes: Change[]): string | null {
    const answer = this.engine.ask({ do: "edit", text: this.kept.text, changes });
    if ("failure" in answer) {
      return answer.failure;
    }
    if (answer.text === undefined) {
      return answer.refused ?? "the change was refused";
    }
    this.#replace(answer.text, changes[0]?.path ?? "", "edited");
    return null;
  }

  /** Puts a text that was typed; or that came about otherwise, which `about` names for the words on the button. */
  write(text: string, about = ""): void {
    this.#replace(text, about, "written");
  }

  /** Another plan. */
  open(kept: Kept): void {
    this.#check(kept);
    this.#tell("opened");
  }

  /** The plan as another page has left it. */
  follow(kept: Kept): void {
    const isSamePlan = kept.id === this.kept.id;
    this.#check(kept);
    this.#tell(isSamePlan ? "written" : "opened");
  }

  undo(): void {
    this.#step(this.kept.history.undo(this.kept.text));
  }

  redo(): void {
    this.#step(this.kept.history.redo(this.kept.text));
  }

  /** Notes that the text was saved to a file. */
  savedToFile(name: string, text: string, at: number): void {
    this.#seen = { ...this.#seen, kept: { ...this.kept, name, saved: text, savedAt: at } };
    this.#tell("kept");
  }

  /** What people call the plan: the scheme's name, or its file's. */
  get title(): string {
    return this.#seen.report?.scheme || this.kept.name;
  }

  /** Whether something is not in any file yet. A plan in which nothing was done yet has nothing to lose. */
  get isUnsaved(): boolean {
    const { saved, opened, text } = this.kept;
    return text !== (saved ?? opened);
  }

  #step(text: string | null): void {
    if (text !== null) {
      this.#check({ ...this.kept, text });
      this.#tell("written");
    }
  }

  #replace(text: string, about: string, why: Why): void {
    const step = stepBetween(this.kept.text, text, about);
    if (step === null) {
      return;
    }
    this.kept.history.push(step);
    this.#check({ ...this.kept, text });
    this.#tell(why);
  }

  /** Takes up a plan, and what the engine says of it. */
  #check(kept: Kept): void {
    const { name, text } = kept;
    const checked = this.engine.ask({ do: "check", plan: { name, text }, today: this.today, answers: true });
    if ("failure" in checked) {
      this.#seen = { ...this.#seen, kept, report: null, inStep: false, failure: checked.failure };
      return;
    }
    const report = checked.plans[0];
    // A half-typed text has no answers. The form keeps those of the last text that could be read.
    const answers = report.sound ? new Map(report.answers.map((answer) => [answer.path, answer])) : this.#seen.answers;
    this.#seen = { kept, report, answers, inStep: report.sound, failure: null };
  }

  #tell(why: Why): void {
    for (const listener of this.#listeners) {
      listener(this.#seen, why);
    }
  }
}
