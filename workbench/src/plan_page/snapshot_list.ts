// The earlier versions of the plan: when and why each was kept, what differs from now, and the ways back to it.

import { all, copyOf } from "../copy.js";
import { timeInWords } from "../dates.js";
import { differences } from "../differences.js";
import { ask } from "../dialog.js";
import { pressed } from "../pressed.js";
import type { Cause, Mark } from "../snapshots.js";
import type { Workbench } from "../workbench.js";

/** Why a version was kept, in words. */
const CAUSES: Record<Cause, string> = {
  opening: "before another plan was opened",
  upgrade: "before it was brought up to date",
  going_back: "before going back to an earlier version",
  other_tab: "from another tab",
  work: "in the course of work",
  named: "kept by you",
};

export function startSnapshots(workbench: Workbench): void {
  const { session, storage } = workbench;
  const list = document.getElementById("snapshots");
  const none = document.getElementById("no-snapshots");
  let shown = "";
  const paint = (): void => {
    const marks = storage.snapshots.all();
    const names = marks.map(({ name, isHereOnly }) => `${name} ${isHereOnly}`).join("\n");
    // A list that is as it was keeps its buttons, and what is unfolded under them.
    if (list && none && names !== shown) {
      list.replaceChildren(...marks.map((mark) => item(workbench, mark, paint)));
      none.hidden = marks.length > 0;
    }
    shown = names;
  };
  document.addEventListener("click", (event) => {
    if (pressed(event) === "keep") {
      const box = document.querySelector<HTMLInputElement>("#keep-name");
      session.settle();
      storage.snapshots.take(session.kept, "named", box?.value.trim() ?? "");
      if (box) {
        box.value = "";
      }
      paint();
    }
  });
  storage.listen(paint);
  session.subscribe(paint);
}

function item(workbench: Workbench, mark: Mark, paint: () => void): HTMLElement {
  const { session, storage, files } = workbench;
  const when = timeInWords(mark.at);
  const plan = storage.snapshots.plan(mark.name);
  const why = mark.label === "" ? CAUSES[mark.cause] : `“${mark.label}”`;
  const isOther = plan !== null && plan.id !== session.kept.id;
  const facts = [
    plan === null ? "It cannot be read, but it can be downloaded as it is." : plan.name,
    isOther ? "another plan" : "",
    mark.isHereOnly ? "only until you leave this page" : "",
  ];
  const made = copyOf("snapshot", { fill: { when, why, facts: facts.filter((fact) => fact !== "").join(", ") } });
  const unfold = all(made, '[data-do="compare"]')[0];
  const does: Record<string, () => Promise<void> | void> = {
    compare: () => {
      const isOpen = unfold?.getAttribute("aria-expanded") !== "true";
      unfold?.setAttribute("aria-expanded", String(isOpen));
      const lines = isOpen && plan !== null ? differences(session, plan, session.kept) : [];
      made.querySelector(".differences")?.replaceChildren(...lines);
    },
    restore: async () => {
      const lines = plan === null ? [] : differences(session, session.kept, plan);
      if ((await ask("go-back", { when }, { differences: lines })) === "restore") {
        await files.opening.goBack(mark.name);
        paint();
      }
    },
    download: () => files.download(`${dated(mark.at)}-${plan?.name ?? "plan.txt"}`, "application/yaml", plan?.text ?? storage.snapshots.stored(mark.name) ?? ""),
    remove: async () => {
      if ((await ask("remove-version", { when })) === "remove") {
        storage.snapshots.remove(mark.name);
        paint();
        document.getElementById("earlier")?.focus();
      }
    },
  };
  if (plan === null) {
    all(made, '[data-do="restore"], [data-do="compare"]').forEach((button) => button.remove());
  }
  made.addEventListener("click", (event) => {
    const name = pressed(event);
    if (name !== undefined && does[name]) {
      event.stopPropagation();
      void does[name]();
    }
  });
  return made;
}

/** A day as it begins the name of a file. */
function dated(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
