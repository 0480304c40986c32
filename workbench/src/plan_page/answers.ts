// The answers read through, by section and group, each with a link to change it; and what the plan says that no question asks
// for.

import { copyOf, fill } from "../copy.js";
import { questionAddress } from "../page.js";
import type { Seen, Session } from "../session.js";
import { standingOf } from "../standing.js";
import type { Answer, Unknown } from "../wire.js";

/** Why an answer has no question, in words. */
const WHY: Record<Unknown["why"], string> = {
  unknown: "this handbook has no such question",
  retired: "the question is not asked any more",
  twice: "the same key stands in the plan a second time",
  unreadable: "this cannot be read as an answer",
};

export function startAnswers(session: Session): void {
  const sections = [...document.querySelectorAll<HTMLElement>(".answers-section")];
  // A closed section is filled when it is opened: a page with all of them at once is slow to change.
  sections.forEach((section) => section.addEventListener("toggle", () => paintSection(section, session.seen)));
  session.subscribe((seen) => {
    for (const section of sections) {
      const { asked, answered } = standingOf(section.dataset["checklist"] ?? "", seen.answers.values(), []);
      fill(section, { count: `${answered} of ${asked} answered` });
      paintSection(section, seen);
    }
    paintUnknown(seen);
  });
}

function paintSection(section: HTMLElement, { answers }: Seen): void {
  if (!(section instanceof HTMLDetailsElement) || !section.open) {
    return;
  }
  for (const group of section.querySelectorAll<HTMLElement>("[data-group]")) {
    const beginning = `${group.dataset["group"]}.`;
    // Of a checklist without groups the questions stand one level higher.
    const isIn = ({ path, asked }: Answer): boolean =>
      asked !== "not_asked" && path.startsWith(beginning) && !path.slice(beginning.length).includes(".");
    const rows = [...answers.values()].filter(isIn).map(row);
    group.hidden = rows.length === 0;
    group.querySelector("[data-slot=rows]")?.replaceChildren(...rows);
  }
}

function row({ path, label, shown, rows, state, says }: Answer): HTMLElement {
  const words = document.createElement("span");
  words.textContent = says;
  // What is written and cannot be read as an answer is shown as well.
  const isBlank = state === "unanswered" && shown === null && !rows?.length;
  const answer = isBlank ? copyOf("not-provided") : words;
  const link = { question: questionAddress(path) };
  return copyOf("answer-row", { fill: { question: label }, slot: { answer: [answer] }, link });
}

function paintUnknown({ report }: Seen): void {
  const place = document.getElementById("unknown");
  if (!place || !report?.sound) {
    return;
  }
  place.hidden = report.unknown.length === 0;
  const lines = report.unknown.map(({ path, text, why, place: at }) => {
    const words = { path, why: WHY[why], line: String(at.line) };
    return copyOf("unknown-answer", { fill: words, slot: { text: [document.createTextNode(text)] } });
  });
  place.querySelector("[data-slot=unknown]")?.replaceChildren(...lines);
}
