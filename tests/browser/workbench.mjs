// The workbench as somebody uses it who knows no YAML: opens the handbook from a folder, fills in the example from paper,
// sees verdicts change, breaks the plan and finds the cause from the finding, saves, and opens the file in another
// browser. What is saved gives the same findings and verdicts on the command line.
// Prints what is wrong, and last of all a line `N passed, N failed`.
//
//     node workbench.mjs SITE PROGRAM EXAMPLES
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { engineOf } from "./engine.mjs";
import { launch } from "./launch.mjs";
import { attempt, count, finish } from "./tally.mjs";
import { watch } from "./watch.mjs";

/** The checklists in the order in which somebody goes through them. */
const CHECKLISTS = ["scheme", "setup", "link_workers", "referral", "governance", "evaluation"];

/** The day on which all of it happens, so that dates of the examples are not past. */
const DAY = "2026-11-22";

const DETAILS = ["note", "evidence", "owner", "due"];

/** A browser's window with an empty memory of its own, in which it is [`DAY`]. */
async function profile(browser) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true });
  await context.clock.setFixedTime(new Date(`${DAY}T12:00:00`));
  // Playwright cannot answer the system's own window; without it the page saves as a download.
  await context.addInitScript(() => delete window.showSaveFilePicker);
  return context;
}

/** Opens a page of the handbook and waits until its plan is there. */
async function open(page, root, name) {
  await page.goto(`${root}/${name}`, { waitUntil: "load", timeout: 20_000 });
  await page.waitForSelector("html[data-workbench=ready]", { timeout: 20_000 });
}

/** Does things that may have to wait for each other: those that cannot be done yet come again after the others. */
async function inTurns(things, act) {
  let left = things;
  while (left.length > 0) {
    const waiting = [];
    for (const thing of left) {
      if (!(await act(thing))) waiting.push(thing);
    }
    if (waiting.length === left.length) throw new Error(`${waiting.length} cannot be filled in, first ${JSON.stringify(waiting[0])}`);
    left = waiting;
  }
}

/** Whether an element is on the page for people: a small radio button lies under its own picture, and counts. */
const isShown = (locator) => locator.evaluate((element) => element.closest("[hidden]") === null);

/** The question's element on the page. */
const question = (page, path) => page.locator(`[id="${path}"]`);

/** Puts a value into the controls of a question, or of a cell, as a person would. */
async function put(scope, name, value) {
  const byName = `[name="${name}"]`;
  const texts = Array.isArray(value) ? value : [value];
  const radios = scope.locator(`input[type=radio]${byName}`);
  if ((await radios.count()) > 0) return scope.locator(`input[type=radio]${byName}[value="${value}"]`).check();
  const boxes = scope.locator(`input[type=checkbox]${byName}`);
  if ((await boxes.count()) > 0) {
    for (const one of texts) await scope.locator(`input[type=checkbox]${byName}[value="${one}"]`).check();
    return undefined;
  }
  const control = scope.locator(byName);
  const isChoice = (await control.evaluate((element) => element.tagName)) === "SELECT";
  if (isChoice) return control.selectOption(String(value));
  await control.fill(texts.join("\n"));
  return control.blur();
}

/** Fills in one question from what the example's form holds. */
async function fill(page, answer) {
  const place = question(page, answer.path);
  if (answer.state === "set_aside") {
    await place.locator('input[value="not_applicable"]').check();
  } else if (answer.rows) {
    await fillTable(place, answer);
  } else if (answer.shown !== null) {
    await put(place, answer.path, answer.shown);
  }
  for (const [key, value] of Object.entries(answer.details)) {
    if (DETAILS.includes(key)) {
      const fold = place.locator(".more-about details");
      if (!(await fold.evaluate((details) => details.open))) await fold.locator("summary").click();
    }
    const control = place.locator(`[data-detail="${key}"]`);
    await control.fill(Array.isArray(value) ? value.join("\n") : value);
    await control.blur();
  }
}

async function fillTable(place, answer) {
  for (const [at, row] of answer.rows.entries()) {
    await place.locator('[data-do="add"]').click();
    const entry = place.locator("[data-entry]").nth(at);
    await entry.waitFor();
    if (await entry.evaluate((element) => element.tagName === "DETAILS" && !element.open)) {
      await entry.locator("summary").first().click();
    }
    await inTurns(Object.entries(row.cells).filter(([, value]) => value !== null), async ([column, value]) => {
      const cell = entry.locator(`[name^="${answer.path}.${column}--entry-"]`).first();
      if (!(await isShown(cell))) return false;
      const name = await cell.getAttribute("name");
      await put(entry, name, value);
      return true;
    });
  }
}

/** What the bar of the page says of the ingredients. */
const met = (page) => page.locator(".workbench-bar [data-fill=met]").innerText();

/** Saves the plan from the bar and gives the file's path. */
async function save(page, folder, name) {
  const downloading = page.waitForEvent("download");
  await page.locator(".workbench-bar [data-do=save]").click();
  const download = await downloading;
  const path = join(folder, name);
  await download.saveAs(path);
  return path;
}

/** The answers of a plan's text, by path, as a form holds them. */
function answersOf(ask, text) {
  const checked = ask({ do: "check", plan: { name: "plan.yaml", text }, today: DAY, answers: true });
  const held = checked.plans[0].answers.map(({ path, shown, rows, details }) => [
    path,
    JSON.stringify({ shown, rows: rows?.map(({ cells }) => cells), details }),
  ]);
  return new Map(held);
}

/** The report of the program on a file, as the page would get it. */
function programs(program, file) {
  const run = () => execFileSync(program, ["check", file, "--format", "json", "--today", DAY], { encoding: "utf8" });
  let text;
  try {
    text = run();
  } catch (error) {
    // Status 1 says that the plan falls short; the report is there all the same.
    text = error.stdout;
  }
  return JSON.parse(text).plans[0];
}

const verdicts = (report) => report.ingredients.map(({ id, verdict }) => `${id}: ${verdict}`);

const differences = (expected, found) => {
  const faults = [];
  for (const [key, value] of expected) {
    if (found.get(key) !== value) faults.push(`${key} should be ${value} and is ${found.get(key)}`);
  }
  return faults;
};

async function main() {
  const [site, program, examples] = process.argv.slice(2).map((path) => resolve(path));
  const root = pathToFileURL(site).href;
  const folder = mkdtempSync(join(tmpdir(), "sp-plan-workbench-"));
  const ask = engineOf(site);
  const good = readFileSync(join(examples, "good.yaml"), "utf8");
  const wanted = ask({ do: "check", plan: { name: "good.yaml", text: good }, today: DAY, answers: true }).plans[0];
  const browser = await launch();

  const first = await profile(browser);
  const page = await first.newPage();
  const watched = watch(page, root);
  await attempt("a blank plan meets no ingredient", async () => {
    await open(page, root, "checklists/scheme.html");
    const words = await met(page);
    return words.startsWith("0 of 9") ? [] : [`the bar says \`${words}\``];
  });

  for (const checklist of CHECKLISTS) {
    await attempt(`the example is filled in from paper: ${checklist}`, async () => {
      await open(page, root, `checklists/${checklist}.html`);
      const own = wanted.answers.filter((answer) => answer.path.startsWith(`${checklist}.`));
      const isGiven = ({ shown, rows, details }) => shown !== null || rows?.length > 0 || Object.keys(details).length > 0;
      // Whether a question is asked may wait for one that comes later.
      await inTurns(own.filter(isGiven), async (answer) => {
        if (!(await isShown(question(page, answer.path)))) return false;
        await fill(page, answer);
        return true;
      });
      return [];
    });
  }
  let file = "";
  await attempt("what was filled in is what was saved", async () => {
    file = await save(page, folder, "plan.yaml");
    return differences(answersOf(ask, good), answersOf(ask, readFileSync(file, "utf8")));
  });
  await attempt("the verdicts have changed, and are those of the command line", async () => {
    await open(page, root, "results.html");
    const words = await met(page);
    const report = programs(program, file);
    const count = report.ingredients.filter(({ verdict }) => verdict === "met").length;
    const faults = words.startsWith(`${count} of 9`) && count > 0 ? [] : [`the bar says \`${words}\`, the program ${count}`];
    const expected = verdicts(wanted).join();
    if (verdicts(report).join() !== expected) faults.push(`the program says ${verdicts(report)}, of the example ${expected}`);
    return faults;
  });

  await attempt("a broken plan shows its finding, which leads to the question", async () => {
    await open(page, root, "checklists/governance.html");
    await put(question(page, "governance.link_workers.lone_worker_policy"), "governance.link_workers.lone_worker_policy", "no");
    const finding = question(page, "governance.link_workers.lone_worker_policy").locator(".govuk-error-message").first();
    await finding.waitFor({ timeout: 5_000 });
    await open(page, root, "results.html");
    const link = page.locator('#findings-list a[href$="#governance.link_workers.lone_worker_policy"]').first();
    await link.click();
    await page.waitForURL(/governance\.html#governance\.link_workers\.lone_worker_policy$/);
    await page.waitForSelector("html[data-workbench=ready]");
    const seen = await question(page, "governance.link_workers.lone_worker_policy").boundingBox();
    return seen !== null && seen.y >= 0 && seen.y < 900 ? [] : ["the question is not in view"];
  });
  await attempt("undo mends it, and the plan is as it was saved", async () => {
    await page.locator(".workbench-bar [data-do=undo]").click();
    await page.waitForFunction(() => document.querySelector('[id="governance.link_workers.lone_worker_policy"] input[value=planned]')?.checked);
    const again = await save(page, folder, "again.yaml");
    return readFileSync(again, "utf8") === readFileSync(file, "utf8") ? [] : ["the text differs from what was saved before"];
  });
  await attempt("all of it kept to itself", async () => watched.take());
  await first.close();

  const second = await profile(browser);
  const other = await second.newPage();
  await attempt("another browser opens the file and shows the same", async () => {
    await open(other, root, "plan.html");
    await other.locator("#open-file").setInputFiles(file);
    await other.waitForFunction(() => !document.querySelector(".workbench-bar [data-fill=met]")?.textContent?.startsWith("0 of"));
    const count = wanted.ingredients.filter(({ verdict }) => verdict === "met").length;
    const words = await met(other);
    const faults = words.startsWith(`${count} of 9`) ? [] : [`the bar says \`${words}\``];
    const saved = await save(other, folder, "other.yaml");
    if (readFileSync(saved, "utf8") !== readFileSync(file, "utf8")) faults.push("opening and saving changed the file");
    return faults;
  });
  await attempt("the flawed example shows the findings of the command line", async () => {
    const flawed = join(examples, "flawed.yaml");
    await other.locator("#open-file").setInputFiles(flawed);
    const asks = other.locator("dialog[open] [data-do=replace]");
    if (await asks.isVisible().catch(() => false)) await asks.click();
    await open(other, root, "results.html");
    const report = programs(program, flawed);
    const shown = await other.locator("#findings-list [data-fill=message]").allInnerTexts();
    // Keys and ids stand in a type of their own on the page, between backticks in the terminal. A finding that belongs to two
    // ingredients stands under both.
    const expected = report.findings.map(({ message }) => message.replaceAll("`", ""));
    const missing = expected.filter((message) => !shown.some((text) => text.trim() === message));
    const invented = shown.filter((text) => !expected.includes(text.trim()));
    return [
      ...missing.map((message) => `missing: ${message}`),
      ...invented.map((message) => `only on the page: ${message}`),
    ];
  });
  await second.close();
  await browser.close();
  rmSync(folder, { recursive: true });
  count("there was something to fill in", wanted.answers.some(({ shown }) => shown !== null) ? [] : ["the example is empty"]);
}

await finish(main);
