// Looks at the pages of a built handbook in Chromium: from a folder and from a server, in a wide and a narrow window,
// with and without scripts. Prints what is wrong, and last of all a line `N passed, N failed`.
//
//     node pages.mjs SITE        CHROMIUM names the browser; /usr/bin/chromium otherwise
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { accessible, fits, readable, skips } from "./checks.mjs";
import { launch } from "./launch.mjs";
import { serve } from "./server.mjs";
import { pagesOf } from "./site.mjs";
import { attempt, count, finish } from "./tally.mjs";
import { watch } from "./watch.mjs";

const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 320, height: 640 };

/** Looks at all pages in one way. */
async function look(browser, pages, { root, way, viewport, scripts }) {
  const context = await browser.newContext({ viewport, javaScriptEnabled: scripts, reducedMotion: "reduce" });
  for (const name of pages) {
    const page = await context.newPage();
    const watched = watch(page, root);
    const where = `${name} (${way}, ${viewport.width} wide${scripts ? "" : ", no scripts"})`;
    await attempt(`${where} opens`, async () => {
      await page.goto(`${root}/${name}`, { waitUntil: "load", timeout: 20_000 });
      return [];
    });
    await attempt(`${where} can be read`, () => readable(page));
    if (viewport === NARROW) await attempt(`${where} fits`, () => fits(page));
    // axe and keys need scripts; what they find does not depend on them.
    if (scripts) {
      await attempt(`${where} has a skip link`, () => skips(page));
      await attempt(`${where} is accessible`, () => accessible(page));
    }
    await attempt(`${where} keeps to itself`, async () => watched.take());
    await page.close();
  }
  await context.close();
}

async function main() {
  const site = process.argv[2];
  if (site === undefined) throw new Error("usage: node pages.mjs SITE");
  const { pages, missing } = pagesOf(resolve(site));
  count("the handbook is complete", missing.map((name) => `there is no ${name}`));
  console.log(`${pages.length} pages`);

  const server = await serve(resolve(site));
  const browser = await launch();
  const roots = [
    { way: "folder", root: pathToFileURL(resolve(site)).href },
    { way: "server", root: server.address },
  ];
  for (const root of roots) {
    // Both windows at a time: the machine has a core for each.
    await Promise.all([
      look(browser, pages, { ...root, viewport: WIDE, scripts: true }),
      look(browser, pages, { ...root, viewport: NARROW, scripts: true }),
    ]);
    await look(browser, pages, { ...root, viewport: NARROW, scripts: false });
  }
  await browser.close();
  await server.close();
}

await finish(main);
