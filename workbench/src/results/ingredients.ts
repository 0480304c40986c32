// The essential ingredients of a plan: a drawing of the criteria of each, and rows that say the same and why.

import { counted } from "../findings.js";
import { root } from "../page.js";
import { VERDICTS } from "../verdicts.js";
import type { Criterion, Finding, Ingredient, Report } from "../wire.js";
import { type Child, made } from "./clone.js";
import { element, folded, shape } from "./draw.js";
import { question } from "./questions.js";
import { outOf, sentence } from "./words.js";

/** How many reasons are seen at once; the rest is folded. */
const REASONS = 3;

/** The criteria that are judged at the plan's stage. */
function due(ingredient: Ingredient, level: Criterion["level"]): Criterion[] {
  return ingredient.criteria.filter((criterion) => criterion.due && criterion.level === level && criterion.verdict !== "not_applicable");
}

function count(criteria: Criterion[], verdict: Criterion["verdict"]): number {
  return criteria.filter((criterion) => criterion.verdict === verdict).length;
}

/** The rows of the table. */
export function ingredientRows(report: Report): HTMLElement[] {
  return report.ingredients.flatMap((ingredient) => {
    const { word, sign } = VERDICTS[ingredient.verdict];
    const [musts, shoulds] = [due(ingredient, "must"), due(ingredient, "should")];
    const open = count(musts, "unanswered") + count(shoulds, "unanswered");
    const row = made("ingredient-row", {
      fill: {
        title: ingredient.title,
        sign,
        verdict: word,
        must: outOf(count(musts, "met"), musts.length),
        should: outOf(count(shoulds, "met"), shoulds.length),
        unanswered: open === 0 ? "–" : String(open),
      },
      link: { ingredient: `${root}ingredients.html#${ingredient.id}` },
    });
    row.dataset["verdict"] = ingredient.verdict;
    return ingredient.verdict === "met" ? [row] : [row, made("ingredient-why", { slot: { why: why(report, ingredient) } })];
  });
}

/** What holds an ingredient back: rules at error level that fail, essentials that are not so, and those without an answer. */
function why(report: Report, ingredient: Ingredient): Child[] {
  const musts = due(ingredient, "must");
  const failing = [...ingredient.failing_rules, ...musts.filter(({ verdict }) => verdict === "unmet").map(({ id }) => id)];
  const reasons = failing.flatMap((id) => report.findings.find((finding) => finding.id === id) ?? []).map(foundReason);
  reasons.push(...musts.filter(({ verdict }) => verdict === "unanswered").map(({ id }) => openReason(report, id)));
  const rest = reasons.splice(REASONS);
  const more = rest.length > 0 && folded(`why.${ingredient.id}`, counted(rest.length, "more reason", "more reasons"), element("ul", {}, ...rest));
  return [reasons.length > 0 && element("ul", { class: "reasons" }, ...reasons), more];
}

function reason(words: string, path: string | null, page: string | null): HTMLElement {
  const asked = page === null ? null : root + page;
  const address = path === null ? asked : root + question(path).address;
  return made("reason", { fill: { words }, link: { question: address ?? `${root}ingredients.html`, page: asked } });
}

function foundReason({ message, path, page }: Finding): HTMLElement {
  return reason(sentence(message), path, page);
}

function openReason(report: Report, id: string): HTMLElement {
  const action = report.actions.find((action) => action.id === id);
  const words = action ? `No answer yet: ${question(action.path).label}` : "No answer yet";
  return reason(words, action?.path ?? null, `ingredients.html#${id}`);
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
    const [musts, shoulds] = [due(ingredient, "must"), due(ingredient, "should")];
    const next = left + musts.length * (SIDE + GAP) + 8;
    return shape(
      "g",
      { class: ingredient.verdict },
      shape("text", { x: 0, y: top + SIDE + 1 }, ingredient.title),
      ...musts.map(({ verdict }, place) => box(verdict, left + place * (SIDE + GAP), y + 3, SIDE)),
      ...shoulds.map(({ verdict }, place) => box(verdict, next + place * (SIDE - 2), y + 6, SIDE - 6)),
      shape("text", { x: width - 1, y: y + SIDE + 1, "text-anchor": "end", class: "says" }, `${sign} ${word}`),
    );
  });
  const counts = Object.entries(VERDICTS).flatMap(([verdict, { word }]) => {
    const count = report.ingredients.filter((ingredient) => ingredient.verdict === verdict).length;
    return count > 0 ? `${count} ${word.toLowerCase()}` : [];
  });
  const spoken = `The essential ingredients: ${counts.join(", ")}. The table below says the same.`;
  const viewBox = `0 0 ${width} ${report.ingredients.length * height}`;
  return shape("svg", { class: "drawing", viewBox, width, role: "img", "aria-label": spoken, "font-size": 14 }, ...rows);
}

function box(verdict: Criterion["verdict"], x: number, y: number, side: number): SVGElement {
  const square = shape("rect", { x, y, width: side, height: side });
  const cross = verdict === "unmet" && shape("path", { d: `M${x} ${y} l${side} ${side} m0 ${-side} l${-side} ${side}` });
  return shape("g", { class: `box ${verdict}` }, square, cross);
}

/** What the boxes of the drawing mean. */
export function ingredientLegend(): HTMLElement {
  const sample = (verdict: Criterion["verdict"]): Child[] => [
    shape("svg", { class: "drawing", viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, box(verdict, 1, 1, SIDE)),
  ];
  return made("ingredients-legend", { slot: { met: sample("met"), unmet: sample("unmet"), unanswered: sample("unanswered") } });
}
