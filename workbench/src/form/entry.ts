// An entry of a table: a fold with a control for each column. The controls are copies of those in the printed table.

import { copyOf, fill } from "../copy.js";
import { counted } from "../findings.js";
import type { Change, Finding, Row, Shown } from "../wire.js";
import { Bound } from "./bound.js";
import { controlIn } from "./control.js";
import type { Form } from "./form.js";
import { Messages } from "./messages.js";

/** Tells the controls of one entry from those of all others on the page. */
let lastKey = 0;

/** What an entry needs to know of its table. */
export interface EntryOwner {
  path: string;
  form: Form;
  /** The rows of the printed table, one a column. */
  columns: HTMLElement[];
  indexOf(entry: Entry): number;
  remove(entry: Entry): void;
  refused(why: string | null): void;
}

export class Entry {
  readonly element: HTMLDetailsElement;
  /** What the entry is called: its number and what its first column says. */
  title = "";
  #owner: EntryOwner;
  #key = (lastKey += 1);
  #cells: Map<string, { element: HTMLElement; bound: Bound }> | null = null;
  #messages: Messages;
  #row: Row;
  #findings: readonly Finding[] = [];
  /** What is shown, to leave it alone while it stays the same. */
  #shown = "";

  constructor(owner: EntryOwner, row: Row) {
    this.#owner = owner;
    this.#row = row;
    this.element = copyOf("table-entry") as HTMLDetailsElement;
    const cells = this.element.querySelector("[data-slot=\"cells\"]");
    const set = this.element.querySelector<HTMLElement>("fieldset") ?? this.element;
    this.#messages = new Messages(set, `${owner.path}--entry-${this.#key}`, cells, (place) => owner.form.show(place));
    this.element.addEventListener("toggle", () => this.#make());
    this.element.querySelector('[data-do="remove"]')?.addEventListener("click", () => owner.remove(this));
  }

  update(number: number, row: Row, findings: readonly Finding[]): void {
    this.#row = row;
    this.#findings = findings;
    const shown = JSON.stringify([number, row.cells, row.asked, row.unread, findings]);
    if (shown === this.#shown) {
      return;
    }
    this.#shown = shown;
    const first = this.#owner.columns[0];
    const called = first ? this.#inWords(first, row.cells[first.dataset["column"] ?? ""] ?? null) : "";
    this.title = called === "" ? `Entry ${number}` : `Entry ${number}: ${called}`;
    const errors = findings.filter((finding) => finding.severity === "error").length;
    fill(this.element, { title: this.title, state: errors > 0 ? counted(errors, "error", "errors") : "" });
    if (this.element.open) {
      this.#make();
    }
    this.#show();
  }

  /** Whether this was found in the entry. */
  has(finding: Finding): boolean {
    return this.#findings.some(({ id, place }) => id === finding.id && place.start === finding.place.start);
  }

  /** Opens the entry and gives the focus to its first control. */
  enter(): void {
    this.element.open = true;
    this.#make();
    this.element.querySelector<HTMLElement>("input, textarea, select")?.focus();
  }

  /** An option by its label, anything else as it is. */
  #inWords(column: HTMLElement, shown: Shown): string {
    const words = typeof shown === "string" ? [shown] : (shown ?? []);
    const options = [...column.querySelectorAll<HTMLOptionElement>("td:nth-child(2) option")];
    return words.map((word) => options.find((option) => option.value === word)?.textContent ?? word).join(", ");
  }

  #make(): void {
    const slot = this.element.querySelector("[data-slot=\"cells\"]");
    if (this.#cells !== null || slot === null) {
      return;
    }
    this.#cells = new Map();
    for (const column of this.#owner.columns) {
      const id = column.dataset["column"] ?? "";
      const element = this.#cell(column, id);
      const send = this.#owner.form.sender(
        (value): Change => ({ path: this.#owner.path, row: this.#owner.indexOf(this), column: id, value }),
      );
      const control = controlIn(element, column.dataset["answer"] === "list");
      this.#cells.set(id, { element, bound: new Bound(control, { ...send, refused: (why) => this.#owner.refused(why) }) });
      slot.append(element);
    }
    this.#show();
  }

  #show(): void {
    if (this.#cells === null) {
      return;
    }
    for (const [id, { element, bound }] of this.#cells) {
      bound.update(this.#row.cells[id] ?? null);
      element.hidden = !this.#row.asked.includes(id);
    }
    const unread = this.#row.unread;
    const words = unread === undefined ? null : `The plan says “${unread}” here, which is no entry. It stays until you remove it.`;
    this.#messages.update(this.#findings, words, false);
  }

  /** A copy of the first control of a row of the printed table, with its label and its hints. */
  #cell(column: HTMLElement, id: string): HTMLElement {
    const cell = document.createElement("div");
    cell.className = "table-cell";
    const group = column.querySelector("td:nth-child(2) .govuk-form-group")?.cloneNode(true) as HTMLElement | undefined;
    if (group === undefined) {
      return cell;
    }
    const printed = `${this.#owner.path}.${id}--1`;
    const own = `${this.#owner.path}.${id}--entry-${this.#key}`;
    for (const name of ["id", "for", "name", "aria-describedby"]) {
      for (const element of group.querySelectorAll(`[${name}^="${CSS.escape(printed)}"]`)) {
        element.setAttribute(name, own + (element.getAttribute(name) ?? "").slice(printed.length));
      }
    }
    const label = group.querySelector(".govuk-visually-hidden");
    const words = column.querySelector('[data-fill="label"]')?.textContent ?? id;
    const needed = column.querySelector(".needed");
    label?.replaceChildren(words, ...(needed ? [" ", needed.cloneNode(true)] : []));
    label?.classList.remove("govuk-visually-hidden");
    this.#hint(column, group, own, label);
    cell.append(group);
    return cell;
  }

  #hint(column: HTMLElement, group: HTMLElement, own: string, label: Element | null): void {
    const remarks = [...column.querySelectorAll(".remark:not(.on-paper)")].map((remark) => remark.textContent ?? "");
    if (remarks.length === 0) {
      return;
    }
    const hint = document.createElement("div");
    hint.className = "govuk-hint";
    hint.id = `${own}-hint`;
    hint.textContent = remarks.join(" ");
    label?.after(hint);
    group.querySelector("fieldset, input, textarea, select")?.setAttribute("aria-describedby", hint.id);
  }
}
