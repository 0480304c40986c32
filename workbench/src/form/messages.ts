// What is found stands beside its question, between the words of the question and its control; errors in the pattern of
// govuk-frontend, the rest less loud.

import { errorMessage, findingItem } from "../findings.js";
import { fromTemplate } from "../page.js";
import type { Finding, Place } from "../wire.js";

/** The classes of controls that an error marks. */
const MARKED = ["govuk-input", "govuk-textarea", "govuk-select"];

export class Messages {
  #group: HTMLElement;
  #id: string;
  #before: Element | null;
  #show: (place: Place) => void;
  #list: HTMLElement | null = null;
  /** What is shown, to leave it alone while it stays the same. */
  #shown = "";
  /** What described each control at first, by the page. */
  #described = new Map<Element, string>();

  /**
   * Messages within `group`, in front of the element `before`. Their ids begin with `id`.
   */
  constructor(group: HTMLElement, id: string, before: Element | null, show: (place: Place) => void) {
    this.#group = group;
    this.#id = id;
    this.#before = before;
    this.#show = show;
  }

  /**
   * Shows the findings, why a change was refused, and whether what the control holds cannot be read.
   */
  update(findings: readonly Finding[], refused: string | null, isUnread: boolean): void {
    const facts = findings.map((finding) => [finding.severity, finding.message, finding.help, finding.page, finding.place]);
    const shown = JSON.stringify([facts, refused, isUnread]);
    if (shown === this.#shown || (shown === "[[],null,false]" && this.#shown === "")) {
      return;
    }
    this.#shown = shown;
    const id = (at: number): string => `${this.#id}--error-${at + 1}`;
    const items = findings.map((finding, at) => findingItem(finding, { show: this.#show, errorId: id(at) }));
    if (refused !== null) {
      const item = document.createElement("li");
      item.className = "plan-finding";
      item.dataset["severity"] = "error";
      item.append(errorMessage(refused, id(items.length)));
      items.push(item);
    }
    this.#put(items);
    const isWrong = refused !== null || findings.some((finding) => finding.severity === "error");
    this.#mark(isWrong, isUnread || refused !== null, items.map((_, at) => id(at)));
  }

  #put(items: HTMLElement[]): void {
    if (items.length === 0) {
      this.#list?.remove();
      this.#list = null;
      return;
    }
    if (this.#list === null) {
      this.#list = fromTemplate("question-findings");
      if (this.#before) {
        this.#before.before(this.#list);
      } else {
        this.#group.append(this.#list);
      }
    }
    this.#list.replaceChildren(...items);
  }

  #mark(isWrong: boolean, isUnread: boolean, ids: string[]): void {
    this.#group.classList.toggle("govuk-form-group--error", isWrong);
    const set = this.#group.querySelector("fieldset");
    const fields = [...this.#group.querySelectorAll("input, textarea, select")];
    for (const field of fields) {
      MARKED.filter((name) => field.classList.contains(name)).forEach((name) => field.classList.toggle(`${name}--error`, isWrong));
    }
    for (const field of set ? [set] : fields) {
      const first = this.#described.get(field) ?? field.getAttribute("aria-describedby") ?? "";
      this.#described.set(field, first);
      setOrRemove(field, "aria-describedby", [first, ...ids].filter((id) => id !== "").join(" "));
    }
    for (const field of fields) {
      setOrRemove(field, "aria-invalid", isUnread ? "true" : "");
    }
  }
}

function setOrRemove(element: Element, name: string, value: string): void {
  if (value === "") {
    element.removeAttribute(name);
  } else {
    element.setAttribute(name, value);
  }
}
