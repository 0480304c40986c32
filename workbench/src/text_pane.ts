// The plan's text beside the form. It is the plan itself: what is typed here changes the form, what is entered there changes
// the text, and the caret stays where it is.

import { copyOf, fill } from "./copy.js";
import { countsInWords, findingItem } from "./findings.js";
import { stepBetween } from "./history.js";
import { boxed, unboxed } from "./line_ends.js";
import { questionAddress } from "./page.js";
import type { Seen, Session } from "./session.js";
import { lineAt, pathAtLine, rangeOf } from "./text_paths.js";
import type { Place } from "./wire.js";

/** How long somebody has typed nothing when the text is taken, in milliseconds. */
const PAUSE = 300;

/** How much of the text is in view above a line that is shown. */
const ABOVE = 0.3;

/** Shows a place of the plan's text: opens the pane and selects it. */
export function showInText(place: Place): void {
  const area = document.querySelector<HTMLTextAreaElement>("#plan-text");
  if (area === null) {
    return;
  }
  const pane = area.closest("details");
  if (pane) {
    pane.open = true;
  }
  const [start, end] = rangeOf(area.value, place);
  area.focus();
  area.setSelectionRange(start, end);
  const height = Number.parseFloat(getComputedStyle(area).lineHeight) || 0;
  area.scrollTop = Math.max(0, (place.line - 1) * height - area.clientHeight * ABOVE);
  area.scrollIntoView({ block: "nearest" });
}

/** Starts the text of the plan on this page. */
export function startTextPane(session: Session): void {
  const pane = document.getElementById("text-pane");
  const area = pane?.querySelector<HTMLTextAreaElement>("#plan-text");
  if (pane && area) {
    pane.hidden = false;
    new TextPane(session, pane, area);
  }
}

class TextPane {
  #session: Session;
  #pane: HTMLElement;
  #area: HTMLTextAreaElement;
  #cursor: HTMLElement;
  #timer = 0;
  /** Whether something is typed that the session has not. */
  #isAhead = false;
  /** What the list of findings shows, to leave it alone while that stays the same. */
  #listed = "";

  constructor(session: Session, pane: HTMLElement, area: HTMLTextAreaElement) {
    this.#session = session;
    this.#pane = pane;
    this.#area = area;
    this.#cursor = copyOf("text-cursor");
    area.after(this.#cursor);
    area.addEventListener("input", () => this.#typed());
    area.addEventListener("change", () => this.#write());
    session.settleBy(() => this.#write());
    document.addEventListener("selectionchange", () => this.#sayWhere());
    pane.addEventListener("toggle", () => this.#list(session.seen));
    session.subscribe((seen, why) => {
      if (why !== "kept") {
        this.#update(seen);
      }
    });
  }

  #typed(): void {
    this.#isAhead = true;
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#write(), PAUSE);
  }

  #write(): void {
    window.clearTimeout(this.#timer);
    if (this.#isAhead) {
      this.#isAhead = false;
      this.#session.write(unboxed(this.#session.kept.text, this.#area.value));
    }
  }

  #update(seen: Seen): void {
    // What is being typed is not overwritten: it becomes the text after its pause.
    const step = this.#isAhead ? null : stepBetween(this.#area.value, boxed(seen.kept.text), "");
    if (step) {
      // Replaced where it differs, so that the caret stays at its words.
      this.#area.setRangeText(step.added, step.at, step.at + step.removed.length, "preserve");
    }
    this.#sayFault(seen);
    this.#sayWhere();
    this.#list(seen);
  }

  #sayFault(seen: Seen): void {
    const state = this.#pane.querySelector<HTMLElement>("#plan-text-state");
    const first = seen.report?.findings[0];
    if (state) {
      state.hidden = seen.inStep;
      const why = seen.failure ?? (first ? `Line ${first.place.line} cannot be read: ${first.message}` : "The text cannot be read");
      state.textContent = seen.inStep ? "" : `${why}. The form waits with the last answers.`;
    }
    if (seen.inStep) {
      this.#area.removeAttribute("aria-invalid");
    } else {
      this.#area.setAttribute("aria-invalid", "true");
    }
  }

  /** Says which question the caret stands at. */
  #sayWhere(): void {
    const { value, selectionStart } = this.#area;
    const line = lineAt(value, selectionStart);
    const question = this.#question(pathAtLine(value, line));
    this.#cursor.hidden = question === null;
    if (question) {
      fill(this.#cursor, { line: String(line), question: question.label });
      this.#cursor.querySelector("a")?.setAttribute("href", question.address);
    }
  }

  /** The findings, when they are in view. */
  #list(seen: Seen): void {
    const findings = seen.report?.findings ?? [];
    fill(this.#pane, { findings: findings.length > 0 ? countsInWords(findings) : "" });
    const list = this.#pane.querySelector("#pane-findings");
    const isClosed = this.#pane instanceof HTMLDetailsElement && !this.#pane.open;
    const listed = JSON.stringify(findings);
    if (list === null || isClosed || listed === this.#listed) {
      return;
    }
    this.#listed = listed;
    const items = findings.map((finding) => {
      const question = this.#question(finding.path ?? pathAtLine(seen.kept.text, finding.place.line));
      return findingItem(finding, { question, show: showInText });
    });
    list.replaceChildren(...items);
  }

  /** The question that a path lies in, with its address from here. */
  #question(path: string): { label: string; address: string } | null {
    const { answers } = this.#session.seen;
    for (let own = path; own.includes("."); own = own.slice(0, own.lastIndexOf("."))) {
      const answer = answers.get(own);
      if (answer) {
        const address = document.getElementById(own) ? `#${own}` : questionAddress(own);
        return { label: answer.label, address };
      }
    }
    return null;
  }
}
