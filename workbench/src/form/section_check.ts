// "Check this section": the errors of a checklist in a list at the top of the page, each with a link to its question. It is
// there when somebody asks for it, and never comes by itself.

import { copyOf } from "../copy.js";
import { counted } from "../findings.js";
import { standingOf } from "../standing.js";
import type { Finding } from "../wire.js";
import type { Form } from "./form.js";

export class SectionCheck {
  #form: Form;
  #findings: ReadonlyMap<string, readonly Finding[]> = new Map();

  constructor(form: Form) {
    this.#form = form;
    document.addEventListener("click", (event) => {
      if (event.target instanceof Element && event.target.closest('[data-do="check"]')) {
        this.#show();
      }
    });
  }

  /** Notes the findings, and takes out of the list what is found no more. */
  update(findings: ReadonlyMap<string, readonly Finding[]>): void {
    this.#findings = findings;
    const messages = new Set(this.#errors().map(([, finding]) => finding.message));
    for (const item of document.querySelectorAll<HTMLElement>("#problems [data-message]")) {
      if (!messages.has(item.dataset["message"] ?? "")) {
        item.remove();
      }
    }
    const isDone = document.querySelector("#problems ul") !== null && document.querySelector("#problems li") === null;
    if (isDone) {
      document.getElementById("problems")?.replaceChildren();
    }
  }

  #errors(): [string, Finding][] {
    const all = [...this.#findings].flatMap(([path, found]) => found.map((finding): [string, Finding] => [path, finding]));
    return all.filter(([, finding]) => finding.severity === "error");
  }

  #show(): void {
    const errors = this.#errors();
    const shown = errors.length > 0 ? copyOf("error-summary", { slot: { problems: errors.map((error) => this.#item(error)) } }) : this.#nothing();
    document.getElementById("problems")?.replaceChildren(shown);
    // A long list is read from its beginning.
    shown.scrollIntoView({ block: "start" });
    shown.focus({ preventScroll: true });
  }

  #item([path, finding]: [string, Finding]): HTMLElement {
    const question = this.#form.questions.get(path);
    const item = copyOf("error-summary-item", {
      fill: { message: finding.message },
      link: { problem: `#${question?.anchor ?? "main"}` },
    });
    item.dataset["message"] = finding.message;
    item.querySelector("a")?.addEventListener("click", (event) => {
      event.preventDefault();
      if (question) {
        question.focus(finding);
      } else {
        this.#form.show(finding.place);
      }
    });
    return item;
  }

  #nothing(): HTMLElement {
    const { section, session } = this.#form;
    const { asked, answered } = standingOf(section, session.seen.answers.values(), []);
    const others = [...this.#findings.values()].flat().length;
    const left = asked - answered;
    const words = [
      left === 0 ? "All questions of this section are answered." : `${counted(left, "question is", "questions are")} not answered yet.`,
      others > 0 ? `${counted(others, "remark stands", "remarks stand")} beside the questions.` : "",
    ];
    return copyOf("no-problems", { fill: { words: words.join(" ").trim() } });
  }
}
