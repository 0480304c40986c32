// Looks at reports in Chromium, in a wide and a narrow window and printed. Each is one file that asks for no other.
// Prints what is wrong, and last of all a line `N passed, N failed`.
//
//     node reports.mjs FOLDER        with paper-*.html, checklist-*.html and check-*.html
import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { accessible } from "./checks/axe.mjs";
import { skips } from "./checks/keyboard.mjs";
import { readable } from "./checks/readable.mjs";
import { fits } from "./checks/reflow.mjs";
import { launch } from "./launch.mjs";
import { attempt, count, finish } from "./tally.mjs";
import { watch } from "./watch.mjs";

const WIDTHS = [1280, 320];

/** How many pages of A4 a committee paper may have. */
const MOST_PAGES = 5;

/** The smallest print on paper and in the drawing of the key dates, in CSS pixels: 9 points. */
const SMALLEST_DRAWN = 12;

/** The width of A4 less the margins of the reports, in CSS pixels. */
const PRINTED_WIDTH = 680;

const REQUIRED = ["paper-flawed.html", "paper-good.html", "checklist-filled.html", "checklist-blank.html", "check-one.html", "check-several.html"];

/** How many pages a printed report has, as its PDF counts them, and whether each has the size of A4. */
async function printed(page) {
  const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: false })).toString("latin1");
  const pages = (pdf.match(/\/Type\s*\/Page[^s]/g) ?? []).length;
  const sizes = [...pdf.matchAll(/\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/g)];
  const isA4 = sizes.length > 0 && sizes.every(([, width, height]) => Math.abs(width - 595) < 2 && Math.abs(height - 842) < 2);
  return { pages, isA4 };
}

/** The drawing can be seen, and its words are no smaller than the smallest print. */
async function drawing(page) {
  const sizes = await page.evaluate(() =>
    [...document.querySelectorAll("svg.chart")]
      .filter((chart) => chart.getBoundingClientRect().width > 0)
      .map((chart) => parseFloat(getComputedStyle(chart.querySelector("text")).fontSize) * chart.getScreenCTM().a),
  );
  if (sizes.length !== 1) return [`${sizes.length} drawings can be seen instead of one`];
  return sizes[0] < SMALLEST_DRAWN - 0.1 ? [`the words of the drawing are ${sizes[0].toFixed(1)} pixels high`] : [];
}

async function look(browser, folder, name) {
  const root = pathToFileURL(folder).href;
  for (const width of WIDTHS) {
    const context = await browser.newContext({ viewport: { width, height: 800 }, reducedMotion: "reduce" });
    const page = await context.newPage();
    const watched = watch(page, root);
    const where = `${name} (${width} wide)`;
    await attempt(`${where} opens`, async () => {
      await page.goto(`${root}/${name}`, { waitUntil: "load", timeout: 20_000 });
      return [];
    });
    await attempt(`${where} can be read`, () => readable(page));
    await attempt(`${where} fits`, () => fits(page));
    await attempt(`${where} is accessible`, () => accessible(page));
    if (name.startsWith("paper-")) await attempt(`${where} shows its dates`, () => drawing(page));
    // Only the checklists have links, and with them a way to skip.
    if (name.startsWith("checklist-")) await attempt(`${where} has a skip link`, () => skips(page));
    await attempt(`${where} keeps to itself`, async () => watched.take());
    await context.close();
  }
  const page = await browser.newPage();
  await attempt(`${name} prints`, async () => {
    await page.goto(`${root}/${name}`, { waitUntil: "load", timeout: 20_000 });
    const { pages, isA4 } = await printed(page);
    const faults = isA4 ? [] : ["its pages are not of the size A4"];
    if (pages === 0) faults.push("it has no pages");
    if (name.startsWith("paper-")) {
      console.log(`${name} prints to ${pages} pages`);
      if (pages > MOST_PAGES) faults.push(`it has ${pages} pages instead of ${MOST_PAGES} at the most`);
      await page.setViewportSize({ width: PRINTED_WIDTH, height: 800 });
      await page.emulateMedia({ media: "print" });
      faults.push(...(await drawing(page)));
    }
    return faults;
  });
  await page.close();
}

async function main() {
  const folder = resolve(process.argv[2] ?? "");
  const names = readdirSync(folder).filter((name) => name.endsWith(".html")).sort();
  count("all reports are there", REQUIRED.filter((name) => !names.includes(name)).map((name) => `there is no ${name}`));
  console.log(`${names.length} reports`);
  const browser = await launch();
  for (const name of names) await look(browser, folder, name);
  await browser.close();
}

await finish(main);
