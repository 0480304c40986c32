// How far the checklist and each of its groups have come, and how many questions are not asked.

import { copyOf, fill } from "../copy.js";
import { counted, findingItem } from "../findings.js";
import { fromTemplate } from "../page.js";
import type { Seen } from "../session.js";
import { standingOf, type Standing } from "../standing.js";
import { showInText } from "../text_pane.js";
import type { Finding } from "../wire.js";

export class Status {
  #section: string;
  #groups: { path: string | null; standing: HTMLElement | null; element: HTMLElement; notAsked: HTMLElement | null }[];
  #loose: HTMLElement | null = null;

  constructor(section: string) {
    this.#section = section;
    this.#groups = [...document.querySelectorAll<HTMLElement>("form.checklist .group")].map((element) => {
      const heading = element.querySelector("h2");
      const standing = heading ? copyOf("group-status") : null;
      if (heading && standing) {
        heading.after(standing);
      }
      return { path: heading?.id ?? null, standing, element, notAsked: null };
    });
  }

  update(seen: Seen, byQuestion: ReadonlyMap<string, readonly Finding[]>): void {
    const answers = [...seen.answers.values()];
    const findings = [...byQuestion].flatMap(([path, found]) => found.map((finding) => ({ ...finding, path })));
    for (const place of document.querySelectorAll<HTMLElement>(".section-standing")) {
      const loose = (byQuestion.get(this.#section) ?? []).filter((finding) => finding.severity === "error").length;
      const standing = standingOf(this.#section, answers, findings);
      fill(place, { standing: inWords({ ...standing, errors: standing.errors + loose }) });
    }
    for (const group of this.#groups) {
      const standing = standingOf(group.path ?? this.#section, answers, findings);
      if (group.standing) {
        fill(group.standing, { standing: inWords(standing) });
      }
      if (standing.notAsked > 0 && group.notAsked === null) {
        group.notAsked = copyOf("not-asked");
        group.element.append(group.notAsked);
      }
      if (group.notAsked) {
        group.notAsked.hidden = standing.notAsked === 0;
        fill(group.notAsked, { count: counted(standing.notAsked, "question is", "questions are") });
      }
    }
    this.#showLoose(byQuestion.get(this.#section) ?? []);
  }

  /** Shows what is found in this checklist's part of the text and lies in no question, such as a misspelt key. */
  #showLoose(findings: readonly Finding[]): void {
    this.#loose?.remove();
    this.#loose = null;
    if (findings.length > 0) {
      this.#loose = fromTemplate("question-findings");
      this.#loose.append(...findings.map((finding) => findingItem(finding, { show: showInText })));
      document.querySelector("form.checklist")?.before(this.#loose);
    }
  }
}

function inWords({ asked, answered, errors }: Standing): string {
  const words = `${answered} of ${asked} answered`;
  return errors > 0 ? `${words}, ${counted(errors, "error", "errors")}` : words;
}
