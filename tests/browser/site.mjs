// The pages of a built handbook, and which of them are looked at in every state.
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** Pages that every handbook has. */
const REQUIRED = [
  "index.html",
  "ingredients.html",
  "glossary.html",
  "references.html",
  "messages.html",
  "rules/index.html",
  "search.html",
];

/** Folders that hold a page for each of something. */
const FILLED = ["checklists", "rules"];

/** A folder with more pages than this holds pages that are alike. */
const MANY = 20;

/** Of pages that are alike one in this many is looked at in every state. */
const ONE_IN = 10;

/**
 * @typedef {object} Job
 * @property {string} name the page, from the root of the site
 * @property {boolean} whole whether it is looked at in every state
 * @property {number} bytes
 */

/**
 * All pages of a site, the largest first, and those that should be there and are not.
 *
 * Pages are looked at in every state, but for those that are alike: of them one in ten, and each that has a class or an
 * element which none before it has.
 * @param {string} site the folder
 * @returns {{ jobs: Job[], missing: string[] }}
 */
export function pagesOf(site) {
  const names = filesOf(site).filter((name) => name.endsWith(".html"));
  const missing = REQUIRED.filter((name) => !existsSync(join(site, name)));
  for (const folder of FILLED) {
    if (!names.some((name) => name.startsWith(`${folder}/`) && name !== `${folder}/index.html`)) {
      missing.push(`${folder}/*.html`);
    }
  }
  const folderOf = (name) => name.slice(0, name.lastIndexOf("/") + 1);
  const siblings = new Map();
  for (const name of names) siblings.set(folderOf(name), (siblings.get(folderOf(name)) ?? 0) + 1);
  const isAlike = (name) => siblings.get(folderOf(name)) > MANY && folderOf(name) !== "" && !name.endsWith("/index.html");

  const parts = new Set();
  const jobs = [];
  const take = (name, isChosen) => {
    const text = readFileSync(join(site, name), "utf8");
    const own = partsOf(text);
    const whole = isChosen || [...own].some((part) => !parts.has(part));
    if (whole) own.forEach((part) => parts.add(part));
    jobs.push({ name, whole, bytes: text.length });
  };
  names.filter((name) => !isAlike(name)).forEach((name) => take(name, true));
  names.filter(isAlike).forEach((name, at) => take(name, at % ONE_IN === 0));
  jobs.sort((one, other) => other.bytes - one.bytes || (one.name < other.name ? -1 : 1));
  return { jobs, missing };
}

/** All files of a folder and the folders in it, by name. */
export function filesOf(site) {
  const names = readdirSync(site, { recursive: true }).map((name) => String(name).replaceAll("\\", "/"));
  return names.filter((name) => statSync(join(site, name)).isFile()).sort();
}

/** The elements and classes of a page: what its templates and styles can make different. */
function partsOf(text) {
  const elements = [...text.matchAll(/<([a-z][a-z0-9]*)/g)].map(([, name]) => name);
  const classes = [...text.matchAll(/\sclass="([^"]*)"/g)].flatMap(([, names]) => names.split(/\s+/));
  return new Set([...elements.map((name) => `<${name}>`), ...classes]);
}
