// The plan in a sentence or two, and its findings by ingredient.

import { showDate } from "../dates.js";
import { counted, countsInWords, findingItem } from "../findings.js";
import { root } from "../page.js";
import type { Seen } from "../session.js";
import { VERDICTS } from "../verdicts.js";
import type { Finding, Report } from "../wire.js";
import { type Child, made } from "./clone.js";
import { element } from "./draw.js";
import { question } from "./questions.js";
import { BY_WEIGHT, nationName } from "./words.js";

/** What stands first on the page. */
export function summary({ report, failure, kept }: Seen, questionSet: string, today: string): Child[] {
  if (report === null) {
    return [element("p", { class: "lead" }, `The plan could not be checked: ${failure ?? "there is no report"}.`)];
  }
  const counts = countsInWords(report.findings);
  if (!report.readable) {
    const text = element("a", { href: `${root}plan.html#text` }, "Look at its text");
    return [element("p", { class: "lead" }, `${kept.name} could not be read as a plan (${counts}), so there are no verdicts. `, text, ".")];
  }
  const met = report.ingredients.filter(({ verdict }) => verdict === "met").length;
  const parts = [
    `${met} of ${report.ingredients.length} ingredients met`,
    counts,
    `${report.unanswered.length} of ${counted(report.due, "question", "questions")} due at this stage are unanswered`,
  ];
  const scheme = [report.scheme ?? "A scheme without a name yet", `${report.stage} stage`, report.nation === null ? "" : nationName(report.nation)];
  return [
    element("p", { class: "lead" }, `${parts.filter((words) => words !== "").join("; ")}.`),
    element("p", {}, `${scheme.filter((words) => words !== "").join(", ")}. Judged as of ${showDate(today)} by question set ${questionSet}.`),
  ];
}

/** The verdicts, the worst first. */
const WORST_FIRST = ["unanswered", "missing", "partly_met", "met"];

/** Findings under the first ingredient that they bear on, the worst verdict first, errors first in each. */
export function findingGroups(report: Report): HTMLElement[] {
  const ingredients = [...report.ingredients].sort((one, other) => WORST_FIRST.indexOf(one.verdict) - WORST_FIRST.indexOf(other.verdict));
  const groups = [{ title: "Reading the plan", verdict: "", findings: [] as Finding[] }];
  groups.push(...ingredients.map(({ title, verdict }) => ({ title, verdict: VERDICTS[verdict].word, findings: [] })));
  for (const finding of report.findings) {
    const at = ingredients.findIndex(({ id }) => finding.ingredients.includes(id));
    groups[at + 1]?.findings.push(finding);
  }
  return groups
    .filter(({ findings }) => findings.length > 0)
    .map(({ title, verdict, findings }) => {
      findings.sort((one, other) => BY_WEIGHT.indexOf(one.severity) - BY_WEIGHT.indexOf(other.severity));
      const fill = { title, verdict: verdict === "" ? "" : `(${verdict.toLowerCase()})` };
      return made("findings-group", { fill, slot: { findings: findings.map(findingEntry) } });
    });
}

/** A finding as it stands in a list. */
function findingEntry(finding: Finding): HTMLElement {
  const { path, place, label } = finding;
  const asked = path === null ? null : question(path);
  const entry = findingItem(finding, { question: asked && { address: root + asked.address, label: asked.label } });
  entry.dataset["finding"] = finding.id;
  const line = made("finding-line", { fill: { line: String(place.line), label: label ?? "" }, only: { label: label !== null } });
  entry.querySelector(".finding-links")?.prepend(line, " ");
  return entry;
}
