// What an answer says besides itself: note, evidence, owner and date, folded below the question. The fields are made when
// the fold is first opened or the plan has such words.

import { copyOf, fill } from "../copy.js";
import type { Answer, DetailKey } from "../wire.js";
import { Bound } from "./bound.js";
import { controlIn } from "./control.js";
import type { Form } from "./form.js";

/** The details below the fold, with the words for them. */
const WORDS: [DetailKey, string][] = [
  ["note", "note"],
  ["evidence", "evidence"],
  ["owner", "owner"],
  ["due", "date"],
  ["confirmed", "confirmed"],
];

/** Binds the controls within an element that are marked as details. */
export function boundDetails(within: HTMLElement, path: string, form: Form, refused: (why: string | null) => void): Map<DetailKey, Bound> {
  const bounds = new Map<DetailKey, Bound>();
  for (const field of within.querySelectorAll<HTMLElement>("[data-detail]")) {
    const detail = field.dataset["detail"] as DetailKey;
    const group = field.closest(".govuk-form-group");
    if (group && !bounds.has(detail)) {
      const send = form.sender((value) => ({ path, detail, value }));
      bounds.set(detail, new Bound(controlIn(group, detail === "evidence"), { ...send, refused }));
    }
  }
  return bounds;
}

export class More {
  readonly element: HTMLElement;
  #path: string;
  #form: Form;
  #refused: (why: string | null) => void;
  #fold: HTMLDetailsElement | null;
  #bounds: Map<DetailKey, Bound> | null = null;
  #answer: Answer;

  constructor(answer: Answer, form: Form, refused: (why: string | null) => void) {
    this.#path = answer.path;
    this.#answer = answer;
    this.#form = form;
    this.#refused = refused;
    this.element = copyOf("more-about-answer", { fill: { label: answer.label } });
    this.#fold = this.element.querySelector("details");
    this.element.querySelector(".govuk-details__text")?.replaceChildren();
    this.#fold?.addEventListener("toggle", () => this.#make());
  }

  update(answer: Answer): void {
    this.#answer = answer;
    const given = WORDS.filter(([key]) => answer.details[key] !== undefined);
    const words = given.length > 0 ? `Given: ${given.map(([, word]) => word).join(", ")}` : "";
    fill(this.element, { given: words });
    if (given.length > 0) {
      this.#make();
    }
    this.#show();
  }

  /** Opens the fold and gives the focus to a field. */
  open(detail: DetailKey): void {
    this.#make();
    if (this.#fold) {
      this.#fold.open = true;
    }
    this.#bounds?.get(detail)?.control.fields[0]?.focus();
  }

  #make(): void {
    const text = this.element.querySelector<HTMLElement>(".govuk-details__text");
    if (this.#bounds !== null || text === null) {
      return;
    }
    const whole = copyOf("more-about-answer", { key: this.#path }).querySelector(".govuk-details__text");
    text.replaceChildren(...(whole?.children ?? []), copyOf("show-in-text", { fill: { label: this.#answer.label } }));
    text.querySelector('[data-do="text"]')?.addEventListener("click", () => {
      if (this.#answer.place) {
        this.#form.show(this.#answer.place);
      }
    });
    this.#bounds = boundDetails(text, this.#path, this.#form, this.#refused);
    this.#show();
  }

  #show(): void {
    const { details, state, place } = this.#answer;
    this.#bounds?.forEach((bound, key) => bound.update(details[key] ?? null));
    const only = (selector: string, applies: boolean): void => {
      const element = this.element.querySelector<HTMLElement>(selector);
      if (element) {
        element.hidden = !applies;
      }
    };
    only('[data-only="confirmed"]', state === "unconfirmed" || details.confirmed !== undefined);
    only('[data-only="in-text"]', place !== null);
  }
}
