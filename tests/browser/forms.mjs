// Looks at the forms of a built handbook on paper: each fits on one sheet of A4, with something to write on in every field,
// and what is entered stays on the page.
// Prints what is wrong, and last of all a line `N passed, N failed`.
//
//     node forms.mjs SITE
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { launch } from "./launch.mjs";
import { attempt, count, finish } from "./tally.mjs";
import { watch } from "./watch.mjs";

/** The least height of a place to write in by pen, in CSS pixels: 6 mm. */
const LEAST_HEIGHT = 22;

/** How wide the print of an A4 sheet is, in CSS pixels, less the margins of the forms. */
const PRINTED_WIDTH = 680;

/** How many pages the page has on A4. */
async function printedPages(page) {
  const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
  return (pdf.match(/\/Type\s*\/Page[^s]/g) ?? []).length;
}

/** Every place to write in is seen on paper and high enough for a pen. */
async function writable(page) {
  await page.setViewportSize({ width: PRINTED_WIDTH, height: 900 });
  await page.emulateMedia({ media: "print" });
  const faults = await page.evaluate((least) => {
    const places = [...document.querySelectorAll(".paper-form input[type=text], .paper-form textarea")];
    const low = places.filter((place) => place.getBoundingClientRect().height < least);
    const boxes = [...document.querySelectorAll(".paper-form input[type=checkbox]")];
    const unseen = boxes.filter((box) => box.getBoundingClientRect().width < 10);
    const faults = [...low, ...unseen].map((place) => `\`${place.id}\` is too small to fill in by pen`);
    if (places.length === 0 || boxes.length === 0) faults.push("there is nothing to fill in");
    return faults;
  }, LEAST_HEIGHT);
  await page.emulateMedia({ media: null });
  return faults;
}

/** Every field takes what is entered, the print shows it, and nothing of it is kept or sent. */
async function fillable(page, address) {
  const faults = [];
  for (const place of await page.locator(".paper-form input[type=text], .paper-form textarea").all()) {
    await place.fill("Riverside");
    if ((await place.inputValue()) !== "Riverside") faults.push("a field does not take what is entered");
  }
  for (const box of await page.locator(".paper-form input[type=checkbox]").all()) await box.check();
  if ((await printedPages(page)) !== 1) faults.push("filled in, it takes more than one sheet");
  await page.goto(address, { waitUntil: "load", timeout: 20_000 });
  const kept = await page.evaluate(() =>
    [...document.querySelectorAll(".paper-form input, .paper-form textarea")].filter(
      (place) => place.checked || (place.type !== "checkbox" && place.value !== ""),
    ).length,
  );
  if (kept > 0) faults.push(`${kept} fields are filled in when the page is opened anew`);
  return faults;
}

async function look(browser, root, name) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const watched = watch(page, root);
  const address = `${root}/forms/${name}`;
  await page.goto(address, { waitUntil: "load", timeout: 20_000 });
  await attempt(`${name} prints to one sheet`, async () => {
    const pages = await printedPages(page);
    return pages === 1 ? [] : [`it takes ${pages} sheets of A4`];
  });
  await attempt(`${name} can be filled in by pen`, () => writable(page));
  await attempt(`${name} can be filled in on screen`, () => fillable(page, address));
  await attempt(`${name} keeps to itself`, async () => watched.take());
  await context.close();
}

async function main() {
  const site = resolve(process.argv[2] ?? "");
  const names = readdirSync(join(site, "forms")).filter((name) => name.endsWith(".html")).sort();
  count("both forms are there", ["inward.html", "onward.html"].filter((name) => !names.includes(name)).map((name) => `there is no ${name}`));
  const browser = await launch();
  for (const name of names) await look(browser, pathToFileURL(site).href, name);
  await browser.close();
}

await finish(main);
