// Looks at term links, at the meanings that open beside them, and at the pathway, in Chromium. Prints what is wrong, and
// last of all a line `N passed, N failed`.
//
//     node glossary.mjs SITE        CHROMIUM names the browser; /usr/bin/chromium otherwise
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { accessible } from "./checks/axe.mjs";
import { fits } from "./checks/reflow.mjs";
import { launch } from "./launch.mjs";
import { attempt, finish } from "./tally.mjs";
import { watch } from "./watch.mjs";

/** A page with many terms, and one of every other kind. */
const PAGES = ["evaluation.html", "checklists/governance.html", "rules/home_visits_need_lone_worker_policy.html"];

/** The smallest side of a target, in CSS pixels. */
const TARGET = 24;

const focused = (page) => page.evaluate(() => document.activeElement?.getAttribute("popovertarget") ?? "");
const shown = (page) => page.locator(".meaning:popover-open").count();

/** The keyboard opens and closes a meaning and stays where it was; Tab leads into it and to the glossary. */
async function byKeyboard(page) {
  const faults = [];
  const button = page.locator("button.what").nth(1);
  const target = await button.getAttribute("popovertarget");
  await button.focus();
  await page.keyboard.press("Enter");
  if ((await shown(page)) !== 1) faults.push("Enter does not open the meaning");
  if ((await focused(page)) !== target) faults.push("opening a meaning moves the focus");
  const box = await page.locator(".meaning:popover-open").boundingBox();
  const window = page.viewportSize();
  if (box === null || box.x < -1 || box.y < -1 || box.x + box.width > window.width + 1 || box.y + box.height > window.height + 1) {
    faults.push(`the meaning stands outside the window: ${JSON.stringify(box)}`);
  }
  // A meaning lies over a part of the page until it is closed, and axe takes half-covered links for small ones.
  faults.push(...(await accessible(page)).filter((fault) => !fault.startsWith("axe target-size")));
  await page.keyboard.press("Tab");
  const link = await page.evaluate(() => document.activeElement?.closest(".meaning")?.id ?? "");
  if (link !== target) faults.push(`Tab leads to ${link || "something else"} instead of into the meaning`);
  await page.keyboard.press("Escape");
  if ((await shown(page)) !== 0) faults.push("Escape does not close the meaning");
  if ((await focused(page)) !== target) faults.push("Escape does not give the focus back");
  return faults;
}

/** Every button has a name of its own kind and is large enough to hit. */
async function buttons(page) {
  return page.evaluate((least) => {
    const faults = [];
    for (const button of document.querySelectorAll("button.what")) {
      const { width, height } = button.getBoundingClientRect();
      if (width < least || height < least) faults.push(`a button is ${width} by ${height}`);
      if (!/^What does “.+” mean\?$/.test(button.getAttribute("aria-label"))) faults.push("a button has no name");
      if (document.getElementById(button.getAttribute("popovertarget")) === null) faults.push("a button opens nothing");
    }
    return faults.slice(0, 3);
  }, TARGET);
}

/** On paper the meanings end the page and the buttons are gone. */
async function printed(page) {
  await page.emulateMedia({ media: "print" });
  const faults = await page.evaluate(() => {
    const seen = (element) => element.getBoundingClientRect().height > 0;
    const meanings = [...document.querySelectorAll(".glossary-appendix .meaning")];
    const faults = meanings.length > 0 && meanings.every(seen) ? [] : ["not every meaning is printed"];
    if (!seen(document.querySelector(".appendix-title"))) faults.push("the appendix has no heading on paper");
    if ([...document.querySelectorAll("button.what")].some(seen)) faults.push("buttons are printed");
    return faults;
  });
  await page.emulateMedia({ media: "screen" });
  return faults;
}

/** One drawing is seen, each step of it leads to its words, and so does the list. */
async function pathway(page) {
  const faults = [];
  const drawings = page.locator("svg.drawing:visible");
  if ((await drawings.count()) !== 1) faults.push(`${await drawings.count()} drawings are seen instead of one`);
  const addresses = await drawings.first().locator("a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  if (new Set(addresses).size !== 5) faults.push(`the drawing leads to ${addresses.join(", ")}`);
  await drawings.first().locator("a").last().focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction((hash) => location.hash === hash, addresses.at(-1), { timeout: 2_000 });
  faults.push(...(await accessible(page)));
  return faults;
}

async function look(browser, root, width, scripts) {
  const where = (name) => `${name} (${width} wide${scripts ? "" : ", no scripts"})`;
  for (const scheme of ["light", "dark"]) {
    const context = await browser.newContext({
      viewport: { width, height: 800 },
      javaScriptEnabled: scripts,
      colorScheme: scheme,
      reducedMotion: "reduce",
    });
    const page = await context.newPage();
    const watched = watch(page, root);
    for (const name of PAGES) {
      await page.goto(`${root}/${name}`, { waitUntil: "load", timeout: 20_000 });
      if (!scripts) {
        // Nothing of the page runs, so what it shows is asked of the browser from outside.
        await attempt(`${where(name)} opens a meaning`, async () => {
          await page.locator("button.what").first().click();
          return (await shown(page)) === 1 ? [] : ["the button opens nothing"];
        });
        continue;
      }
      await attempt(`${where(name)} has good buttons`, () => buttons(page));
      if (name !== PAGES.at(-1)) await attempt(`${where(name)} shows meanings`, () => byKeyboard(page));
      await attempt(`${where(name)} fits`, () => fits(page));
      await attempt(`${where(name)} prints meanings`, () => printed(page));
    }
    if (scripts) {
      await page.goto(`${root}/glossary.html`, { waitUntil: "load", timeout: 20_000 });
      await attempt(`${where("glossary.html")} has a pathway`, () => pathway(page));
      await attempt(`${where("glossary.html")} fits`, () => fits(page));
    }
    await attempt(`pages (${width} wide) keep to themselves`, async () => watched.take());
    await context.close();
  }
}

async function main() {
  const site = process.argv[2];
  if (site === undefined) throw new Error("usage: node glossary.mjs SITE");
  const root = pathToFileURL(resolve(site)).href;
  const browser = await launch();
  for (const width of [1280, 320]) await look(browser, root, width, true);
  await look(browser, root, 320, false);
  await browser.close();
}

await finish(main);
