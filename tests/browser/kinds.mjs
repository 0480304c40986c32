// The kinds of checks: what each looks at, in the words of the accessibility statement, and the tool that does it.
import { readFileSync } from "node:fs";

/** The folders beside this file in which npm has installed the tools. */
const MODULES = new URL("node_modules/", import.meta.url);

/**
 * In the order of the statement, which means by "each kind of page" those that `site.mjs` chooses to be looked at in
 * every state. `statement` is false for checks that are no matter of accessibility.
 * @type {Record<string, { tool: string, looks_at: string, statement?: boolean }>}
 */
export const KINDS = {
  axe: {
    tool: "axe-core",
    looks_at:
      "The rules of axe for WCAG 2.0 to 2.2 at levels A and AA, and its best practices, on every page. On each kind of page also in narrow windows, in dark and forced colours, and without scripts",
  },
  markup: { tool: "html-validate", looks_at: "The HTML of every page: is it sound, and do labels and names lead somewhere" },
  names: { tool: "playwright-core", looks_at: "Titles, headings and descriptions: does each name one page, or one part of it" },
  links: { tool: "playwright-core", looks_at: "Links within the handbook: does each lead to a place that is there" },
  skip: { tool: "playwright-core", looks_at: "The first stop of the Tab key on every page: does it lead past the menu to the main part" },
  keyboard: {
    tool: "playwright-core",
    looks_at:
      "The Tab key on each kind of page, in wide and narrow windows: order, nothing hidden, no trap, and a visible focus with a contrast of 3 to 1. Other keys have to stay the reader's",
  },
  reflow: { tool: "playwright-core", looks_at: "Every page at 320 by 256 pixels: is there anything for which one scrolls sideways" },
  spacing: { tool: "playwright-core", looks_at: "Every page with the text spacing of WCAG 1.4.12: is anything cut off or covered" },
  targets: { tool: "playwright-core", looks_at: "What is pressed on every page: 24 by 24 pixels, or that much room" },
  scriptless: { tool: "playwright-core", looks_at: "Every page without scripts: can it be read" },
  print: { tool: "playwright-core", looks_at: "Every page on paper: is all of it there, and what is folded open" },
  alone: { tool: "playwright-core", looks_at: "", statement: false },
  policy: { tool: "playwright-core", looks_at: "", statement: false },
  weight: { tool: "playwright-core", looks_at: "", statement: false },
  complete: { tool: "playwright-core", looks_at: "", statement: false },
};

/** The version of a tool, as npm has installed it. */
export function versionOf(tool) {
  return JSON.parse(readFileSync(new URL(`${tool}/package.json`, MODULES), "utf8")).version;
}
