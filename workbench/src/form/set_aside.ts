// A question that does not apply is set aside, with a reason and a day on which somebody looks again.

import { copyOf } from "../copy.js";
import type { Answer, DetailKey, Shown } from "../wire.js";
import type { Bound } from "./bound.js";
import type { Form } from "./form.js";
import { boundDetails } from "./more.js";

/** The answer that sets a question aside. */
export const NOT_APPLICABLE = "not_applicable";

export class SetAside {
  /** The box to tick, where the question has no radio for it. */
  #box: HTMLInputElement | null = null;
  #fields: HTMLElement | null = null;
  #bounds: Map<DetailKey, Bound> | null = null;
  #path: string;
  #form: Form;
  #after: Element;
  #refused: (why: string | null) => void;
  /** What the plan said before the box was ticked: ticked by mistake, it costs nothing. */
  #before: Shown = null;
  #now: Shown = null;

  /**
   * Adds the choice to a question: a radio within the set `radios` where there is one, else a box behind the element
   * `after`.
   */
  constructor(path: string, radios: Element | null, after: Element, form: Form, refused: (why: string | null) => void) {
    this.#path = path;
    this.#form = form;
    this.#after = after;
    this.#refused = refused;
    if (radios) {
      radios.append(copyOf("set-aside-radio", { key: path }));
      return;
    }
    const choice = copyOf("set-aside-checkbox", { key: path });
    after.after(choice);
    this.#after = choice;
    this.#box = choice.querySelector("input");
    this.#box?.addEventListener("change", () => this.#ticked());
  }

  /** Whether the choice is a box of its own, so that the question's control holds nothing when it is ticked. */
  get hasBox(): boolean {
    return this.#box !== null;
  }

  update(answer: Answer): void {
    const isAside = answer.shown === NOT_APPLICABLE;
    // A box that is being ticked while another answer goes into the plan stays ticked.
    if (this.#box && isAside !== (this.#now === NOT_APPLICABLE)) {
      this.#box.checked = isAside;
    }
    this.#now = answer.shown;
    const isShown = isAside || answer.details.reason !== undefined || answer.details.review !== undefined;
    if (isShown && this.#fields === null) {
      this.#fields = copyOf("set-aside-fields", { key: this.#path });
      this.#after.after(this.#fields);
      this.#bounds = boundDetails(this.#fields, this.#path, this.#form, this.#refused);
    }
    if (this.#fields) {
      this.#fields.hidden = !isShown;
    }
    this.#bounds?.forEach((bound, key) => bound.update(answer.details[key] ?? null));
  }

  #ticked(): void {
    const isAside = this.#box?.checked ?? false;
    if (isAside) {
      this.#before = this.#now;
    }
    const answer = isAside ? NOT_APPLICABLE : this.#before;
    this.#refused(this.#form.change([{ path: this.#path, answer }]));
  }
}
