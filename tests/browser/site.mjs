// Which pages of a built handbook are looked at: every kind of page, and every page that is made from a checklist.
import { existsSync, readdirSync } from "node:fs";
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

/** Folders in which every page differs in kind. In other folders one page stands for all. */
const WHOLE = ["", "checklists"];

function htmlIn(site, folder) {
  return readdirSync(join(site, folder), { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".html"))
    .map((entry) => (folder === "" ? entry.name : `${folder}/${entry.name}`))
    .sort();
}

function foldersIn(site, folder = "") {
  const inner = readdirSync(join(site, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => (folder === "" ? entry.name : `${folder}/${entry.name}`));
  return [folder, ...inner.flatMap((name) => foldersIn(site, name))];
}

/** The pages to look at, and those that should be there and are not. */
export function pagesOf(site) {
  const found = new Set(REQUIRED.filter((name) => existsSync(join(site, name))));
  for (const folder of foldersIn(site)) {
    const all = htmlIn(site, folder);
    const index = all.filter((name) => name.endsWith("/index.html"));
    const others = all.filter((name) => !name.endsWith("/index.html"));
    const chosen = WHOLE.includes(folder) ? all : [...index, ...others.slice(0, 1)];
    chosen.forEach((name) => found.add(name));
  }
  const missing = REQUIRED.filter((name) => !found.has(name));
  for (const folder of ["checklists", "rules"]) {
    if (![...found].some((name) => name.startsWith(`${folder}/`) && name !== `${folder}/index.html`)) {
      missing.push(`${folder}/*.html`);
    }
  }
  return { pages: [...found].sort(), missing };
}
