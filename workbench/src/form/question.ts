// A question of the printed checklist, bound to the plan: its control, what is found beside it, and what it can say besides.

import { copyOf, fill } from "../copy.js";
import { say } from "../announce.js";
import type { Answer, Finding } from "../wire.js";
import { Bound } from "./bound.js";
import { controlIn } from "./control.js";
import type { Form } from "./form.js";
import { Messages } from "./messages.js";
import { More } from "./more.js";
import { NOT_APPLICABLE, SetAside } from "./set_aside.js";
import { Table } from "./table.js";

export class Question {
  readonly path: string;
  readonly element: HTMLElement;
  #form: Form;
  #bound: Bound | null = null;
  #table: Table | null = null;
  #messages: Messages;
  #more: More;
  #aside: SetAside | null = null;
  #state: HTMLElement | null = null;
  #planned: HTMLElement | null = null;
  #clear: HTMLElement;
  #answer: Answer;
  #findings: readonly Finding[] = [];
  #refusal: string | null = null;

  constructor(element: HTMLElement, answer: Answer, form: Form) {
    this.path = answer.path;
    this.element = element;
    this.#answer = answer;
    this.#form = form;
    const refused = (why: string | null): void => this.#refuse(why);
    const table = element.querySelector<HTMLElement>(".scroll");
    const control = element.querySelector<HTMLElement>(":scope > .govuk-form-group") ?? element;
    const radios = control.querySelector(".govuk-radios");
    const last = table ?? control;

    this.#clear = copyOf("clear-answer", { fill: { label: answer.label } });
    this.#clear.addEventListener("click", (event) => this.#clicked(event));
    this.#clear.hidden = true;
    last.after(this.#clear);
    if (element.dataset["setAside"] === "yes") {
      this.#aside = new SetAside(this.path, table ? null : radios, last, form, refused);
    }
    this.#more = new More(answer, form, refused);
    (element.querySelector(":scope > details") ?? this.#clear).before(this.#more.element);

    if (table) {
      this.#messages = new Messages(element, this.path, table, (place) => form.show(place));
      this.#table = new Table(table, answer, form, refused);
    } else {
      const before = control.querySelector(".govuk-radios, .govuk-checkboxes, .govuk-input__wrapper, input, textarea");
      this.#messages = new Messages(control, this.path, before, (place) => form.show(place));
      const send = form.sender((value) => ({ path: this.path, answer: value }));
      this.#bound = new Bound(controlIn(control, element.dataset["answer"] === "list"), { ...send, refused });
    }
  }

  /** Shows what the plan says of this question. */
  update(answer: Answer, findings: readonly Finding[]): void {
    this.#answer = answer;
    this.#findings = findings;
    const isNotAsked = answer.asked === "not_asked";
    // Somebody who follows a link to a question finds it, asked or not.
    this.element.hidden = isNotAsked && decodeURIComponent(location.hash.slice(1)) !== this.path;
    this.#aside?.update(answer);
    const isBoxed = answer.shown === NOT_APPLICABLE && this.#aside?.hasBox;
    this.#bound?.update(isBoxed ? null : answer.shown);
    const left = this.#table?.update(answer, findings) ?? findings;
    this.#more.update(answer);
    const isUnread = answer.state === "unanswered" && answer.shown !== null;
    this.#messages.update(left, this.#refusal, isUnread);
    this.#sayState(answer);
    this.#sayPlanned(answer);
    const isSet = this.#bound?.control.fields[0]?.type === "radio";
    const hasUnlisted = (this.#bound?.unlisted.length ?? 0) > 0 || (this.#table !== null && answer.shown !== null);
    this.#clear.hidden = answer.shown === null || !(isSet || hasUnlisted);
  }

  /** Gives the focus to the control; of a table, to the entry in which this was found. */
  focus(finding?: Finding): void {
    if (finding && this.#table?.enter(finding)) {
      return;
    }
    const fields = this.#bound?.control.fields ?? [...this.element.querySelectorAll<HTMLElement>("summary, button")];
    const field = fields.find((field) => field instanceof HTMLInputElement && field.checked) ?? fields[0];
    this.element.scrollIntoView({ block: "nearest" });
    field?.focus();
  }

  /** The id of what a link to this question leads to. */
  get anchor(): string {
    return this.#bound?.control.fields[0]?.id ?? this.path;
  }

  #refuse(why: string | null): void {
    this.#refusal = why;
    this.#messages.update(this.#findings, why, this.#answer.state === "unanswered" && this.#answer.shown !== null);
    if (why !== null) {
      say(why);
    }
  }

  #clicked(event: Event): void {
    if (event.target instanceof Element && event.target.closest('[data-do="clear"]')) {
      const why = this.#form.change([{ path: this.path, answer: null }]);
      this.#refuse(why);
      if (why === null) {
        this.#bound?.put();
        this.focus();
      }
    }
  }

  /** What the control cannot say of the answer. */
  #sayState(answer: Answer): void {
    const unlisted = this.#bound?.unlisted ?? [];
    const sentences: string[] = [];
    if (unlisted.length > 0) {
      sentences.push(`The plan says “${unlisted.join("”, “")}”, which is not among these options. It stays until you change it.`);
    }
    if (this.#table && answer.shown !== null && answer.shown !== NOT_APPLICABLE) {
      sentences.push("The plan has words here that are no list of entries. They stay until you take them back.");
    }
    if (answer.asked === "not_asked") {
      sentences.push("This is not asked with these answers. What it says stays in the plan.");
    }
    if (answer.asked === "open") {
      sentences.push("Whether this is asked waits for another answer, named above.");
    }
    if (answer.state === "unconfirmed") {
      sentences.push("This answer was copied from another plan. It counts once somebody confirms it, under the note.");
    }
    this.#state = this.#put(this.#state, "answer-state", sentences.length > 0);
    if (this.#state) {
      fill(this.#state, { words: sentences.join(" ") });
    }
  }

  #sayPlanned(answer: Answer): void {
    const { owner, due } = answer.details;
    const lacks = answer.shown === "planned" && (owner === undefined || due === undefined);
    const before = this.#planned;
    this.#planned = this.#put(before, "planned-needs", lacks);
    if (this.#planned !== null && before === null) {
      const button = this.#planned.querySelector('[data-do="more"]');
      button?.addEventListener("click", () => this.#more.open(this.#answer.details.owner === undefined ? "owner" : "due"));
    }
  }

  /** Puts a line below the control, or takes it away. */
  #put(line: HTMLElement | null, template: string, applies: boolean): HTMLElement | null {
    if (!applies) {
      line?.remove();
      return null;
    }
    if (line !== null) {
      return line;
    }
    const made = copyOf(template);
    this.#clear.before(made);
    return made;
  }
}
