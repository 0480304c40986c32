// How far the checklist and each of its groups have come, and how many questions are not asked.

import { copyOf, fill } from "../copy.js";
import { counted, errorsIn, findingItem } from "../findings.js";
import { fromTemplate } from "../page.js";
import type { Seen } from "../session.js";
import { standingOf } from "../standing.js";
import { showInText } from "../text_pane.js";
import type { Answer, Finding } from "../wire.js";

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
    const findings = [...byQuestion].flatMap(([path, found]) => found.map((finding) => ({ ...finding, path })));
    const loose = byQuestion.get(this.#section) ?? [];
    const looseErrors = loose.filter(({ severity }) => severity === "error").length;
    const standing = standingInWords(this.#section, seen, errorsIn(this.#section, findings) + looseErrors);
    document.querySelectorAll<HTMLElement>(".section-standing").forEach((place) => fill(place, { standing }));
    for (const group of this.#groups) {
      const path = group.path ?? this.#section;
      if (group.standing) {
        fill(group.standing, { standing: standingInWords(path, seen, errorsIn(path, findings)) });
      }
      const isLeftOut = (answer: Answer): boolean => answer.asked === "not_asked" && answer.path.startsWith(`${path}.`);
      const notAsked = [...seen.answers.values()].filter(isLeftOut).length;
      if (notAsked > 0 && group.notAsked === null) {
        group.notAsked = copyOf("not-asked");
        group.element.append(group.notAsked);
      }
      if (group.notAsked) {
        group.notAsked.hidden = notAsked === 0;
        fill(group.notAsked, { count: counted(notAsked, "question is", "questions are") });
      }
    }
    this.#showLoose(loose);
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

/** How far a part of the plan has come, in words. */
function standingInWords(path: string, { answers }: Seen, errors: number): string {
  const { asked, answered } = standingOf(path, answers.values(), []);
  const words = `${answered} of ${asked} answered`;
  return errors > 0 ? `${words}, ${counted(errors, "error", "errors")}` : words;
}
