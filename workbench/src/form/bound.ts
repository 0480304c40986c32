// A control that is bound to a part of the plan. What is typed goes into the plan after a short pause or when the control
// is left; what the plan says goes into the control, but never under the hands of somebody who types.

import type { Shown } from "../wire.js";
import { isSame, type Control } from "./control.js";

/** How long somebody has typed nothing when the answer is taken, in milliseconds. */
const PAUSE = 300;

/** The controls that hold something which is not in the plan yet. */
const pending = new Set<Bound>();

/** Puts into the plan what was typed and is not there yet. */
export function commitAll(): void {
  [...pending].forEach((bound) => bound.commit());
}

export interface Binding {
  /** Whether the plan takes changes now. */
  isOpen: () => boolean;
  /** Puts a value into the plan; gives why not, in words. */
  send: (value: Shown) => string | null;
  /** Is told why the last change was refused, or that nothing is refused any more. */
  refused?: (why: string | null) => void;
}

export class Bound {
  readonly control: Control;
  /** What the plan says and the control has no place for. */
  unlisted: string[] = [];
  #binding: Binding;
  /** What the plan says; nothing yet before the first report. */
  #shown: Shown | undefined;
  #timer = 0;
  #isSending = false;
  #isRefused = false;

  constructor(control: Control, binding: Binding) {
    this.control = control;
    this.#binding = binding;
    for (const field of control.fields) {
      if (control.isTyped) {
        field.addEventListener("input", () => this.#typed());
        field.addEventListener("blur", () => this.#left());
      }
      field.addEventListener("change", () => {
        pending.add(this);
        this.commit();
      });
    }
  }

  /** Shows what the plan says. What it said before is not touched, and neither is what somebody types. */
  update(shown: Shown): void {
    if (this.#shown !== undefined && isSame(this.#shown, shown)) {
      return;
    }
    this.#shown = shown;
    const isEcho = this.#isSending && this.control.isTyped && this.#hasFocus;
    if (!pending.has(this) && !isEcho) {
      this.put();
    }
  }

  /** Shows what the plan says, whatever stands there. */
  put(): void {
    pending.delete(this);
    this.unlisted = this.control.write(this.#shown ?? null);
    this.#setRefused(null);
  }

  /** Puts what stands there into the plan, unless it says that already. */
  commit(): void {
    window.clearTimeout(this.#timer);
    // A change that comes while the plan's text is half typed waits until that can be read.
    if (!pending.has(this) || !this.#binding.isOpen()) {
      return;
    }
    pending.delete(this);
    const value = this.control.read();
    if (isSame(value, this.#shown ?? null)) {
      this.#setRefused(null);
      return;
    }
    this.#isSending = true;
    const why = this.#binding.send(value);
    this.#isSending = false;
    this.#setRefused(why);
  }

  get #hasFocus(): boolean {
    return this.control.fields.some((field) => field === document.activeElement);
  }

  #typed(): void {
    pending.add(this);
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.commit(), PAUSE);
  }

  #left(): void {
    this.commit();
    if (!pending.has(this) && !this.#isRefused) {
      this.put();
    }
  }

  #setRefused(why: string | null): void {
    if (this.#isRefused || why !== null) {
      this.#isRefused = why !== null;
      this.#binding.refused?.(why);
    }
  }
}
