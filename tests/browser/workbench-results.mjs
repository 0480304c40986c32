// Looks at the page of results as a reader does: an example is opened by its file, and the page says what the program says;
// numbers are tried, put into the plan and taken back; all of it without a fault of accessibility or a request.
// Prints what is wrong, and last of all a line `N passed, N failed`.
//
//     node workbench-results.mjs SITE PROGRAM EXAMPLES
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { accessible } from "./checks/axe.mjs";
import { fits } from "./checks/reflow.mjs";
import { launch } from "./launch.mjs";
import { attempt, finish } from "./tally.mjs";
import { watch } from "./watch.mjs";

/** The day on which the examples are judged, in the page and by the program. */
const TODAY = "2026-11-22";

/** The folder of the examples. */
const EXAMPLES = resolve(process.argv[4] ?? "");

/** What the program says of an example. */
function checked(program, example) {
  // A plan with findings ends with a status of its own.
  const { stdout } = spawnSync(program, ["check", join(EXAMPLES, example), "--format", "json", "--today", TODAY], { encoding: "utf8" });
  return JSON.parse(stdout).plans[0];
}

/** A page of results with an example opened; nothing opens none. */
async function opened(browser, site, example, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  await page.clock.setFixedTime(new Date(`${TODAY}T10:00:00`));
  const root = pathToFileURL(site).href;
  const watched = watch(page, root);
  const ready = () => page.waitForSelector('html[data-workbench="ready"]', { state: "attached", timeout: 20_000 });
  if (example !== undefined) {
    await page.goto(`${root}/plan.html`);
    await ready();
    await page.setInputFiles("#open-file", join(EXAMPLES, example));
    await page.waitForFunction((name) => document.querySelector('[data-fill="name"]')?.textContent?.includes(name), schemeOf(example), { timeout: 20_000 });
  }
  await page.goto(`${root}/results.html`);
  await ready();
  await page.waitForSelector("#ingredients-table tr", { timeout: 20_000 });
  return { page, context, watched, root };
}

/** What the bar calls an example. */
function schemeOf(example) {
  return /^ {2}name: (.*)$/m.exec(readFileSync(join(EXAMPLES, example), "utf8"))?.[1] ?? example;
}

/** Two lists that should be the same. */
function same(what, got, wanted) {
  const one = JSON.stringify(got);
  const other = JSON.stringify(wanted);
  if (one === other) return [];
  const at = wanted.findIndex((entry, place) => JSON.stringify(entry) !== JSON.stringify(got[place]));
  return [`${what}: ${got.length} instead of ${wanted.length}; at ${at} ${JSON.stringify(got[at])} instead of ${JSON.stringify(wanted[at])}`];
}

/** The findings by ingredient as the program groups them when there are many: unanswered, missing, partly met, met. */
function grouped(report) {
  const verdicts = ["unanswered", "missing", "partly_met", "met"];
  const severities = ["error", "warning", "advice"];
  const ingredients = [...report.ingredients].sort((one, other) => verdicts.indexOf(one.verdict) - verdicts.indexOf(other.verdict));
  const groups = [[], ...ingredients.map(() => [])];
  for (const finding of report.findings) {
    groups[ingredients.findIndex(({ id }) => finding.ingredients.includes(id)) + 1].push(finding);
  }
  return groups.flatMap((group) => severities.flatMap((severity) => group.filter((finding) => finding.severity === severity)));
}

const plain = (text) => text.replaceAll("`", "").replace(/\s+/g, " ").trim();

/** The page says what the program says. */
async function says(page, report) {
  const shown = await page.evaluate(() => {
    const text = (element) => element?.textContent?.replace(/\s+/g, " ").trim() ?? "";
    return {
      findings: [...document.querySelectorAll("#findings-list [data-finding]")].map((entry) => [
        entry.dataset.finding,
        entry.dataset.severity,
        text(entry.querySelector(".finding-message")),
        /Line (\d+)/.exec(text(entry))?.[1] ?? "",
      ]),
      verdicts: [...document.querySelectorAll("#ingredients-table [data-verdict]")].map((row) => [text(row.querySelector("th")), row.dataset.verdict]),
      actions: [...document.querySelectorAll("#next-actions li a")].map(text),
      dates: document.querySelectorAll("#timeline-table tr").length,
      lead: text(document.querySelector("#verdict-summary .lead")),
    };
  });
  const met = report.ingredients.filter(({ verdict }) => verdict === "met").length;
  const lead = [`${met} of ${report.ingredients.length} ingredients met`, `${report.unanswered.length} of ${report.due} questions due`];
  return [
    ...same("findings", shown.findings, grouped(report).map(({ id, severity, message, place }) => [id, severity, plain(message), String(place.line)])),
    ...same("verdicts", shown.verdicts, report.ingredients.map(({ title, verdict }) => [title, verdict])),
    ...same("actions", shown.actions, report.actions.map(({ text }) => plain(text))),
    ...(shown.dates === report.timeline.length ? [] : [`the timeline has ${shown.dates} rows instead of ${report.timeline.length}`]),
    ...lead.filter((words) => !shown.lead.includes(words)).map((words) => `the summary lacks "${words}": ${shown.lead}`),
  ];
}

/** The results of all steps, by name. */
const results = (page) =>
  page.$$eval("#calculator-list [data-step]", (rows) => rows.map((row) => [row.dataset.step, row.querySelector("strong")?.textContent]));

/** Every link of the page leads to a file that is there, and to a place in it. */
async function leads(page, site, root) {
  const hrefs = await page.$$eval("#results a[href]", (links) => [...new Set(links.map((link) => link.href))]);
  const texts = new Map();
  const faults = hrefs.length > 20 ? [] : ["there are hardly any links"];
  for (const href of hrefs.filter((href) => href.startsWith(root))) {
    const [path, anchor] = decodeURIComponent(href.slice(root.length + 1)).split("#");
    if (!texts.has(path)) texts.set(path, existsSync(join(site, path)) ? readFileSync(join(site, path), "utf8") : null);
    const text = texts.get(path);
    if (text === null) faults.push(`a link leads to ${path}, which is not there`);
    else if (anchor && !text.includes(`id="${anchor}"`)) faults.push(`a link leads to ${path}#${anchor}, and there is no such place`);
  }
  return faults;
}

/** Opens the numbers of a calculator and gives the field of one. */
async function knob(page, calculator, key) {
  const panel = page.locator(`#working\\.${calculator} details.try`);
  if (!(await panel.evaluate((details) => details.open))) await panel.locator("summary").click();
  return page.locator(`[id="knob.${calculator}.${key}--number"]`);
}

const PEOPLE = "link_workers.workload.people_a_year";

/** Numbers are tried beside the plan, put into it, and taken back. */
async function tries(page) {
  const faults = [];
  const expect = (holds, fault) => holds || faults.push(fault);
  const before = await results(page);
  const verdicts = () => page.$$eval("#ingredients-table [data-verdict]", (rows) => rows.map((row) => row.dataset.verdict).join());
  const verdictsBefore = await verdicts();
  const field = await knob(page, "capacity", PEOPLE);
  const planned = await field.inputValue();
  await field.fill("900");
  const outcome = page.locator(".outcome");
  await outcome.getByText("trying 900").waitFor();
  const words = (await outcome.innerText()).replace(/\s+/g, " ");
  expect(words.includes(`your plan still says ${planned} people a year`), `it does not say what the plan says: ${words.slice(0, 200)}`);
  expect(words.includes("Hours needed"), "no result differs");
  expect(words.includes("Findings that would come") && words.includes("Error:"), `no finding comes: ${words}`);
  expect(JSON.stringify(await results(page)) === JSON.stringify(before), "the results of the plan are changed by a trial");
  const isAsOpened = async () => (await page.locator("#changes-list").innerText()).includes("Nothing has changed");
  expect(await isAsOpened(), "a trial changes the plan");
  // The slider goes along with the field, and back.
  const slider = page.locator(`[id="knob.capacity.${PEOPLE}--slider"]`);
  expect(Number(await slider.inputValue()) >= 700, `the slider stays at ${await slider.inputValue()}`);
  await slider.focus();
  await page.keyboard.press("ArrowLeft");
  await page.waitForFunction(([id, old]) => document.getElementById(id)?.value !== old, [`knob.capacity.${PEOPLE}--number`, "900"]);
  await field.fill("many");
  expect((await field.getAttribute("aria-invalid")) === "true", "a word is taken as a number");
  await outcome.locator('[data-do="reset"]').click();
  await outcome.locator('[data-do="apply"]').waitFor({ state: "hidden" });
  expect((await field.inputValue()) === planned, `after going back the field says ${await field.inputValue()}`);
  expect(await page.evaluate(() => document.activeElement?.tagName === "SUMMARY"), "the keyboard is lost when its button goes");

  await field.fill("900");
  await outcome.getByText("trying 900").waitFor();
  await outcome.locator('[data-do="apply"]').click();
  await page.waitForFunction((old) => [...document.querySelectorAll("#ingredients-table [data-verdict]")].map((row) => row.dataset.verdict).join() !== old, verdictsBefore);
  expect(JSON.stringify(await results(page)) !== JSON.stringify(before), "the results are as they were though the number is in the plan");
  const changes = await page.locator("#changes-list").innerText();
  expect(changes.includes("900"), `what has changed does not say so: ${changes.slice(0, 200)}`);
  await page.click('.workbench-bar [data-do="undo"]');
  await page.waitForFunction(() => document.querySelector("#changes-list")?.textContent?.includes("Nothing has changed"));
  expect(JSON.stringify(await results(page)) === JSON.stringify(before), "undoing does not bring the results back");
  return faults;
}

/** A full-time equivalent in a row of a table can be tried too. */
async function triesCell(page) {
  const field = await knob(page, "capacity", "link_workers.team.posts.fte--1");
  await field.fill("0.1");
  await page.locator(".outcome").getByText("trying 0.1").waitFor();
  const words = await page.locator(".outcome").innerText();
  return words.includes("Link workers in post") ? [] : [`the link workers in post do not change: ${words.slice(0, 200)}`];
}

/** How long trials keep the page busy, in milliseconds: printed, never a fault. */
async function pace(page) {
  await knob(page, "capacity", PEOPLE);
  const took = await page.evaluate(async (id) => {
    const slider = document.getElementById(id);
    const times = [];
    for (let people = 400; people < 640; people += 4) {
      // What is asked for at the next frame stands between the two callbacks of that frame.
      let start = 0;
      requestAnimationFrame(() => (start = performance.now()));
      slider.value = String(people);
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      await new Promise((done) => requestAnimationFrame(done));
      document.body.getBoundingClientRect();
      times.push(performance.now() - start);
    }
    return times.sort((one, other) => one - other);
  }, `knob.capacity.${PEOPLE}--slider`);
  const median = took[Math.floor(took.length / 2)];
  console.log(`a trial keeps the page busy for ${median.toFixed(1)} ms, at most ${took.at(-1).toFixed(1)} ms`);
  return took.length === 60 ? [] : ["the slider was not moved"];
}

/** What a button gives as a file. */
async function downloaded(page, does) {
  const [download] = await Promise.all([page.waitForEvent("download", { timeout: 20_000 }), page.click(`#results [data-do="${does}"]`)]);
  return readFileSync(await download.path(), "utf8");
}

/** Files to take along are, byte for byte, what the program prints. */
async function takesAlong(page, program, example) {
  const faults = [];
  for (const [does, command, ...options] of [
    ["paper-html", "report", "--format", "html"],
    ["paper-markdown", "report", "--format", "markdown"],
    ["check-html", "check", "--format", "html"],
    ["check-markdown", "check", "--format", "markdown"],
  ]) {
    const run = spawnSync(program, [command, example, ...options, "--today", TODAY], { cwd: EXAMPLES, encoding: "utf8" });
    const got = await downloaded(page, does);
    if (run.stdout.length < 1000) faults.push(`the program prints no ${does}: ${run.stderr}`);
    if (got !== run.stdout) faults.push(`${does} is not what the program prints`);
  }
  const table = await downloaded(page, "actions-csv");
  const calendar = await downloaded(page, "actions-calendar");
  const actions = checked(program, example).actions;
  if (!actions.every(({ path }) => table.includes(path))) faults.push("an action is not in the table");
  if (!calendar.startsWith("BEGIN:VCALENDAR\r\n")) faults.push(`the calendar begins with ${calendar.slice(0, 40)}`);
  return faults;
}

/** The committee paper opens in a window of its own, looks like a paper, and fits on five sheets. */
async function opensPaper(page) {
  const faults = [];
  const said = [];
  const [paper] = await Promise.all([page.waitForEvent("popup"), page.click('[data-do="paper-open"]')]);
  paper.on("console", (message) => said.push(message.text()));
  await paper.waitForSelector("h1");
  await page.getByText("The paper is open").waitFor();
  const seen = await paper.evaluate(() => ({ title: document.title, font: getComputedStyle(document.body).fontFamily, scripts: document.scripts.length }));
  if (!seen.title.includes("committee paper")) faults.push(`the window is called ${seen.title}`);
  if (seen.scripts > 0) faults.push("the paper has a script");
  if (/^"?Times/.test(seen.font)) faults.push("the paper has no styles");
  faults.push(...said.map((words) => `its console says ${words}`), ...(await accessible(paper)));
  const sheets = ((await paper.pdf({ format: "A4" })).toString("latin1").match(/\/Type\s*\/Page[^s]/g) ?? []).length;
  if (sheets === 0 || sheets > 5) faults.push(`it prints to ${sheets} sheets`);
  await paper.close();
  return faults;
}

/** Printed, the page has no controls and everything that is left to do. */
async function prints(page) {
  await page.emulateMedia({ media: "print" });
  const faults = await page.evaluate(() => {
    const seen = (selector) => [...document.querySelectorAll(selector)].filter((element) => element.getClientRects().length > 0).length;
    const faults = [];
    if (seen("#results button, #results input, .workbench-bar button") > 0) faults.push("controls are printed");
    if (seen("#next-actions li") !== document.querySelectorAll("#next-actions li").length) faults.push("actions are left out");
    if (seen("#ingredients-figure > svg, #timeline-figure > svg") !== 2) faults.push("a drawing is not printed");
    return faults;
  });
  await page.emulateMedia({ media: null });
  return faults;
}

/** Every control is reached with the key Tab, is seen when it has the focus, and nothing holds the keyboard. */
async function walks(page) {
  const wanted = await page.evaluate(() => {
    document.activeElement?.blur();
    const all = [...document.querySelectorAll("#results a[href], #results button, #results input, #results summary")];
    const seen = all.filter((element) => element.checkVisibility());
    seen.forEach((element, at) => (element.dataset.stop = String(at)));
    window.stops = new Set();
    document.addEventListener("focusin", ({ target }) => target.dataset?.stop && window.stops.add(target.dataset.stop));
    document.querySelector("#results h2").tabIndex = -1;
    document.querySelector("#results h2").focus();
    return seen.length;
  });
  for (let at = 0; at < wanted + 5; at += 1) await page.keyboard.press("Tab");
  const missed = await page.evaluate(() =>
    [...document.querySelectorAll("[data-stop]")].filter(({ dataset }) => !window.stops.has(dataset.stop)).map((element) => element.outerHTML.slice(0, 80)),
  );
  return missed.map((element) => `Tab does not come to ${element}`);
}

async function look(browser, site, program) {
  for (const example of ["flawed.yaml", "good.yaml", "blank.yaml"]) {
    const { page, context, watched, root } = await opened(browser, site, example);
    const report = checked(program, example);
    await attempt(`${example}: the page says what the program says`, () => says(page, report));
    await attempt(`${example}: links lead somewhere`, () => leads(page, site, root));
    await attempt(`${example}: accessible`, () => accessible(page));
    if (example === "good.yaml") {
      await attempt("numbers are tried, applied and undone", () => tries(page));
      await attempt("a number in a table is tried", () => triesCell(page));
      await attempt("accessible while numbers are tried", () => accessible(page));
      await attempt("the pace of trials", () => pace(page));
      await attempt("the keyboard comes everywhere", () => walks(page));
      await attempt("files to take along", () => takesAlong(page, program, example));
      await attempt("the committee paper opens", () => opensPaper(page));
    }
    if (example !== "blank.yaml") await attempt(`${example}: prints`, () => prints(page));
    await page.setViewportSize({ width: 320, height: 640 });
    await attempt(`${example}: fits 320 wide`, () => fits(page));
    await attempt(`${example}: accessible 320 wide`, () => accessible(page));
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.emulateMedia({ forcedColors: "active" });
    await attempt(`${example}: accessible in colours of the reader's own`, () => accessible(page, "colours"));
    await page.emulateMedia({ forcedColors: null, colorScheme: "dark" });
    await attempt(`${example}: accessible in the dark`, () => accessible(page, "colours"));
    await attempt(`${example}: keeps to itself`, async () => watched.take());
    await context.close();
  }
}

async function main() {
  const [site, program] = process.argv.slice(2, 4).map((path) => resolve(path));
  const browser = await launch();
  await look(browser, site, program);
  await browser.close();
}

await finish(main);
