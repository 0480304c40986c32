// Makes elements for which the page has no template: drawings, tables of any columns. Everything that comes from a plan goes
// in as text, never as markup.

import { ticked } from "../copy.js";
import { type Child, put } from "./clone.js";

type Attributes = Record<string, string | number | boolean | null | undefined>;

/** The namespace of drawings. */
const SVG = "http://www.w3.org/2000/svg";

function filled<Made extends Element>(made: Made, attributes: Attributes, children: Child[]): Made {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== null && value !== undefined) {
      made.setAttribute(name, value === true ? "" : String(value));
    }
  }
  put(made, children);
  return made;
}

/** An element with its attributes; those that are false or absent are left out. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  return filled(document.createElement(name), attributes, children);
}

/** An element of a drawing. */
export function shape(name: string, attributes: Attributes = {}, ...children: Child[]): SVGElement {
  return filled(document.createElementNS(SVG, name) as SVGElement, attributes, children);
}

/** A table whose rows become blocks where there is no room beside each other: each cell says its column then. */
export function table(caption: string, heads: string[], rows: string[][]): HTMLTableElement {
  const head = heads.map((words) => element("th", { scope: "col", class: "govuk-table__header" }, words));
  const body = rows.map((cells) => {
    const made = cells.map((cell, at) =>
      at === 0
        ? element("th", { scope: "row", class: "govuk-table__header" }, cell || "No name")
        : element("td", { class: "govuk-table__cell", "data-head": heads[at] }, element("span", {}, ticked(cell || "–"))),
    );
    return element("tr", { class: "govuk-table__row" }, ...made);
  });
  return element(
    "table",
    { class: "govuk-table stacks" },
    element("caption", { class: "govuk-table__caption" }, caption),
    element("thead", { class: "govuk-table__head" }, element("tr", { class: "govuk-table__row" }, ...head)),
    element("tbody", { class: "govuk-table__body" }, ...body),
  );
}

/** Something folded. `key` tells it from others on the page, so that it stays open when the page is drawn again. */
export function folded(key: string, words: string, ...children: Child[]): HTMLDetailsElement {
  return element(
    "details",
    { class: "govuk-details", id: key },
    element("summary", { class: "govuk-details__summary" }, element("span", { class: "govuk-details__summary-text" }, words)),
    element("div", { class: "govuk-details__text" }, ...children),
  );
}

/** Puts new contents into a part of the page. What was unfolded stays so, and the keyboard stays where it was. */
export function redraw(place: HTMLElement, ...children: Child[]): void {
  const open = new Set([...place.querySelectorAll("details[open]")].map((details) => details.id));
  const focused = place.contains(document.activeElement) ? document.activeElement?.id : undefined;
  put(place, children);
  for (const details of place.querySelectorAll("details")) {
    details.open = open.has(details.id);
  }
  if (focused) {
    document.getElementById(focused)?.focus({ preventScroll: true });
  }
}
