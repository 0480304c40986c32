// How far a part of a plan has come: a checklist, a group of it, or the whole.

import type { Answer, Finding } from "./wire.js";

export interface Standing {
  /** How many questions are asked with the answers that the plan gives; those still open count too. */
  asked: number;
  /** How many of them are answered, planned or set aside. */
  answered: number;
  notAsked: number;
  errors: number;
}

const ANSWERED = new Set(["given", "planned", "set_aside"]);

/** The standing of the questions whose paths begin with `section`, such as `setup` or `setup.aim`. */
export function standingOf(section: string, answers: Iterable<Answer>, findings: readonly Finding[]): Standing {
  const within = (path: string | null): boolean => path?.startsWith(`${section}.`) ?? false;
  const standing = { asked: 0, answered: 0, notAsked: 0, errors: 0 };
  for (const answer of answers) {
    if (!within(answer.path)) {
      continue;
    }
    if (answer.asked === "not_asked") {
      standing.notAsked += 1;
      continue;
    }
    standing.asked += 1;
    standing.answered += ANSWERED.has(answer.state) ? 1 : 0;
  }
  standing.errors = findings.filter((finding) => finding.severity === "error" && within(finding.path)).length;
  return standing;
}
