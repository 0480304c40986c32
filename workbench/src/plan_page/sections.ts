// The task list: how far each section of the plan is.

import { copyOf } from "../copy.js";
import { counted } from "../findings.js";
import type { Session } from "../session.js";
import { type Standing, standingOf } from "../standing.js";

export function startSections(session: Session): void {
  session.subscribe(({ answers, report }) => {
    for (const item of document.querySelectorAll<HTMLElement>("#task-list [data-checklist]")) {
      const standing = standingOf(item.dataset["checklist"] ?? "", answers.values(), report?.findings ?? []);
      item.querySelector("[data-slot=status]")?.replaceChildren(status(standing));
    }
  });
}

/** Few statuses, as people are best served with: errors first, since they are what to look at. */
function status({ asked, answered, errors }: Standing): HTMLElement {
  if (errors > 0) {
    return copyOf("status-errors", { fill: { errors: counted(errors, "error", "errors") } });
  }
  if (answered === 0) {
    return copyOf("status-not_started");
  }
  return answered === asked
    ? copyOf("status-completed")
    : copyOf("status-in_progress", { fill: { asked: String(asked), answered: String(answered) } });
}
