// What to do next, the weightiest first: as links to the questions, and as text to copy.

import { showDate } from "../dates.js";
import { root } from "../page.js";
import type { Seen } from "../session.js";
import type { Action, Report } from "../wire.js";
import { made } from "./clone.js";
import { question } from "./questions.js";
import { ownDate } from "./words.js";

/** How many are seen at once. */
export const ACTIONS_SHOWN = 10;

/** Who sees to it, and by when. A date that the plan does not set is the day from which the answer is needed. */
function facts(action: Action, { answers }: Seen, today: string): string {
  const own = ownDate(answers.get(action.path));
  const { due } = action;
  const when = due === null ? null : own === null ? `before ${showDate(due)}` : due < today ? `by ${showDate(due)}, which is past` : `by ${showDate(due)}`;
  return [action.owner ?? "nobody yet", when ?? "no date yet"].join(", ");
}

/** The entries of the list. */
export function actionEntries(report: Report, seen: Seen, today: string): HTMLElement[] {
  return report.actions.map((action) =>
    made("next-action", {
      fill: { action: action.text, facts: `(${facts(action, seen, today)})` },
      link: { question: root + question(action.path).address },
    }),
  );
}

/** The same to paste into a letter or minutes. */
export function actionsAsText(report: Report, seen: Seen, today: string): string {
  const title = `${report.scheme ?? "Our plan"}: what to do next, as of ${showDate(today)}`;
  const lines = report.actions.map((action, at) => `${at + 1}. ${action.text.replaceAll("`", "")} (${facts(action, seen, today)})`);
  return `${[title, "", ...lines].join("\n")}\n`;
}

/** Copies a text. Gives whether the browser did it. */
export async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Browsers without a clipboard for scripts, or that forbid it, still copy what is chosen.
    const field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }
}
