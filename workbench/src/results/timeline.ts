// The dates of a plan: a drawing of single dates and periods, and the rows of the table that says the same.

import { ticked } from "../copy.js";
import { showDate } from "../dates.js";
import type { Mark, Report } from "../wire.js";
import { made } from "./clone.js";
import { element, shape } from "./draw.js";
import { questionLink } from "./questions.js";
import { capitalised, sentence, shortDate, showPeriod } from "./words.js";

/** The most dates that are drawn; the table has them all. */
const MOST_DRAWN = 30;

/** The number of the finding that speaks of a mark: one that speaks of several keeps its number. */
export function numbered(report: Report): Map<string, number> {
  const numbers = new Map<string, number>();
  for (const { breach } of report.timeline) {
    if (breach !== null && !numbers.has(breach.message)) {
      numbers.set(breach.message, numbers.size + 1);
    }
  }
  return numbers;
}

/** The rows of the table. */
export function timelineRows(report: Report): HTMLElement[] {
  const numbers = numbered(report);
  return report.timeline.map(({ label, path, derived, from, to, breach }) => {
    const words = capitalised(label);
    const found = breach && element("strong", {}, `▲ ${numbers.get(breach.message)} ${capitalised(breach.severity)}: `);
    return made("timeline-row", {
      fill: { date: showPeriod(from, to) },
      slot: {
        what: [path === null ? words : questionLink(path, words), derived !== null && " (worked out)"],
        state: breach ? [found, ticked(sentence(breach.message))] : ["Nothing found"],
      },
    });
  });
}

/** Days since 1970. */
function days(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / 86_400_000;
}

/** Steps of the axis, in months. */
const STEPS = [1, 3, 6, 12, 24, 60, 120, 600];

/** The first days of months, quarters or years, as many as there is room for. */
function ticks(first: number, last: number, most: number): { at: number; label: string }[] {
  const month = (day: number): number => {
    const date = new Date(day * 86_400_000);
    return date.getUTCFullYear() * 12 + date.getUTCMonth();
  };
  const [begin, end] = [month(first) + 1, month(last)];
  const step = STEPS.find((step) => (end - begin) / step < most) ?? 12_000;
  const found = [];
  for (let at = Math.ceil(begin / step) * step; at <= end; at += step) {
    const date = `${String(Math.floor(at / 12)).padStart(4, "0")}-${String((at % 12) + 1).padStart(2, "0")}-01`;
    found.push({ at: days(date), label: step < 12 ? shortDate(date).slice(2) : date.slice(0, 4) });
  }
  return found;
}

/** The height of a line of the drawing, and the room at its right for the sign of a finding. */
const LINE = 24;
const MARGIN = 44;

/** A diamond is a date, a bar a period; a triangle with a number is what a check found. */
export function timelineDrawing(report: Report, today: string, width: number): SVGElement | null {
  const marks = report.timeline.slice(0, MOST_DRAWN).filter((mark) => Number.isFinite(days(mark.from)));
  if (marks.length === 0) {
    return null;
  }
  const numbers = numbered(report);
  const isNarrow = width < 560;
  const ends = marks.flatMap((mark) => [days(mark.from), days(mark.to ?? mark.from)]).concat(days(today));
  const [first, last] = [Math.min(...ends), Math.max(...ends)];
  const left = isNarrow ? 8 : Math.min(270, width * 0.4);
  const right = width - MARGIN;
  const x = (day: number): number => Math.round(left + ((day - first) / Math.max(last - first, 1)) * (right - left));
  const height = isNarrow ? LINE * 2 - 6 : LINE;
  const top = 24;
  const bottom = top + marks.length * height + 4;
  const axis = ticks(first, last, isNarrow ? 3 : 6).flatMap(({ at, label }) => [
    shape("path", { class: "tick", d: `M${x(at)} ${top} V${bottom + 4}` }),
    shape("text", { x: x(at), y: bottom + 18, "text-anchor": "middle" }, label),
  ]);
  const now = x(days(today));
  const anchor = now > right - 30 ? "end" : now < left + 30 ? "start" : "middle";
  axis.push(shape("path", { class: "today", d: `M${now} ${top - 6} V${bottom}` }), shape("text", { x: now, y: top - 10, "text-anchor": anchor }, "today"));
  const bars = marks.map((mark, at) => bar(mark, at * height + top, isNarrow, width, x, numbers));
  const periods = marks.filter((mark) => mark.to !== null).length;
  const found = marks.filter((mark) => mark.breach !== null).length;
  const spoken = `Timeline with ${periods} periods and ${marks.length - periods} single dates, and a line for ${showDate(today)}. ${found} of them carry the sign of a finding. The table below says the same.`;
  return shape("svg", { class: "drawing timeline", viewBox: `0 0 ${width} ${bottom + 24}`, width, role: "img", "aria-label": spoken, "font-size": 13 }, ...axis, ...bars);
}

/** A label cut after so many characters. */
function shortened(label: string, longest: number): string {
  const letters = [...label];
  return letters.length > longest ? `${letters.slice(0, longest - 1).join("").trimEnd()} …` : label;
}

function bar(mark: Mark, top: number, isNarrow: boolean, width: number, x: (day: number) => number, numbers: Map<string, number>): SVGElement {
  const y = top + (isNarrow ? 28 : LINE / 2);
  const from = x(days(mark.from));
  // A period of a few days is still seen, and one that ends before it begins too.
  const to = mark.to === null ? from : Math.max(x(days(mark.to)), from + 3);
  const { breach } = mark;
  const sign = breach === null ? [] : [
    shape("path", { class: "breach", d: `M${to + 9} ${y + 7} l9 -15 l9 15 Z` }),
    shape("text", { class: "number", x: to + 30, y: y + 5 }, String(numbers.get(breach.message))),
  ];
  const drawn = mark.to === null
    ? shape("path", { class: "gate", d: `M${from - 7} ${y} l7 -7 l7 7 l-7 7 Z` })
    : shape("rect", { class: `period${breach ? " short" : ""}`, x: from, y: y - 5, width: to - from, height: 10 });
  const label = shortened(capitalised(mark.label), Math.floor((isNarrow ? width - 16 : Math.min(260, width * 0.4)) / 7));
  return shape("g", {}, shape("text", { x: isNarrow ? 8 : 0, y: isNarrow ? top + 14 : y + 5 }, label), drawn, ...sign);
}
