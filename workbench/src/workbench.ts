// Where the script of a workbench page begins: it restores the plan, loads the engine, and starts the parts of the page.

import { startAnnouncing } from "./announce.js";
import { startBar } from "./bar.js";
import { today } from "./dates.js";
import { Engine, NoEngine } from "./engine.js";
import { Files } from "./files.js";
import { startForm } from "./form/form.js";
import { startKeeping } from "./keeping.js";
import { say } from "./notices.js";
import { kind, root } from "./page.js";
import { startPlanPage } from "./plan_page/plan_page.js";
import { Session } from "./session.js";
import { Storage, begun } from "./storage.js";
import { startTextPane } from "./text_pane.js";

/** What the parts of a page work with. */
export interface Workbench {
  session: Session;
  storage: Storage;
  files: Files;
}

declare global {
  interface Window {
    /** Set by the script of the results page, which comes after this one. */
    sp_plan_results?: (workbench: Workbench) => void;
  }
}

async function start(): Promise<void> {
  const engine = await Engine.load(root);
  const storage = new Storage();
  const session = new Session(engine, storage.restore() ?? begun(engine), today());
  const workbench = { session, storage, files: new Files(session, storage) };
  storage.follow(session);
  startKeeping(workbench);
  startBar(workbench);
  startAnnouncing(session);
  if (kind === "checklist") {
    startForm(session);
    startTextPane(session);
  }
  if (kind === "plan") {
    startPlanPage(workbench);
    startTextPane(session);
  }
  if (kind === "results") {
    await startResults(workbench);
  }
  workbench.files.opening.bringUpToDate();
  document.documentElement.dataset["workbench"] = "ready";
}

/** Loads the script of the results page and hands it the plan. */
async function startResults(workbench: Workbench): Promise<void> {
  await new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `${root}assets/results.js`;
    script.onload = resolve;
    script.onerror = () => reject(new NoEngine("the file assets/results.js is missing"));
    document.head.append(script);
  });
  window.sp_plan_results?.(workbench);
}

/** Says on the page why it stays a printed checklist. */
function sayWhyNot(fault: unknown): void {
  const why = fault instanceof NoEngine ? fault.message : `something went wrong (${String(fault)})`;
  say("no-engine", { why });
  document.documentElement.dataset["workbench"] = "none";
}

start().catch(sayWhyNot);
