// Looks at every page of a built handbook in Chromium: from a folder and from a server, in wide and narrow windows, in
// light, dark and forced colours, with and without scripts, with the keyboard and on paper. Prints what is wrong, a table
// of weights, and last of all a line `N passed, N failed`.
//
//     node pages.mjs SITE RESULT      CHROMIUM names the browser; /usr/bin/chromium otherwise
//
// Writes RESULT/result.json, what was run and found, and RESULT/tests.yaml, the part of the accessibility statement that
// is made from it.
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

import { valid } from "./checks/markup.mjs";
import { linked, named } from "./checks/together.mjs";
import { light, table, weigh } from "./checks/weights.mjs";
import { launch } from "./launch.mjs";
import { look } from "./look.mjs";
import { resultOf, testsOf } from "./result.mjs";
import { serve } from "./server.mjs";
import { filesOf, pagesOf } from "./site.mjs";
import { attempt, byKind, count, finish } from "./tally.mjs";

/** How many look at pages at the same time: most machines have a core for each. */
const LOOKERS = 2;

/** Files that pages load when they are needed. */
const LATER = /\.(js|css|json|wasm)$/;

async function main() {
  const [site, result] = process.argv.slice(2).map((path) => resolve(path));
  if (site === undefined || result === undefined) throw new Error("usage: node pages.mjs SITE RESULT");
  const start = Date.now();
  const { jobs, missing } = pagesOf(site);
  count("the handbook is complete", missing.map((name) => `there is no ${name}`), "complete");
  const names = jobs.map(({ name }) => name).sort();
  console.log(`${names.length} pages, ${jobs.filter(({ whole }) => whole).length} of them in every state`);

  const server = await serve(site);
  const browser = await launch();
  const roots = { folder: pathToFileURL(site).href, server: server.address };
  const found = new Map();
  const lookers = Array.from({ length: LOOKERS }, () => look(browser, roots, jobs, found));
  // Between two answers of the browser there is time to read the text of a page.
  const reading = (async () => {
    for (const name of names) {
      await attempt(`${name} is sound`, () => valid(readFileSync(join(site, name), "utf8")), "markup");
    }
  })();
  await Promise.all([...lookers, reading]);
  const version = browser.version();
  await browser.close();
  await server.close();

  const surveys = new Map(names.filter((name) => found.has(name)).map((name) => [name, found.get(name)]));
  count("the pages together have names", named(surveys), "names");
  const isFile = (name) => statSync(join(site, name), { throwIfNoEntry: false })?.isFile() ?? false;
  count("the pages together are linked", linked(surveys, roots.folder, isFile), "links");
  const weights = weigh(site, surveys);
  count("the pages together are light", light(weights), "weight");
  const atFirst = new Set([...surveys.values()].flatMap(({ files }) => files));
  const later = filesOf(site)
    .filter((name) => LATER.test(name) && !atFirst.has(name))
    .map((name) => ({ name, bytes: gzipSync(readFileSync(join(site, name))).length }));
  console.log(table(weights, later));

  const done = resultOf(byKind(), names.length, version);
  writeFileSync(join(result, "result.json"), `${JSON.stringify(done, null, 2)}\n`);
  writeFileSync(join(result, "tests.yaml"), testsOf(done));
  const each = done.checks.map(({ kind, checks }) => `${kind} ${checks}`);
  console.log(`checks by kind: ${each.join(", ")}; ${Math.round((Date.now() - start) / 1000)} seconds`);
}

await finish(main);
