// The entries of a table, one below the other, in place of the printed table.

import { copyOf } from "../copy.js";
import { say } from "../announce.js";
import { counted } from "../findings.js";
import type { Answer, Finding, Row } from "../wire.js";
import { Entry, type EntryOwner } from "./entry.js";
import type { Form } from "./form.js";

/** With more entries than this they are closed at first. */
const MOST_OPEN = 3;

export class Table implements EntryOwner {
  readonly path: string;
  readonly form: Form;
  readonly columns: HTMLElement[];
  readonly refused: (why: string | null) => void;
  #element: HTMLElement;
  #slot: HTMLElement;
  #add: HTMLElement | null;
  #entries: Entry[] = [];
  #rows: Row[] = [];
  /** The answer where it is no list of rows. */
  #hasWords = false;
  #offer: HTMLElement | null = null;

  constructor(printed: HTMLElement, answer: Answer, form: Form, refused: (why: string | null) => void) {
    this.path = answer.path;
    this.form = form;
    this.refused = refused;
    this.columns = [...printed.querySelectorAll<HTMLElement>("tr[data-column]")];
    this.#element = copyOf("table-entries", { fill: { label: answer.label } });
    this.#slot = this.#element.querySelector<HTMLElement>("[data-slot=\"entries\"]") ?? this.#element;
    this.#add = this.#element.querySelector("[data-do=\"add\"]");
    this.#add?.addEventListener("click", () => this.#insert());
    printed.hidden = true;
    printed.after(this.#element);
  }

  /** Shows the rows. Gives the findings that belong to none of them. */
  update(answer: Answer, findings: readonly Finding[]): readonly Finding[] {
    const rows = answer.rows ?? [];
    this.#hasWords = answer.shown !== null;
    this.#fit(rows);
    this.#rows = rows;
    const left = new Set(findings);
    rows.forEach((row, at) => {
      const own = findings.filter(({ place }) => place.start >= row.place.start && place.start < row.place.end);
      own.forEach((finding) => left.delete(finding));
      this.#entries[at]?.update(at + 1, row, own);
    });
    const empty = this.#element.querySelector<HTMLElement>("[data-only=\"empty\"]");
    if (empty) {
      empty.hidden = rows.length > 0;
    }
    return [...left];
  }

  indexOf(entry: Entry): number {
    return this.#entries.indexOf(entry);
  }

  /** Takes an entry out of the plan, and offers to bring it back. */
  remove(entry: Entry): void {
    const at = this.indexOf(entry);
    const why = this.form.change([{ path: this.path, remove_row: at }]);
    this.refused(why);
    if (why !== null) {
      return;
    }
    const next = this.#entries[at] ?? this.#entries[at - 1];
    (next?.element.querySelector<HTMLElement>("summary") ?? this.#add)?.focus();
    const left = this.#entries.length;
    say(`${entry.title} was removed. ${left === 0 ? "No entries are left" : `${counted(left, "entry is", "entries are")} left`}.`);
    this.#offerBack(entry.title, at);
  }

  /** Opens the entry in which this was found. Gives whether there is one. */
  enter(finding: Finding): boolean {
    const found = this.#entries.find((entry) => entry.has(finding));
    found?.enter();
    return found !== undefined;
  }

  #insert(): void {
    const row = this.#rows.length;
    const insert = { path: this.path, insert_row: row };
    // Words in the place of rows, such as that the question is set aside, go first.
    const why = this.form.change(this.#hasWords ? [{ path: this.path, answer: null }, insert] : [insert]);
    this.refused(why);
    this.#entries[row]?.enter();
  }

  /** Makes as many entries as there are rows. Those before and after a change keep their controls. */
  #fit(rows: Row[]): void {
    const old = this.#rows.map(facts);
    const now = rows.map(facts);
    const shorter = Math.min(old.length, now.length);
    let start = 0;
    while (start < shorter && old[start] === now[start]) {
      start += 1;
    }
    let end = 0;
    while (end < shorter - start && old[old.length - 1 - end] === now[now.length - 1 - end]) {
      end += 1;
    }
    const fewer = Math.max(0, old.length - now.length);
    const more = Math.max(0, now.length - old.length);
    // Rows that only changed lie at the beginning of what differs; entries come and go behind them.
    const at = shorter - end;
    this.#entries.splice(at, fewer).forEach((entry) => entry.element.remove());
    const isOpen = rows.length <= MOST_OPEN;
    const made = rows.slice(at, at + more).map((row) => {
      const entry = new Entry(this, row);
      entry.element.open = isOpen;
      return entry;
    });
    const before = this.#entries[at]?.element ?? null;
    this.#entries.splice(at, 0, ...made);
    made.forEach((entry) => this.#slot.insertBefore(entry.element, before));
  }

  #offerBack(title: string, at: number): void {
    this.#offer?.remove();
    const offer = copyOf("entry-removed", { fill: { title } });
    this.#offer = offer;
    this.#add?.before(offer);
    const text = this.form.session.kept.text;
    offer.querySelector("[data-do=\"bring-back\"]")?.addEventListener("click", () => {
      // Undo takes back the last change; once something else was changed the entry comes back by the undo of the page.
      if (this.form.session.kept.text === text) {
        this.form.session.undo();
      }
      this.#entries[at]?.element.querySelector<HTMLElement>("summary")?.focus();
      offer.remove();
    });
    this.form.onNextChange(() => offer.remove());
  }
}

/** What tells one row from another. */
function facts(row: Row): string {
  return JSON.stringify(row.cells);
}
