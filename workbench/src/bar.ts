// The bar at the top of every page: which plan is open, when it was last saved to a file, and what can be done with it. Its
// buttons also stand elsewhere on some pages, and do the same there.

import { say } from "./announce.js";
import { all, fill } from "./copy.js";
import { timeInWords } from "./dates.js";
import { VERSION } from "./engine.js";
import { isTextControl } from "./files.js";
import { countsInWords } from "./findings.js";
import { pressed } from "./pressed.js";
import type { Seen, Session } from "./session.js";
import type { Workbench } from "./workbench.js";

/** What was changed, where it was no question's answer. */
const CHANGES: Record<string, string> = {
  "": "the change in the text",
  upgrade: "bringing the plan up to date",
  going_back: "going back to an earlier version",
};

export function startBar({ session, storage, files }: Workbench): void {
  const bar = document.querySelector<HTMLElement>(".workbench-bar");
  document.querySelectorAll<HTMLElement>(".with-script").forEach((part) => (part.hidden = false));
  document.querySelectorAll<HTMLElement>(".without-script").forEach((part) => (part.hidden = true));
  const paint = (): void => {
    for (const place of document.querySelectorAll<HTMLElement>(".workbench-bar, .plan-in-hand, .plan-saved")) {
      fill(place, texts(session));
    }
    label("undo", session.seen, session.kept.history.done.at(-1)?.about);
    label("redo", session.seen, session.kept.history.undone.at(-1)?.about);
  };
  const does: Record<string, () => void> = {
    open: () => files.open(),
    save: () => void files.save(),
    "save-as": () => void files.save(true),
    undo: () => takeBack(session, "undo"),
    redo: () => takeBack(session, "redo"),
    blank: () => void files.opening.blank(),
  };
  document.addEventListener("click", (event) => does[pressed(event) ?? ""]?.());
  document.addEventListener("keydown", (event) => {
    const key = event.key.toLowerCase();
    const isUndo = (event.ctrlKey || event.metaKey) && !event.altKey && (key === "z" || (key === "y" && !event.shiftKey));
    // In a text control the browser takes back what was typed there.
    if (isUndo && !isTextControl(event.target) && document.querySelector("dialog[open]") === null) {
      event.preventDefault();
      takeBack(session, key === "y" || event.shiftKey ? "redo" : "undo");
    }
  });
  session.subscribe(paint);
  storage.listen(paint);
  if (bar) {
    bar.hidden = false;
  }
}

/** What the bar says, by the names of its places. */
function texts(session: Session): Record<string, string> {
  const { report } = session.seen;
  const { savedAt } = session.kept;
  const met = report?.ingredients.filter(({ verdict }) => verdict === "met").length ?? 0;
  const unsaved = session.isUnsaved ? " There are changes that are in no file yet." : "";
  return {
    name: session.title,
    saved: `Last saved to a file: ${savedAt === null ? "never" : timeInWords(savedAt)}.${unsaved}`,
    met: report ? `${met} of ${report.ingredients.length} ingredients met` : "Results",
    findings: report ? countsInWords(report.findings) || "No findings" : "",
    version: `Question set ${session.engine.questionSet}, check version ${VERSION}`,
  };
}

/** What a step was about, in words. */
function aboutWords(seen: Seen, about: string): string {
  return CHANGES[about] ?? seen.answers.get(about)?.label ?? about;
}

/** Says in a button's name what it takes back. Without anything to take back it stays where it is, so that the focus does. */
function label(does: "undo" | "redo", seen: Seen, about: string | undefined): void {
  for (const button of all(document.body, `button[data-do="${does}"]`)) {
    const words = about === undefined ? `there is nothing to ${does}` : aboutWords(seen, about);
    button.setAttribute("aria-label", `${button.textContent}: ${words}`);
    button.setAttribute("aria-disabled", String(about === undefined));
  }
}

function takeBack(session: Session, which: "undo" | "redo"): void {
  session.settle();
  const { done, undone } = session.kept.history;
  const step = (which === "undo" ? done : undone).at(-1);
  if (step === undefined) {
    return;
  }
  session[which]();
  say(`${which === "undo" ? "Taken back" : "Done again"}: ${aboutWords(session.seen, step.about)}.`);
}
