// A control that is bound to a part of the plan. What is typed goes into the plan after a short pause or when the control
// is left; what the plan says goes into the control, but never under the hands of somebody who types.

import type { Shown } from "../wire.js";
import { isSame, type Control } from "./control.js";

/** How long somebody has typed nothing when the answer is taken, in milliseconds. */
const PAUSE = 300;

/** The controls that hold something which is not in the plan yet. */
const pending = new Set<Bound>();

/** Whether a button of the mouse, or a finger, is down. */
let isPressed = false;

/** Puts into the plan what was typed and is not there yet. */
export function commitAll(): void {
  [...pending].forEach((bound) => bound.commit());
}

/**
 * Sees to it that nothing waits too long. What is found beside a question moves those below it, and something that moves
 * between press and release is not pressed: until then an answer waits.
 */
export function startCommitting(): void {
  const released = (): void => {
    isPressed = false;
    window.setTimeout(commitAll);
  };
  window.addEventListener("pointerdown", () => (isPressed = true), { capture: true });
  window.addEventListener("pointerup", released, { capture: true });
  window.addEventListener("pointercancel", released, { capture: true });
  // In front of what the click does, such as taking the last answer back.
  window.addEventListener("click", commitAll, { capture: true });
  // In front of those who write the plan to the browser's storage when the page is left.
  const left = (): void => {
    isPressed = false;
    commitAll();
  };
  window.addEventListener("pagehide", left, { capture: true });
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
    if (!pending.has(this) || isPressed || !this.#binding.isOpen()) {
      return;
    }
    pending.delete(this);
    const value = this.control.read();
    const isChange = !isSame(value, this.#shown ?? null);
    this.#isSending = true;
    this.#setRefused(isChange ? this.#binding.send(value) : null);
    this.#isSending = false;
    this.#tidy();
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
    this.#tidy();
  }

  /** A control that was left shows what the plan says: without spaces at its ends, and what was changed meanwhile. */
  #tidy(): void {
    if (this.control.isTyped && !pending.has(this) && !this.#isRefused && !this.#hasFocus) {
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
