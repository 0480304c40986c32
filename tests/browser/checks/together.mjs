// What is judged over all pages at once.

/** @typedef {import("./survey.mjs").Survey} Survey */

/** Whether every page has to have a description: always, never, or as soon as any page has one. */
const DESCRIPTIONS = "as soon as any has one";

/**
 * Titles, first headings and descriptions name one page each, and headings one part of it.
 * @param {Map<string, Survey>} pages
 * @returns {string[]} faults in words
 */
export function named(pages) {
  const faults = [];
  const any = [...pages.values()].some(({ description }) => description !== null);
  const described = DESCRIPTIONS === "always" || (DESCRIPTIONS !== "never" && any);
  const seen = { title: new Map(), "first heading": new Map(), description: new Map() };
  const note = (what, words, name) => {
    if (words === undefined || words === null || words.trim() === "") {
      faults.push(`${name} has no ${what}`);
      return;
    }
    const other = seen[what].get(words);
    if (other !== undefined) faults.push(`${name} and ${other} have the same ${what}: ${words}`);
    seen[what].set(words, name);
  };
  for (const [name, { title, firsts, description, twice }] of pages) {
    note("title", title, name);
    note("first heading", firsts[0], name);
    if (firsts.length > 1) faults.push(`${name} has ${firsts.length} first headings`);
    if (described) note("description", description, name);
    faults.push(...twice.map((heading) => `${name} has twice the heading ${heading}`));
  }
  return faults;
}

/**
 * Every link within the site leads to a file of it, and to a place that is there.
 * @param {Map<string, Survey>} pages
 * @param {string} root the address below which the site's files are
 * @param {(name: string) => boolean} isFile
 * @returns {string[]} faults in words
 */
export function linked(pages, root, isFile) {
  const ids = new Map([...pages].map(([name, { ids }]) => [name, new Set(ids)]));
  const faults = [];
  for (const [name, { links }] of pages) {
    for (const link of new Set(links)) {
      if (/^(https?|mailto|tel|data|blob):/.test(link) && !link.startsWith(`${root}/`)) continue;
      const [address, fragment] = link.split("#");
      const target = decodeURIComponent(address.slice(root.length + 1));
      if (!address.startsWith(`${root}/`)) faults.push(`${name}: ${link} lies outside the site`);
      else if (!isFile(target)) faults.push(`${name}: there is no ${target}`);
      else if (fragment && ids.has(target) && !ids.get(target).has(decodeURIComponent(fragment))) {
        faults.push(`${name}: ${target} has no place ${fragment}`);
      }
    }
  }
  return faults;
}
