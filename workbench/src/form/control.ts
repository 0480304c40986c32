// A control of the form, or a set of them that answer one question: what it holds, and putting something else in.

import type { Shown } from "../wire.js";

export type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

export interface Control {
  /** What the user acts on. */
  readonly fields: Field[];
  /** Whether it takes letters, so that an answer is whole only after a pause. */
  readonly isTyped: boolean;
  /** What it holds. */
  read(): Shown;
  /** Puts something in. Gives what it has no place for, which it keeps: options that nobody offers. */
  write(shown: Shown): string[];
}

/** The control within an element of the form; `isList` for a text that has an entry a line. */
export function controlIn(group: ParentNode, isList: boolean): Control {
  const fields = [...group.querySelectorAll<Field>("input, textarea, select")];
  const [first] = fields;
  if (first instanceof HTMLSelectElement) {
    return menu(first);
  }
  const boxes = fields.filter((field): field is HTMLInputElement => field.type === "radio" || field.type === "checkbox");
  if (boxes[0]?.type === "radio") {
    return radios(boxes);
  }
  if (boxes.length > 0) {
    return checkboxes(boxes);
  }
  if (first === undefined) {
    return { fields: [], isTyped: false, read: () => null, write: (shown) => texts(shown) };
  }
  return isList ? lines(first) : line(first);
}

/** Whether two controls would hold the same. */
export function isSame(one: Shown, other: Shown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

function texts(shown: Shown): string[] {
  return typeof shown === "string" ? [shown] : (shown ?? []);
}

function line(field: Field): Control {
  return {
    fields: [field],
    isTyped: true,
    read: () => field.value.trim() || null,
    write(shown) {
      field.value = texts(shown).join("\n");
      return [];
    },
  };
}

function lines(field: Field): Control {
  /** Entries that have several lines in the plan, by the line that shows them. */
  let folded = new Map<string, string>();
  return {
    fields: [field],
    isTyped: true,
    read() {
      const entries = field.value.split("\n").map((entry) => entry.trim());
      const given = entries.filter((entry) => entry !== "").map((entry) => folded.get(entry) ?? entry);
      return given.length > 0 ? given : null;
    },
    write(shown) {
      folded = new Map(texts(shown).map((entry) => [entry.replace(/\s*\n\s*/g, " ").trim(), entry]));
      field.value = [...folded.keys()].join("\n");
      return [];
    },
  };
}

function radios(fields: HTMLInputElement[]): Control {
  return {
    fields,
    isTyped: false,
    read: () => fields.find((field) => field.checked)?.value ?? null,
    write(shown) {
      const given = texts(shown);
      fields.forEach((field) => (field.checked = given.length === 1 && field.value === given[0]));
      return fields.some((field) => field.checked) ? [] : given;
    },
  };
}

function checkboxes(fields: HTMLInputElement[]): Control {
  /** What the plan says, in its order: ticking a box changes that box alone. */
  let given: string[] = [];
  const isOffered = (id: string): boolean => fields.some((field) => field.value === id);
  return {
    fields,
    isTyped: false,
    read() {
      const ticked = fields.filter((field) => field.checked).map((field) => field.value);
      const kept = given.filter((id) => !isOffered(id) || ticked.includes(id));
      const read = [...kept, ...ticked.filter((id) => !kept.includes(id))];
      return read.length > 0 ? read : null;
    },
    write(shown) {
      given = texts(shown);
      fields.forEach((field) => (field.checked = given.includes(field.value)));
      return given.filter((id) => !isOffered(id));
    },
  };
}

function menu(field: HTMLSelectElement): Control {
  const offered = [...field.options];
  return {
    fields: [field],
    isTyped: false,
    read: () => field.value || null,
    write(shown) {
      const given = texts(shown).join(", ");
      const isOffered = offered.some((option) => option.value === given);
      // What is not among the options stands there as one of its own, so that it can be seen, kept and left.
      field.replaceChildren(...offered, ...(isOffered ? [] : [new Option(given, given)]));
      field.value = given;
      return isOffered ? [] : [given];
    },
  };
}
