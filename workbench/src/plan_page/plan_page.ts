// The page of the plan: open, begin and save; the sections with how far they are; the answers read through; earlier versions;
// and the button that clears this computer.

import { fill } from "../copy.js";
import { ask } from "../dialog.js";
import { clearEverywhere } from "../keeping.js";
import { say } from "../notices.js";
import { pressed } from "../pressed.js";
import type { Workbench } from "../workbench.js";
import { startAnswers } from "./answers.js";
import { startSections } from "./sections.js";
import { startSnapshots } from "./snapshot_list.js";

export function startPlanPage(workbench: Workbench): void {
  const { session, storage } = workbench;
  startSections(session);
  startAnswers(session);
  startSnapshots(workbench);
  document.addEventListener("click", (event) => {
    const does = pressed(event);
    if (does === "paste") {
      void paste(workbench);
    }
    if (does === "clear-all") {
      void clear(workbench);
    }
  });
  const paint = (): void => {
    const size = `${Math.ceil(storage.size / 1000)} KB of text`;
    const held = storage.size === 0 ? "At the moment this browser keeps nothing." : `At the moment this browser keeps ${size}.`;
    document.querySelectorAll<HTMLElement>(".kept-size").forEach((place) => fill(place, { kept: held }));
  };
  storage.listen(paint);
  session.subscribe(paint);
}

/** Opens the text of the box. */
async function paste({ files }: Workbench): Promise<void> {
  const box = document.querySelector<HTMLTextAreaElement>("#paste-text");
  if (box && (await files.openText("The text that you pasted", box.value))) {
    box.value = "";
  }
}

async function clear(workbench: Workbench): Promise<void> {
  const { session, storage, files } = workbench;
  const versions = storage.snapshots.all().length;
  const unsaved = session.isUnsaved ? "It has changes that are in no file yet." : "";
  const choice = await ask("clear", { name: session.title, versions: String(versions), unsaved });
  if (choice === "save" && (await files.save())) {
    await clear(workbench);
  }
  if (choice === "clear") {
    clearEverywhere(workbench);
    say("cleared");
  }
}
