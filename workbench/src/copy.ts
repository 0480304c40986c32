// Fills copies of the page's templates: the words and the markup of what comes and goes stand there.

import { fromTemplate } from "./page.js";

export interface Filling {
  /** What ids and names that begin with two dashes get in front; it tells the copy from others. */
  key?: string;
  /** Texts, by `data-fill`. */
  fill?: Record<string, string>;
  /** Addresses, by `data-link`; a link without one is left out. */
  link?: Record<string, string | null>;
  /** Other elements, by `data-slot`. */
  slot?: Record<string, Node[]>;
}

/** The attributes that hold ids and names. */
const IDS = ["id", "for", "name", "aria-labelledby", "aria-describedby"];

/** A filled copy of a template. */
export function copyOf(template: string, { key, fill: texts = {}, link = {}, slot = {} }: Filling = {}): HTMLElement {
  const copy = fromTemplate(template);
  if (key !== undefined) {
    complete(copy, key);
  }
  fill(copy, texts);
  for (const [name, address] of Object.entries(link)) {
    for (const within of all(copy, `[data-link="${name}"]`)) {
      if (address === null) {
        within.remove();
      } else {
        within.setAttribute("href", address);
      }
    }
  }
  for (const [name, children] of Object.entries(slot)) {
    all(copy, `[data-slot="${name}"]`).forEach((within) => within.replaceChildren(...children));
  }
  return copy;
}

/** Puts texts into an element, by `data-fill`. */
export function fill(element: HTMLElement, texts: Record<string, string>): void {
  for (const [name, text] of Object.entries(texts)) {
    all(element, `[data-fill="${name}"]`).forEach((within) => within.replaceChildren(ticked(text)));
  }
}

/** The element itself and those within it, as far as they match. */
export function all(element: HTMLElement, selector: string): HTMLElement[] {
  const found = [...element.querySelectorAll<HTMLElement>(selector)];
  return element.matches(selector) ? [element, ...found] : found;
}

/** Completes the ids and names that begin with two dashes. */
function complete(copy: HTMLElement, key: string): void {
  for (const name of IDS) {
    for (const within of all(copy, `[${name}^="--"]`)) {
      const ids = (within.getAttribute(name) ?? "").split(" ");
      within.setAttribute(name, ids.map((id) => (id.startsWith("--") ? key + id : id)).join(" "));
    }
  }
}

/** A text of the handbook or the engine, in which words between backticks are keys or ids. */
export function ticked(text: string): DocumentFragment {
  const made = document.createDocumentFragment();
  const pieces = text.split("`");
  pieces.forEach((piece, at) => {
    const isKey = at % 2 === 1 && at < pieces.length - 1;
    const key = isKey ? document.createElement("code") : null;
    if (key) {
      key.textContent = piece;
      made.append(key);
    } else {
      made.append(at % 2 === 1 ? `\`${piece}` : piece);
    }
  });
  return made;
}
