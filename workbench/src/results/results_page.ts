// The page of results: drawn from what the engine says of the plan, and drawn again when the plan changes.

import { counted } from "../findings.js";
import type { Seen } from "../session.js";
import type { Workbench } from "../workbench.js";
import { ACTIONS_SHOWN, actionEntries, actionsAsText, copied } from "./actions.js";
import { allKnobs, calculators } from "./calculators.js";
import { changeGroups } from "./changes.js";
import { type Child, made, put } from "./clone.js";
import { element, redraw } from "./draw.js";
import { ingredientDrawing, ingredientLegend, ingredientRows } from "./ingredients.js";
import { forgetKnobs, showKnobs } from "./knobs.js";
import { OutcomeView } from "./outcome_view.js";
import { Papers } from "./papers.js";
import { nameQuestions } from "./questions.js";
import { findingGroups, summary } from "./summary.js";
import { timelineDrawing, timelineRows } from "./timeline.js";
import { WhatIf } from "./what_if.js";

/** The widest that a drawing grows, in CSS pixels. */
const WIDEST = 720;

class ResultsPage {
  #workbench: Workbench;
  #whatIf: WhatIf;
  #outcome: OutcomeView;
  #papers: Papers;
  #areAllActionsShown = false;

  constructor(workbench: Workbench) {
    this.#workbench = workbench;
    const { session, files } = workbench;
    this.#outcome = new OutcomeView((what) => this.#endTrial(what));
    this.#whatIf = new WhatIf(session, (tried) => this.#outcome.show(tried, session.seen.report));
    this.#papers = new Papers(session, (name, type, text) => files.download(name, type, text));
    place("results").addEventListener("click", ({ target }) => {
      const does = target instanceof Element ? target.closest<HTMLElement>("[data-do]")?.dataset["do"] : undefined;
      if (does !== undefined) {
        void this.#act(does);
      }
    });
    session.subscribe((seen, why) => {
      if (why !== "kept") {
        this.#draw(seen);
      }
    });
    this.#followWidth();
  }

  #draw(seen: Seen): void {
    const { session } = this.#workbench;
    const { report, kept, answers } = seen;
    nameQuestions(answers);
    place("no-plan").hidden = kept.saved !== null || kept.text !== kept.opened;
    redraw(place("verdict-summary"), ...summary(seen, session.engine.questionSet, session.today));
    const isReadable = report !== null && report.readable;
    redraw(place("ingredients-table"), ...(isReadable ? ingredientRows(report) : []));
    const groups = report === null ? [] : findingGroups(report);
    redraw(place("findings-list"), ...(groups.length > 0 ? groups : [element("p", {}, "Nothing was found.")]));
    this.#drawActions(seen);
    forgetKnobs();
    const drawn = isReadable ? calculators(report, seen, this.#whatIf, this.#outcome.element) : [];
    redraw(place("calculator-list"), ...drawn);
    this.#whatIf.rebase(allKnobs(seen));
    const dates = isReadable ? timelineRows(report) : [];
    redraw(place("timeline-table"), ...dates);
    place("timeline-dates").hidden = dates.length === 0;
    place("no-dates").hidden = dates.length > 0;
    redraw(place("changes-list"), ...this.#changes(seen));
    this.#drawFigures();
  }

  /** The drawings, as wide as there is room. */
  #drawFigures(): void {
    const { session } = this.#workbench;
    const { report } = session.seen;
    const width = Math.max(240, Math.min(place("verdict-summary").clientWidth, WIDEST));
    const isReadable = report !== null && report.readable;
    put(place("ingredients-figure"), isReadable ? [ingredientDrawing(report, width), ingredientLegend()] : []);
    const dates = isReadable ? timelineDrawing(report, session.today, width) : null;
    put(place("timeline-figure"), dates === null ? [] : [dates, made("timeline-legend")]);
  }

  #followWidth(): void {
    let known = place("results").clientWidth;
    new ResizeObserver(() => {
      const width = place("results").clientWidth;
      if (width !== known) {
        known = width;
        this.#drawFigures();
      }
    }).observe(place("results"));
  }

  #drawActions(seen: Seen): void {
    const { report } = seen;
    const entries = report === null ? [] : actionEntries(report, seen, this.#workbench.session.today);
    redraw(place("next-actions"), ...entries);
    // Styles leave the later ones out on screens alone.
    place("next-actions").classList.toggle("first-alone", !this.#areAllActionsShown);
    place("no-actions").hidden = entries.length > 0 || report?.readable === false;
    const more = entries.length - ACTIONS_SHOWN;
    const button = document.querySelector<HTMLElement>('[data-do="more-actions"]');
    if (button?.parentElement) {
      button.parentElement.hidden = more <= 0;
      button.setAttribute("aria-expanded", String(this.#areAllActionsShown));
      button.textContent = this.#areAllActionsShown ? `Show the first ${ACTIONS_SHOWN} alone` : `Show ${counted(more, "more", "more")}`;
    }
  }

  #changes({ kept }: Seen): Child[] {
    if (kept.text === kept.opened) {
      return [element("p", {}, "Nothing has changed since the file was opened.")];
    }
    const { engine, today } = this.#workbench.session;
    const { name } = kept;
    const answer = engine.ask({ do: "difference", old: { name, text: kept.opened }, new: { name, text: kept.text }, today });
    return "failure" in answer ? [element("p", {}, `The versions could not be compared: ${answer.failure}.`)] : changeGroups(answer);
  }

  #endTrial(what: "apply" | "reset"): void {
    const first = this.#outcome.element.closest("details")?.querySelector<HTMLElement>("summary");
    const refused = what === "apply" ? this.#whatIf.apply() : (this.#whatIf.reset(), null);
    if (refused !== null) {
      this.#outcome.say(refused);
      return;
    }
    const planned = new Map(allKnobs(this.#workbench.session.seen).map((knob) => [knob.key, knob.planned]));
    showKnobs((key) => planned.get(key));
    // The button is gone: the keyboard goes on from the panel that it stood in.
    const panel = first?.isConnected ? first : document.getElementById(first?.parentElement?.id ?? "")?.querySelector<HTMLElement>("summary");
    panel?.focus();
  }

  async #act(does: string): Promise<void> {
    const { session } = this.#workbench;
    const { report } = session.seen;
    if (does === "more-actions") {
      this.#areAllActionsShown = !this.#areAllActionsShown;
      this.#drawActions(session.seen);
    } else if (does === "copy-actions" && report !== null) {
      const isDone = await copied(actionsAsText(report, session.seen, session.today));
      place("actions-said").textContent = isDone ? "The list is copied." : "Your browser does not let this page copy. Download the table instead.";
    } else {
      const said = await this.#papers.make(does);
      if (said !== null) {
        place(does.startsWith("actions-") ? "actions-said" : "paper-said").textContent = said;
      }
    }
  }
}

/** A part of the page, by its id. */
function place(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) {
    throw new Error(`the page has no part ${id}`);
  }
  return found;
}

/** Starts the page of results. */
export function startResultsPage(workbench: Workbench): void {
  new ResultsPage(workbench);
}
