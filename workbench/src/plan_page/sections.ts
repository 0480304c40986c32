// The task list: how far each section of the plan is. Only questions that are asked with the answers given so far count.

import { filled, put, within } from "../fill.js";
import type { Session } from "../session.js";
import type { Answer } from "../wire.js";

/** The questions of a section that are asked, and how many of them have an answer. */
export function progress(answers: ReadonlyMap<string, Answer>, section: string): { asked: number; answered: number } {
  const asked = [...answers.values()].filter((answer) => answer.path.startsWith(`${section}.`) && answer.asked === "asked");
  return { asked: asked.length, answered: asked.filter(({ state }) => state !== "unanswered").length };
}

export function startSections(session: Session): void {
  const list = document.getElementById("task-list");
  session.subscribe(({ answers }) => {
    for (const item of list ? within(list, "[data-checklist]") : []) {
      put(item, "status", [status(progress(answers, item.dataset["checklist"] ?? ""))]);
    }
  });
}

function status({ asked, answered }: { asked: number; answered: number }): HTMLElement {
  if (answered === 0) {
    return filled("status-not_started");
  }
  return answered === asked
    ? filled("status-completed")
    : filled("status-in_progress", { asked: String(asked), answered: String(answered) });
}
