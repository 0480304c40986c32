// The essential ingredients of a plan: a drawing of the criteria of each, and a table that says the same and why.

import { root } from "../page.js";
import type { Criterion, Finding, Ingredient, Report } from "../wire.js";
import { type Child, element, folded, link, row, shape, ticked } from "./draw.js";
import { questionLink } from "./questions.js";
import { VERDICTS, counted, outOf, sentence } from "./words.js";

/** How many reasons are seen at once; the rest is folded. */
const REASONS = 3;

const HEADS = ["Ingredient", "Verdict", "Must", "Should", "Unanswered", "Why"];

/** The criteria that are judged at the plan's stage. */
function due(ingredient: Ingredient, level: Criterion["level"]): Criterion[] {
  return ingredient.criteria.filter((criterion) => criterion.due && criterion.level === level && criterion.verdict !== "not_applicable");
}

function count(criteria: Criterion[], verdict: Criterion["verdict"]): number {
  return criteria.filter((criterion) => criterion.verdict === verdict).length;
}

function metOf(criteria: Criterion[]): string {
  return outOf(count(criteria, "met"), criteria.length);
}

/** The rows of the table. */
export function ingredientRows(report: Report): HTMLTableRowElement[] {
  return report.ingredients.map((ingredient) => {
    const { word, sign } = VERDICTS[ingredient.verdict];
    const musts = due(ingredient, "must");
    const shoulds = due(ingredient, "should");
    const open = count(musts, "unanswered") + count(shoulds, "unanswered");
    const verdict = element("strong", { class: `verdict ${ingredient.verdict}` }, element("span", { class: "sign", "aria-hidden": true }, sign), ` ${word}`);
    const made = row(HEADS, [
      link(`${root}ingredients.html#${ingredient.id}`, ingredient.title),
      verdict,
      metOf(musts),
      metOf(shoulds),
      open === 0 ? "–" : String(open),
      why(report, ingredient),
    ]);
    made.id = `ingredient.${ingredient.id}`;
    return made;
  });
}

/** What holds an ingredient back: rules at error level that fail, essentials that are not so, and those without an answer. */
function why(report: Report, ingredient: Ingredient): Child[] {
  if (ingredient.verdict === "met") {
    return ["–"];
  }
  const found = (id: string): Finding[] => report.findings.filter((finding) => finding.id === id).slice(0, 1);
  const musts = due(ingredient, "must");
  const failing = [...ingredient.failing_rules, ...musts.filter(({ verdict }) => verdict === "unmet").map(({ id }) => id)];
  const reasons = failing.flatMap(found).map((finding) => element("li", {}, ...reason(finding)));
  for (const { id } of musts.filter(({ verdict }) => verdict === "unanswered")) {
    const action = report.actions.find((action) => action.id === id);
    const words: Child[] = action ? ["No answer yet: ", questionLink(action.path)] : ["No answer yet: ", link(`${root}ingredients.html#${id}`, "what the guide asks")];
    reasons.push(element("li", {}, ...words));
  }
  const rest = reasons.splice(REASONS);
  const more = rest.length > 0 && folded(`why.${ingredient.id}`, counted(rest.length, "more reason", "more reasons"), element("ul", {}, ...rest));
  return [element("ul", { class: "reasons" }, ...reasons), more];
}

function reason(finding: Finding): Child[] {
  const words = ticked(sentence(finding.message));
  const says = finding.path === null ? words : questionLink(finding.path, words);
  return [says, finding.page !== null && " ", finding.page !== null && link(root + finding.page, "Why this is asked", element("span", { class: "govuk-visually-hidden" }, `: ${finding.message}`))];
}

/** The measures of the drawing, in its own units. */
const SIDE = 14;
const GAP = 4;
const LINE = 22;

/** The drawing: a box for each essential that is due, filled where it is met, crossed where it is not, hollow where nobody
 *  has answered; then the same, smaller, for what should be so. */
export function ingredientDrawing(report: Report, width: number): SVGElement {
  const isNarrow = width < 560;
  const left = isNarrow ? 0 : 290;
  const height = isNarrow ? LINE * 2 + 6 : LINE + 8;
  const rows = report.ingredients.map((ingredient, at) => {
    const top = at * height;
    const y = isNarrow ? top + LINE : top;
    const { word, sign } = VERDICTS[ingredient.verdict];
    const musts = due(ingredient, "must");
    const shoulds = due(ingredient, "should");
    const boxes = musts.map((criterion, place) => box(criterion, left + place * (SIDE + GAP), y + 3, SIDE));
    const next = left + musts.length * (SIDE + GAP) + 8;
    boxes.push(...shoulds.map((criterion, place) => box(criterion, next + place * (SIDE - 2), y + 6, SIDE - 6)));
    const name = shape("text", { x: 0, y: top + SIDE + 1 }, ingredient.title);
    const says = shape("text", { x: width - 1, y: y + SIDE + 1, "text-anchor": "end", class: "says" }, `${sign} ${word}`);
    return shape("g", { class: ingredient.verdict }, name, ...boxes, says);
  });
  const counts = Object.entries(VERDICTS).map(([verdict, { word }]) => [report.ingredients.filter((ingredient) => ingredient.verdict === verdict).length, word.toLowerCase()] as const);
  const spoken = counts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`).join(", ");
  return shape(
    "svg",
    { class: "drawing ingredients", viewBox: `0 0 ${width} ${report.ingredients.length * height}`, width, role: "img", "aria-label": `The essential ingredients: ${spoken}. The table below says the same.`, "font-size": 14 },
    ...rows,
  );
}

function box(criterion: Criterion, x: number, y: number, side: number): SVGElement {
  const square = shape("rect", { x, y, width: side, height: side });
  const cross = criterion.verdict === "unmet" && shape("path", { d: `M${x} ${y} l${side} ${side} m0 ${-side} l${-side} ${side}` });
  return shape("g", { class: `box ${criterion.verdict}` }, square, cross);
}

/** What the boxes of the drawing mean. */
export function ingredientLegend(): HTMLElement {
  const sample = (verdict: Criterion["verdict"], words: string): HTMLElement => {
    const drawn = shape("svg", { class: "drawing sample", viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": true });
    drawn.append(box({ verdict } as Criterion, 1, 1, SIDE));
    return element("span", { class: "sample-of" }, drawn, ` ${words}`);
  };
  return element(
    "figcaption",
    {},
    "A large box is an essential, a small one what should be so besides. ",
    sample("met", "met"),
    ", ",
    sample("unmet", "not met"),
    ", ",
    sample("unanswered", "no answer yet"),
    ".",
  );
}
