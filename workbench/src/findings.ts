// A finding as an element: what it says, what to do, and the ways to its question, its line and its rule.

import { copyOf } from "./copy.js";
import { fromTemplate, root } from "./page.js";
import type { Finding, Place } from "./wire.js";

/** A number with its word: `1 error`, `2 errors`. */
export function counted(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

export interface FindingView {
  /** The question to link to; nothing where the finding stands beside it. */
  question?: { address: string; label: string } | null;
  /** Shows a place of the plan's text; without it there is no button for the line. */
  show?: (place: Place) => void;
  /** Errors beside a question are error messages of govuk-frontend; this is the id of the message. */
  errorId?: string;
}

/** A list item that shows the finding. */
export function findingItem(finding: Finding, { question = null, show, errorId }: FindingView): HTMLElement {
  const item = copyOf("finding", {
    fill: {
      message: finding.message,
      help: finding.help ?? "",
      question: question?.label ?? "",
      line: String(finding.place.line),
    },
    link: { question: question?.address ?? null, page: finding.page === null ? null : root + finding.page },
    slot: { severity: [fromTemplate(`severity-${finding.severity}`)] },
  });
  item.dataset["severity"] = finding.severity;
  if (finding.help === null) {
    item.querySelector(".finding-help")?.remove();
  }
  if (errorId !== undefined) {
    const message = finding.severity === "error" ? errorMessage(finding.message, errorId) : item.firstElementChild;
    if (message) {
      message.id = errorId;
      item.firstElementChild?.replaceWith(message);
    }
  }
  const line = item.querySelector<HTMLElement>('[data-do="line"]');
  if (show === undefined) {
    line?.remove();
  } else {
    line?.addEventListener("click", () => show(finding.place));
  }
  return item;
}

/** The message of an error beside its question. */
export function errorMessage(message: string, id: string): HTMLElement {
  const made = copyOf("error-message", { fill: { message } });
  made.id = id;
  return made;
}

/** How many there are of each severity: `2 errors, 5 warnings, 1 advice`; empty when there are none. */
export function countsInWords(findings: readonly Finding[]): string {
  const count = (severity: string): number => findings.filter((finding) => finding.severity === severity).length;
  const [errors, warnings, advice] = [count("error"), count("warning"), count("advice")];
  return [
    errors > 0 ? counted(errors, "error", "errors") : "",
    warnings > 0 ? counted(warnings, "warning", "warnings") : "",
    advice > 0 ? counted(advice, "piece of advice", "pieces of advice") : "",
  ]
    .filter((words) => words !== "")
    .join(", ");
}

/** How many errors there are in a part of the plan, such as `setup` or `setup.aim`. */
export function errorsIn(part: string, findings: readonly Finding[]): number {
  return findings.filter(({ severity, path }) => severity === "error" && path?.startsWith(`${part}.`)).length;
}
