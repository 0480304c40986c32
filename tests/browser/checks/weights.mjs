// How much a page loads before it can be read, compressed as a server would.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const KB = 1024;

/** What a page may weigh with all that it loads at first, in bytes, by its kind. */
export const BARS = { reading: 20 * KB, form: 40 * KB };

/** Pages, and folders of them, that weigh more for a reason. Each is one list that is searched, filled in or printed as a whole. */
export const HEAVY = {
  "checklists/setup.html": { bar: 84 * KB, reason: "a hundred questions, each with its reason and an example, and the workbench" },
  "checklists/evaluation.html": { bar: 80 * KB, reason: "eighty questions, each with its reason and an example, and the workbench" },
  "checklists/governance.html": { bar: 74 * KB, reason: "nearly fifty questions, each with its reason and an example, and the workbench" },
  "checklists/link_workers.html": { bar: 74 * KB, reason: "sixty-five questions, each with its reason and an example, and the workbench" },
  "checklists/referral.html": { bar: 66 * KB, reason: "forty questions, each with its reason and an example, and the workbench" },
  "checklists/scheme.html": { bar: 54 * KB, reason: "the script of the workbench has 20 KB, its templates and styles 8" },
  "plan.html": { bar: 54 * KB, reason: "the script of the workbench has 20 KB, its templates and styles 8" },
  "results.html": { bar: 66 * KB, reason: "the same, and the script that draws results has 12 KB" },
  "glossary.html": { bar: 50 * KB, reason: "all terms on one page, to search and to print" },
  "ingredients.html": { bar: 45 * KB, reason: "every criterion with what it looks at; findings link into it" },
  "rules/index.html": { bar: 30 * KB, reason: "one line for each rule" },
  "references.html": { bar: 30 * KB, reason: "every source and resource" },
  "since_2017.html": { bar: 45 * KB, reason: "all dated notes, with their sources, to filter by nation" },
  "figures.html": { bar: 35 * KB, reason: "every parameter and derived value, with what it is made from" },
  ...Object.fromEntries(
    ["models", "evaluation", "evaluation_steps", "evidence", "what", "link_workers", "governance", "legal_forms", "referrals", "setting_up"].map(
      (name) => [`${name}.html`, { bar: 32 * KB, reason: "a long chapter with figures and the meanings of its terms; styles and search alone are 15 KB" }],
    ),
  ),
  "forms/": { bar: 25 * KB, reason: "styles for fields and for a sheet of paper" },
  "traceability/": { bar: 30 * KB, reason: "every row of one part of the ledger, with all that covers it" },
};

/** What the workbench asks for once a page is there to be read: it is weighed apart. */
const ENGINE = /^assets\/(engine|catalogue|blank|paper|whole|templates)\.js$/;

/** What is said of a page that weighs more for a reason, or of its folder. */
function heavy(name) {
  return HEAVY[name] ?? HEAVY[name.slice(0, name.lastIndexOf("/") + 1)];
}

/**
 * @typedef {object} Weight
 * @property {string} name the page
 * @property {"reading" | "form"} kind
 * @property {number} alone the page without what it loads, compressed, in bytes
 * @property {number} all with all that it loads at first
 */

/**
 * Weighs the pages of a site.
 * @param {string} site the folder
 * @param {Map<string, { form: boolean, files: string[] }>} pages which files each page asks for at first, itself included
 * @returns {Weight[]} the heaviest first
 */
export function weigh(site, pages) {
  const sizes = new Map();
  const size = (name) => {
    if (!sizes.has(name)) sizes.set(name, gzipSync(readFileSync(join(site, name))).length);
    return sizes.get(name);
  };
  const weights = [...pages].map(([name, { form, files }]) => ({
    name,
    kind: form ? "form" : "reading",
    alone: size(name),
    all: [...new Set([name, ...files])].filter((file) => !ENGINE.test(file)).reduce((sum, file) => sum + size(file), 0),
  }));
  return weights.sort((one, other) => other.all - one.all || (one.name < other.name ? -1 : 1));
}

/**
 * Pages above their bar.
 * @param {Weight[]} weights
 * @returns {string[]} faults in words
 */
export function light(weights) {
  return weights
    .map(({ name, kind, all }) => ({ name, kind, all, bar: heavy(name)?.bar ?? BARS[kind] }))
    .filter(({ all, bar }) => all > bar)
    .map(({ name, kind, all, bar }) => `${name} loads ${kb(all)} KB; a ${kind} page may load ${kb(bar)}`);
}

/**
 * The table of weights: the heaviest pages, and of each kind the heaviest and the middle one.
 * @param {Weight[]} weights
 * @param {{ name: string, bytes: number }[]} later files that pages load later, when they are needed
 * @returns {string}
 */
export function table(weights, later) {
  const row = ({ name, kind, alone, all }) => {
    const { bar, reason } = heavy(name) ?? { bar: BARS[kind] };
    const share = `${kb(all).padStart(6)} KB of ${kb(bar).padStart(4)}`;
    return `${share}  (${kb(alone).padStart(5)} alone)  ${kind.padEnd(7)}  ${name}${reason ? `: ${reason}` : ""}`;
  };
  const kinds = Object.keys(BARS).flatMap((kind) => {
    const all = weights.filter((weight) => weight.kind === kind);
    if (all.length === 0) return [];
    const middle = all[Math.floor(all.length / 2)];
    return [`${all.length} ${kind} pages: the heaviest ${kb(all[0].all)} KB, the middle one ${kb(middle.all)} KB`];
  });
  const lines = ["Weights, compressed, with all that a page loads at first:", ...weights.slice(0, 10).map(row), ...kinds];
  if (later.length > 0) {
    const each = later.map(({ name, bytes }) => `${name} ${kb(bytes)} KB`);
    lines.push(`loaded later, when it is needed: ${each.join(", ")}`);
  }
  return lines.join("\n");
}

/** Kilobytes with one digit. */
function kb(bytes) {
  return (bytes / KB).toFixed(1);
}
