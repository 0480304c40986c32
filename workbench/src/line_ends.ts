// A text box knows one kind of line end, and files have several. What stands in the box is not the plan's text then: a change
// in it is carried over, so that lines in which nothing was typed keep the ends that their authors gave them.

import { stepBetween } from "./history.js";

/** A text as a box holds it. */
export function boxed(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}

/** The text after what the box holds was changed to `typed`. New lines end as the first line does. */
export function unboxed(text: string, typed: string): string {
  const step = stepBetween(boxed(text), typed, "");
  if (step === null) {
    return text;
  }
  const start = offsetOf(text, step.at);
  const end = offsetOf(text, step.at + step.removed.length);
  const lineEnd = /\r\n?|\n/.exec(text)?.[0] ?? "\n";
  return text.slice(0, start) + step.added.replaceAll("\n", lineEnd) + text.slice(end);
}

/** Where in a text the letter stands that has this offset in the box. */
function offsetOf(text: string, offset: number): number {
  let own = 0;
  for (let at = 0; at < offset; at += 1) {
    own += text.startsWith("\r\n", own) ? 2 : 1;
  }
  return own;
}
