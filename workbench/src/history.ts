// Undo and redo. A step is what was replaced in the text, not the text, so that hundreds of steps are small enough for
// the browser's storage.

/** One replacement, in UTF-16 units as texts of the script have them. */
export interface Step {
  at: number;
  removed: string;
  added: string;
  /** What was changed, for the words on the button: the question's path, or nothing for the text as a whole. */
  about: string;
}

/** The most steps that are kept; the oldest go first. */
const MOST_STEPS = 300;

/** The step from one text to another: what lies between their common beginning and their common end. */
export function stepBetween(old: string, text: string, about: string): Step | null {
  if (old === text) {
    return null;
  }
  const shorter = Math.min(old.length, text.length);
  let at = 0;
  while (at < shorter && old[at] === text[at]) {
    at += 1;
  }
  let end = 0;
  while (end < shorter - at && old[old.length - 1 - end] === text[text.length - 1 - end]) {
    end += 1;
  }
  return { at, removed: old.slice(at, old.length - end), added: text.slice(at, text.length - end), about };
}

/** The text with a step taken, or taken back. Nothing when the step does not fit the text. */
function stepped(text: string, at: number, removed: string, added: string): string | null {
  const fits = text.startsWith(removed, at);
  return fits ? text.slice(0, at) + added + text.slice(at + removed.length) : null;
}

export class History {
  constructor(
    public undone: Step[] = [],
    public done: Step[] = [],
  ) {}

  /** Notes a change. Letters that are typed one after the other at one place are one step. */
  push(step: Step): void {
    this.undone = [];
    const last = this.done.at(-1);
    const goesOn =
      last !== undefined &&
      last.about === step.about &&
      step.removed === "" &&
      step.added.length === 1 &&
      !/\s/.test(step.added) &&
      step.at === last.at + last.added.length;
    if (last !== undefined && goesOn) {
      this.done[this.done.length - 1] = { ...last, added: last.added + step.added };
      return;
    }
    this.done.push(step);
    this.done.splice(0, this.done.length - MOST_STEPS);
  }

  /** The text before the last step; nothing when there is none. */
  undo(text: string): string | null {
    const step = this.done.pop();
    const old = step ? stepped(text, step.at, step.added, step.removed) : null;
    if (step && old !== null) {
      this.undone.push(step);
    }
    return old;
  }

  /** The text after the step that was last taken back; nothing when there is none. */
  redo(text: string): string | null {
    const step = this.undone.pop();
    const next = step ? stepped(text, step.at, step.removed, step.added) : null;
    if (step && next !== null) {
      this.done.push(step);
    }
    return next;
  }
}
