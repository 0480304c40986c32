// While the plan's text is half typed the form shows the last answers and takes no others, so that nothing is lost.

import { copyOf, fill } from "../copy.js";
import type { Seen } from "../session.js";

export class Waiting {
  #form: HTMLElement;
  #notice: HTMLElement | null = null;
  /** What was closed, to be opened again. */
  #closed: (HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement | HTMLButtonElement)[] = [];

  constructor(form: HTMLElement) {
    this.#form = form;
  }

  update(seen: Seen): void {
    if (seen.inStep) {
      this.#closed.splice(0).forEach((field) => close(field, false));
      this.#notice?.remove();
      this.#notice = null;
      return;
    }
    if (this.#notice === null) {
      this.#notice = copyOf("form-waits");
      this.#form.before(this.#notice);
      const fields = this.#form.querySelectorAll<HTMLInputElement>("input, textarea, select, button:not([data-do=line])");
      this.#closed = [...fields].filter((field) => !field.disabled && !field.readOnly);
      this.#closed.forEach((field) => close(field, true));
    }
    const line = seen.report?.findings[0]?.place.line;
    const where = line === undefined ? "" : ` at line ${line}`;
    fill(this.#notice, { why: seen.failure ?? `The plan's text cannot be read${where}` });
  }
}

/** Closes a control or opens it again. A text stays one that can be reached, read and copied. */
function close(field: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement | HTMLButtonElement, isClosed: boolean): void {
  const isText = field instanceof HTMLTextAreaElement || (field instanceof HTMLInputElement && field.type === "text");
  if (isText) {
    field.readOnly = isClosed;
  } else {
    field.disabled = isClosed;
  }
}
