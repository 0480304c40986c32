// Copies of the page's templates that stand more than once on a page, or that link to somewhere.

import { put, within } from "./fill.js";
import { fromTemplate } from "./page.js";

export interface Filling {
  /** What ids and names that begin with two dashes get in front; it tells the copy from others. */
  key?: string;
  /** Texts, by `data-fill`; keys and ids stand between backticks in them. */
  fill?: Record<string, string>;
  /** Addresses, by `data-link`; a link without one is left out. */
  link?: Record<string, string | null>;
  /** Other elements, by `data-slot`. */
  slot?: Record<string, Node[]>;
}

/** The attributes that hold ids and names. */
const IDS = ["id", "for", "name", "aria-labelledby", "aria-describedby"];

/** A filled copy of a template. */
export function copyOf(template: string, { key, fill = {}, link = {}, slot = {} }: Filling = {}): HTMLElement {
  const copy = fromTemplate(template);
  for (const [name, text] of Object.entries(fill)) {
    within(copy, `[data-fill="${name}"]`).forEach((place) => place.replaceChildren(ticked(text)));
  }
  Object.entries(slot).forEach(([name, children]) => put(copy, name, children));
  if (key !== undefined) {
    complete(copy, key);
  }
  for (const [name, address] of Object.entries(link)) {
    for (const place of within(copy, `[data-link="${name}"]`)) {
      if (address === null) {
        place.remove();
      } else {
        place.setAttribute("href", address);
      }
    }
  }
  return copy;
}

/** Completes the ids and names that begin with two dashes. */
function complete(copy: HTMLElement, key: string): void {
  for (const name of IDS) {
    for (const place of within(copy, `[${name}*="--"]`)) {
      const ids = (place.getAttribute(name) ?? "").split(" ");
      place.setAttribute(name, ids.map((id) => (id.startsWith("--") ? key + id : id)).join(" "));
    }
  }
}

/** A text of the handbook or the engine, in which words between backticks are keys or ids. */
export function ticked(text: string): DocumentFragment {
  const made = document.createDocumentFragment();
  const pieces = text.split("`");
  pieces.forEach((piece, at) => {
    if (at % 2 === 0 || at === pieces.length - 1) {
      made.append(at % 2 === 0 ? piece : `\`${piece}`);
      return;
    }
    const key = document.createElement("code");
    key.textContent = piece;
    made.append(key);
  });
  return made;
}
