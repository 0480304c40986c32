// Copies of the page's templates as the results need them: parts that do not always apply, and slots that take words too.

import { type Filling, copyOf } from "../copy.js";

/** What an element can hold; nothing stands for what is left out. */
export type Child = Node | string | null | undefined | false;

interface ResultFilling extends Omit<Filling, "slot"> {
  slot?: Record<string, Child[]>;
  /** Whether a part that does not always apply is there, by `data-only`. */
  only?: Record<string, boolean>;
}

/** A filled copy of a template. */
export function made(template: string, { slot = {}, only = {}, ...filling }: ResultFilling = {}): HTMLElement {
  const nodes = Object.entries(slot).map(([name, children]) => [name, nodesOf(children)] as const);
  const copy = copyOf(template, { ...filling, slot: Object.fromEntries(nodes) });
  for (const [name, applies] of Object.entries(only)) {
    for (const part of applies ? [] : copy.querySelectorAll(`[data-only="${name}"]`)) {
      part.remove();
    }
  }
  return copy;
}

function nodesOf(children: Child[]): Node[] {
  return children.flatMap((child) => (typeof child === "string" ? document.createTextNode(child) : child || []));
}

/** Puts children into an element, but for those that are left out. */
export function put(within: Element, children: Child[]): void {
  within.replaceChildren(...nodesOf(children));
}
