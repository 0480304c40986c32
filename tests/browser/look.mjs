// Looks at one page after the other in all states that it is chosen for.
import { attempt } from "./tally.mjs";
import { accessible } from "./checks/axe.mjs";
import { leavesKeysAlone, skips, walks } from "./checks/keyboard.mjs";
import { keepsItsPolicy, noteViolations } from "./checks/policy.mjs";
import { hasSheets, prints } from "./checks/prints.mjs";
import { readable } from "./checks/readable.mjs";
import { fits } from "./checks/reflow.mjs";
import { spreads } from "./checks/spacing.mjs";
import { survey } from "./checks/survey.mjs";
import { pressable } from "./checks/targets.mjs";
import { watch } from "./watch.mjs";

const WIDE = { width: 1280, height: 800 };
/** What a window of 1280 by 1024 shows at 400 per cent. */
const NARROW = { width: 320, height: 256 };

/** How a page looks to a reader who has asked for nothing else. */
const PLAIN = { media: "screen", colorScheme: "light", forcedColors: "none" };
const MODES = [
  { name: "dark", media: { ...PLAIN, colorScheme: "dark" } },
  { name: "forced colours", media: { ...PLAIN, forcedColors: "active" } },
];

/** Whether a page of the workbench has taken up its plan, after which other parts are there; other pages have at once. */
const settled = () => !("workbench" in document.body.dataset) || "workbench" in document.documentElement.dataset;

/**
 * A window in which pages are opened one after the other.
 * @param {import("playwright-core").Browser} browser
 * @param {string} root the address below which the pages are
 * @param {"on" | "empty" | "off"} scripts `empty`: the site's own are empty, but those of checks run
 */
async function open(browser, root, scripts) {
  const context = await browser.newContext({ reducedMotion: "reduce", javaScriptEnabled: scripts !== "off" });
  if (scripts !== "off") await context.addInitScript(noteViolations);
  if (scripts === "empty") {
    await context.route(/\.js([?#].*)?$/, (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
  }
  const page = await context.newPage();
  const watched = watch(page, root);
  const visit = async (name, viewport) => {
    await page.setViewportSize(viewport);
    if (scripts !== "off") await page.emulateMedia(PLAIN);
    await page.goto(`${root}/${name}`, { waitUntil: "load", timeout: 20_000 });
    if (scripts === "on") await page.waitForFunction(settled, undefined, { timeout: 20_000 });
  };
  return { page, watched, visit };
}

/**
 * One of those who look at pages: takes the next until none is left.
 * @param {import("playwright-core").Browser} browser
 * @param {{ folder: string, server: string }} roots
 * @param {import("./site.mjs").Job[]} jobs shared with the others
 * @param {Map<string, import("./checks/survey.mjs").Survey & { files: string[] }>} found what each page holds
 */
export async function look(browser, roots, jobs, found) {
  const windows = {
    full: await open(browser, roots.folder, "on"),
    empty: await open(browser, roots.folder, "empty"),
    off: await open(browser, roots.folder, "off"),
    server: await open(browser, roots.server, "on"),
  };
  for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) {
    await withScripts(windows.full, job, found);
    // Before their scripts run, pages that are alike are as much alike as after.
    if (job.whole && found.get(job.name)?.scripts > 0) await withEmptyScripts(windows.empty, job);
    await withoutScripts(windows.off, job);
    await fromServer(windows.server, job);
  }
}

/** From a folder, with scripts: everything. */
async function withScripts({ page, watched, visit }, { name, whole }, found) {
  await attempt(`${name} opens`, async () => {
    watched.files();
    await visit(name, WIDE);
    found.set(name, { ...(await survey(page)), files: watched.files() });
    return [];
  }, "alone");
  await attempt(`${name} can be read`, () => readable(page), "alone");
  await attempt(`${name} keeps its policy`, () => keepsItsPolicy(page), "policy");
  await attempt(`${name} (wide) is accessible`, () => accessible(page), "axe");
  if (whole) await inOtherColours(page, `${name} (wide`);
  await attempt(`${name} (wide) can be pressed`, () => pressable(page), "targets");
  await attempt(`${name} (wide) can be spread`, () => spreads(page), "spacing");
  await attempt(`${name} (wide) has a skip link`, () => skips(page), "skip");
  if (whole) await keys(page, `${name} (wide)`, () => visit(name, WIDE));

  await attempt(`${name} opens in a narrow window`, () => visit(name, NARROW).then(() => []), "alone");
  await attempt(`${name} (narrow) fits`, () => fits(page), "reflow");
  if (whole) {
    await attempt(`${name} (narrow) is accessible`, () => accessible(page), "axe");
    await inOtherColours(page, `${name} (narrow`);
  }
  await attempt(`${name} (narrow) can be pressed`, () => pressable(page), "targets");
  await attempt(`${name} (narrow) can be spread`, () => spreads(page), "spacing");
  if (whole) {
    await attempt(`${name} (narrow) has a skip link`, () => skips(page), "skip");
    await keys(page, `${name} (narrow)`, () => visit(name, NARROW));
  }
  await attempt(`${name} (narrow) keeps its policy`, () => keepsItsPolicy(page), "policy");
  await attempt(`${name} can be printed`, () => prints(page), "print");
  if (whole) await attempt(`${name} has sheets`, () => hasSheets(page), "print");
  await attempt(`${name} keeps to itself`, async () => watched.take(), "alone");
}

/** Colours that a reader may ask for, in the window as it is. */
async function inOtherColours(page, where) {
  for (const { name, media } of MODES) {
    await attempt(`${where}, ${name}) is accessible`, async () => {
      await page.emulateMedia(media);
      return accessible(page, "colours");
    }, "axe");
  }
  await page.emulateMedia(PLAIN);
}

/** The keyboard on a fresh page. */
async function keys(page, where, visit) {
  await attempt(`${where} leaves keys alone`, () => visit().then(() => leavesKeysAlone(page)), "keyboard");
  await attempt(`${where} can be walked through`, () => visit().then(() => walks(page)), "keyboard");
}

/** What a page with scripts is before, or without, them; axe can still look at it. */
async function withEmptyScripts({ page, watched, visit }, { name }) {
  for (const [window, viewport] of [["wide", WIDE], ["narrow", NARROW]]) {
    const where = `${name} (${window}, empty scripts)`;
    await attempt(`${where} is accessible`, () => visit(name, viewport).then(() => accessible(page)), "axe");
    await inOtherColours(page, `${name} (${window}, empty scripts`);
    await attempt(`${where} fits`, () => fits(page), "reflow");
  }
  await keys(page, `${name} (narrow, empty scripts)`, () => visit(name, NARROW));
  watched.take();
}

/** No script runs at all. */
async function withoutScripts({ page, watched, visit }, { name }) {
  await attempt(`${name} (no scripts) can be read`, () => visit(name, NARROW).then(() => readable(page)), "scriptless");
  await attempt(`${name} (no scripts) keeps to itself`, async () => watched.take(), "alone");
}

/** From a server the same files are under another address, and another policy of the browser's own. */
async function fromServer({ page, watched, visit }, { name }) {
  await attempt(`${name} (server) opens`, () => visit(name, WIDE).then(() => keepsItsPolicy(page)), "policy");
  await attempt(`${name} (server) keeps to itself`, async () => watched.take(), "alone");
}
