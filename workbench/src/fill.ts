// Fills copies of the page's templates, in which the words and the markup of what comes and goes stand.

import { fromTemplate } from "./page.js";

/** All elements of a tree that match, the root of it too. */
export function within(tree: HTMLElement, selector: string): HTMLElement[] {
  const below = [...tree.querySelectorAll<HTMLElement>(selector)];
  return tree.matches(selector) ? [tree, ...below] : below;
}

/** Puts texts where `data-fill` names them. */
export function fill(tree: HTMLElement, texts: Record<string, string>): void {
  for (const [name, text] of Object.entries(texts)) {
    within(tree, `[data-fill="${name}"]`).forEach((place) => (place.textContent = text));
  }
}

/** Puts elements where `data-slot` names them. */
export function put(tree: HTMLElement, slot: string, children: Node[]): void {
  within(tree, `[data-slot="${slot}"]`).forEach((place) => place.replaceChildren(...children));
}

/** A filled copy of a template. */
export function filled(template: string, texts: Record<string, string> = {}, slots: Record<string, Node[]> = {}): HTMLElement {
  const copy = fromTemplate(template);
  fill(copy, texts);
  Object.entries(slots).forEach(([slot, children]) => put(copy, slot, children));
  return copy;
}

/** A line of a list. */
export function line(text: string): HTMLLIElement {
  const made = document.createElement("li");
  made.textContent = text;
  return made;
}

/** The button that was pressed, by what it does. */
export function pressed(event: globalThis.Event): string | undefined {
  const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-do]") : null;
  return button?.getAttribute("aria-disabled") === "true" ? undefined : button?.dataset["do"];
}
