// What is said aloud by screen readers: verdicts that change, how many errors a section has, what came of a button. One
// sentence at a time, the latest state, and nothing when the page opens.

import { counted, errorsIn } from "./findings.js";
import type { Seen, Session } from "./session.js";
import { VERDICTS } from "./verdicts.js";
import type { IngredientVerdict } from "./wire.js";

/** The shortest time between two announcements, in milliseconds. */
const BETWEEN = 2000;

/** How long nothing has changed when something is said, in milliseconds. */
const QUIET = 500;

/** With more verdicts than this they are counted. */
const MOST_NAMED = 2;

/** What was said last of the plan. */
interface Heard {
  verdicts: Map<string, IngredientVerdict>;
  errors: number;
}

let saidAt = -BETWEEN;
let timer = 0;
/** What a part of the page wants to be said. */
let waiting = "";
let session: Session | null = null;
let heard: Heard | null = null;

/** Says a sentence soon, in place of one that still waits. */
export function say(words: string): void {
  waiting = words;
  schedule();
}

/** Starts to say what changes. */
export function startAnnouncing(own: Session): void {
  session = own;
  own.subscribe((seen, why) => {
    if (why === "opened") {
      heard = heardOf(seen);
    } else if (why !== "kept") {
      schedule();
    }
  });
}

function schedule(): void {
  window.clearTimeout(timer);
  timer = window.setTimeout(speak, Math.max(QUIET, saidAt + BETWEEN - performance.now()));
}

function speak(): void {
  const region = document.getElementById("announcements");
  const words = [waiting, ...changes()].filter((sentence) => sentence !== "").join(" ");
  waiting = "";
  if (region === null || words === "") {
    return;
  }
  saidAt = performance.now();
  // A new element is heard also where it says what the last one said.
  const line = document.createElement("p");
  line.textContent = words;
  region.replaceChildren(line);
}

/** The sentences on what is otherwise than when something was said last. */
function changes(): string[] {
  const seen = session?.seen;
  if (!seen?.inStep || seen.report === null) {
    return [];
  }
  const before = heard;
  const now = heardOf(seen);
  heard = now;
  if (before === null || now === null) {
    return [];
  }
  const { ingredients } = seen.report;
  const changed = ingredients.filter(({ id, verdict }) => before.verdicts.get(id) !== verdict);
  const met = `${ingredients.filter(({ verdict }) => verdict === "met").length} of ${ingredients.length} ingredients are met`;
  const said = [];
  if (changed.length > MOST_NAMED) {
    said.push(`${changed.length} verdicts have changed; ${met}.`);
  } else if (changed.length > 0) {
    said.push(`${changed.map(({ title, verdict }) => `${title} is now ${VERDICTS[verdict].word.toLowerCase()}`).join("; ")}; ${met}.`);
  }
  if (before.errors !== now.errors) {
    said.push(`${now.errors === 0 ? "No errors" : counted(now.errors, "error", "errors")} in this ${section() === "" ? "plan" : "section"}.`);
  }
  return said;
}

function heardOf(seen: Seen): Heard | null {
  if (!seen.inStep || seen.report === null) {
    return heard;
  }
  const { ingredients, findings } = seen.report;
  const own = section();
  const errors = findings.filter(({ severity }) => severity === "error").length;
  return {
    verdicts: new Map(ingredients.map(({ id, verdict }) => [id, verdict])),
    errors: own === "" ? errors : errorsIn(own, findings),
  };
}

/** The checklist of this page; empty on other pages. */
function section(): string {
  return document.querySelector("form.checklist .question")?.id.split(".")[0] ?? "";
}
