// Makes the elements of the results. Everything that comes from a plan goes in as text, never as markup.

/** What an element can hold; nothing stands for what is left out. */
export type Child = Node | string | null | undefined | false;

type Attributes = Record<string, string | number | boolean | null | undefined>;

/** The namespace of drawings. */
const SVG = "http://www.w3.org/2000/svg";

function filled<Made extends Element>(made: Made, attributes: Attributes, children: Child[]): Made {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== null && value !== undefined) {
      made.setAttribute(name, value === true ? "" : String(value));
    }
  }
  made.append(...children.filter((child): child is Node | string => child !== null && child !== undefined && child !== false));
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

export function link(address: string, ...children: Child[]): HTMLAnchorElement {
  return element("a", { href: address }, ...children);
}

/** A text of the handbook or the engine, in which words between backticks are keys or ids. */
export function ticked(text: string): DocumentFragment {
  const made = document.createDocumentFragment();
  text.split("`").forEach((piece, at, pieces) => {
    const isKey = at % 2 === 1 && at < pieces.length - 1;
    made.append(isKey ? element("code", {}, piece) : at % 2 === 1 ? `\`${piece}` : piece);
  });
  return made;
}

/** A button that does something here. */
export function button(words: string, look: string, act: () => void): HTMLButtonElement {
  const made = element("button", { type: "button", class: `govuk-button${look}` }, words);
  made.addEventListener("click", act);
  return made;
}

/** The looks of a button. */
export const SECONDARY = " govuk-button--secondary";

/** A cell of a table; a list of things stands in it side by side. */
export type Cell = Child | Child[];

/** A row of a table. Its first cell is its head; each other says its column, for where rows stand as blocks. */
export function row(heads: string[], cells: Cell[]): HTMLTableRowElement {
  const made = cells.map((cell, at) => {
    const children = Array.isArray(cell) ? cell : [cell];
    return at === 0
      ? element("th", { scope: "row", class: "govuk-table__header" }, ...children)
      : element("td", { class: "govuk-table__cell", "data-head": heads[at] }, element("div", {}, ...children));
  });
  return element("tr", { class: "govuk-table__row" }, ...made);
}

/** A table whose rows become blocks where there is no room beside each other. */
export function table(caption: string, heads: string[], rows: Cell[][], isCaptionSeen = false): HTMLTableElement {
  const head = heads.map((words) => element("th", { scope: "col", class: "govuk-table__header" }, words));
  return element(
    "table",
    { class: "govuk-table stacks" },
    element("caption", { class: isCaptionSeen ? "govuk-table__caption" : "govuk-visually-hidden" }, caption),
    element("thead", { class: "govuk-table__head" }, element("tr", { class: "govuk-table__row" }, ...head)),
    element("tbody", { class: "govuk-table__body" }, ...rows.map((cells) => row(heads, cells))),
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
  place.replaceChildren();
  filled(place, {}, children);
  for (const details of place.querySelectorAll("details")) {
    details.open = open.has(details.id);
  }
  if (focused) {
    document.getElementById(focused)?.focus({ preventScroll: true });
  }
}
