// How results are put into words: the same words as those of the program's reports.

import { showDate } from "../dates.js";
import type { Answer, Severity, WorkingStep } from "../wire.js";

/** The weightiest first. */
export const BY_WEIGHT: Severity[] = ["error", "warning", "advice"];

/** The same with a short month, for the cells of tables. */
export function shortDate(date: string): string {
  return showDate(date).replace(/[A-Z][a-z]+/, (month) => month.slice(0, 3));
}

/** A period, or the one date that it is. */
export function showPeriod(from: string, to: string | null): string {
  return to === null ? shortDate(from) : `${shortDate(from)} to ${shortDate(to)}`;
}

/** Made once: browsers take long to make one. */
const WITH_COMMAS = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 2 });

/** A number with commas and at most two decimals. */
export function showNumber(number: number): string {
  // Adding nought makes a plain nought of a negative one.
  const rounded = Math.round(number * 100) / 100 + 0;
  return WITH_COMMAS.format(rounded);
}

/** The result of a step with its unit. */
export function showResult(step: WorkingStep): string {
  const { result, unit } = step;
  if (result === null) {
    // Without a result a step waits for an answer, or there is nothing to reckon, such as hours short where none are.
    return step.inputs.some(({ value }) => value === null) ? "Not known yet" : "None";
  }
  if (typeof result === "string") {
    return /^\d{4}-\d{2}-\d{2}$/.test(result) ? showDate(result) : result;
  }
  return withUnit(showNumber(result), unit);
}

/** A number in words with its unit. */
export function withUnit(number: string, unit: string | null): string {
  if (unit === "GBP") {
    return `£${number}`;
  }
  return unit === null || unit === "" ? number : unit.startsWith("%") ? `${number}${unit}` : `${number} ${unit}`;
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A message as a sentence. */
export function sentence(text: string): string {
  return capitalised(text) + (/[.!?…:]”?$/.test(text) ? "" : ".");
}

/** Such as `3 of 4`; a dash when there is nothing to count. */
export function outOf(met: number, due: number): string {
  return due === 0 ? "–" : `${met} of ${due}`;
}

/** The name of a nation. */
export function nationName(id: string): string {
  return id.split("_").map(capitalised).join(" ");
}

/** The date that the plan itself sets for an action. */
export function ownDate(answer: Answer | undefined): string | null {
  const due = answer?.details.due;
  return typeof due === "string" && due !== "" ? due : null;
}
