// What differs between two plans, in the engine's words.

import { ticked } from "./copy.js";
import type { Kept, Session } from "./session.js";

/** The most differences that are shown one by one. */
const MOST_SHOWN = 15;

/** A line of a list; words between backticks are keys. */
export function line(text: string): HTMLLIElement {
  const made = document.createElement("li");
  made.append(ticked(text));
  return made;
}

/** A line for each difference. `old` is the plan that is compared with, `now` the one that it is compared to. */
export function differences(session: Session, old: Kept, now: Kept): HTMLLIElement[] {
  const [before, after] = [old, now].map(({ name, text }) => ({ name, text }));
  if (!before || !after || before.text === after.text) {
    return [line("Nothing: the two are the same, letter by letter.")];
  }
  const answer = session.engine.ask({ do: "difference", old: before, new: after, today: session.today });
  if ("failure" in answer) {
    return [line(`The two texts differ, and cannot be compared answer by answer: ${answer.failure}.`)];
  }
  if (answer.entries.length === 0) {
    return [line("The answers are the same. Only comments, the order of lines or blanks differ.")];
  }
  const lines = answer.entries.slice(0, MOST_SHOWN).map(({ says }) => line(says[0] ?? ""));
  const more = answer.entries.length - MOST_SHOWN;
  return more > 0 ? [...lines, line(`And ${more} more.`)] : lines;
}
