// What would be otherwise with other numbers: results, verdicts and findings that differ between two reports.

import type { Finding, IngredientVerdict, Report } from "../wire.js";
import { showResult } from "./words.js";

export interface Outcome {
  results: { calculator: string; name: string; label: string; before: string; after: string }[];
  verdicts: { title: string; before: IngredientVerdict; after: IngredientVerdict }[];
  gone: Finding[];
  come: Finding[];
  /** Findings that are still there and say something else. */
  reworded: Finding[];
}

/** How the report of the plan and that of a trial differ. */
export function outcome(plan: Report, trial: Report): Outcome {
  const before = new Map(plan.workings.flatMap(({ steps }) => steps.map((step) => [step.name, showResult(step)])));
  const results = trial.workings.flatMap(({ id, steps }) =>
    steps.flatMap((step) => {
      const [was = "", after] = [before.get(step.name), showResult(step)];
      return was === after ? [] : { calculator: id, name: step.name, label: step.label, before: was, after };
    }),
  );
  const verdicts = trial.ingredients.flatMap(({ id, title, verdict }) => {
    const was = plan.ingredients.find((ingredient) => ingredient.id === id)?.verdict ?? verdict;
    return was === verdict ? [] : { title, before: was, after: verdict };
  });
  const gone = without(plan.findings, trial.findings, whole);
  const come = without(trial.findings, plan.findings, whole);
  // A message holds numbers of the plan, so that the same finding may have other words.
  return { results, verdicts, gone: without(gone, come, about), come: without(come, gone, about), reworded: within(come, gone) };
}

function about(finding: Finding): string {
  return JSON.stringify([finding.id, finding.path]);
}

function whole(finding: Finding): string {
  return JSON.stringify([finding.id, finding.path, finding.message]);
}

/** The findings of one list that the other has not; each of the other stands for one. */
function without(findings: Finding[], others: Finding[], key: (finding: Finding) => string): Finding[] {
  const left = others.map(key);
  return findings.filter((finding) => {
    const at = left.indexOf(key(finding));
    if (at >= 0) {
      left.splice(at, 1);
    }
    return at < 0;
  });
}

function within(findings: Finding[], others: Finding[]): Finding[] {
  const missing = new Set(without(findings, others, about));
  return findings.filter((finding) => !missing.has(finding));
}
