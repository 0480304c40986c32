// Fills copies of the page's templates: the words and the markup of what comes and goes stand there.

import { fromTemplate } from "../page.js";
import type { Child } from "./draw.js";

export interface Filling {
  /** What an id within the copy begins with; it tells the copy from others. */
  key?: string;
  /** Text, by `data-fill`. */
  fill?: Record<string, string>;
  /** Addresses, by `data-link`; a link without one is left out. */
  link?: Record<string, string | null>;
  /** Other elements, by `data-slot`. */
  slot?: Record<string, Child[]>;
  /** Whether a part that does not always apply is there, by `data-only`. */
  only?: Record<string, boolean>;
}

/** The attributes that hold ids. */
const IDS = ["id", "for", "name", "aria-labelledby", "aria-describedby"];

/** A filled copy of a template. */
export function copyOf(template: string, { key = "", fill = {}, link = {}, slot = {}, only = {} }: Filling): HTMLElement {
  const copy = fromTemplate(template);
  const all = (selector: string): HTMLElement[] => [copy, ...copy.querySelectorAll<HTMLElement>("*")].filter((within) => within.matches(selector));
  for (const within of all(IDS.map((name) => `[${name}^="--"]`).join())) {
    for (const name of IDS) {
      const value = within.getAttribute(name);
      if (value?.startsWith("--")) {
        within.setAttribute(name, key + value);
      }
    }
  }
  for (const within of all("[data-only]")) {
    const applies = only[within.dataset["only"] ?? ""];
    if (applies === false) {
      within.remove();
    } else if (applies === true) {
      within.hidden = false;
    }
  }
  for (const within of all("[data-link]")) {
    const address = link[within.dataset["link"] ?? ""];
    if (address === null) {
      within.remove();
    } else if (address !== undefined && within instanceof HTMLAnchorElement) {
      within.href = address;
    }
  }
  for (const within of all("[data-fill]")) {
    const words = fill[within.dataset["fill"] ?? ""];
    if (words !== undefined) {
      within.replaceChildren(ticked(words));
    }
  }
  for (const within of all("[data-slot]")) {
    const children = slot[within.dataset["slot"] ?? ""];
    if (children !== undefined) {
      put(within, children);
    }
  }
  return copy;
}

/** Puts children into an element, but for those that are left out. */
export function put(within: Element, children: Child[]): void {
  within.replaceChildren(...children.filter((child): child is Node | string => child !== null && child !== undefined && child !== false));
}

/** A text of the handbook or the engine, in which words between backticks are keys or ids. */
export function ticked(text: string): DocumentFragment {
  const made = document.createDocumentFragment();
  const pieces = text.split("`");
  pieces.forEach((piece, at) => {
    if (at % 2 === 0) {
      made.append(piece);
    } else if (at === pieces.length - 1) {
      made.append(`\`${piece}`);
    } else {
      const key = document.createElement("code");
      key.textContent = piece;
      made.append(key);
    }
  });
  return made;
}
