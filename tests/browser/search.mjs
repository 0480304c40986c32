// Searches a built handbook in Chromium as its readers do: from a folder and from a server, with the keyboard, in a wide
// and a narrow window, and without scripts. Prints what is wrong, and last of all a line `N passed, N failed`.
//
//     node search.mjs SITE        CHROMIUM names the browser; /usr/bin/chromium otherwise
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { accessible } from "./checks/axe.mjs";
import { fits } from "./checks/reflow.mjs";
import { launch } from "./launch.mjs";
import { QUESTIONS } from "./search-questions.mjs";
import { serve } from "./server.mjs";
import { attempt, finish } from "./tally.mjs";
import { watch } from "./watch.mjs";

const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 320, height: 640 };
/** A wide window at 400 per cent. */
const CLOSE = { width: 320, height: 256 };

/** A page in a folder of its own, so that the way to the root is tried as well. */
const PAGE = "checklists/setup.html";

const LINE = "#search-words";
const RESULTS = ".search-panel li";

/** The fault, unless something is so. */
const expect = (isSo, fault) => (isSo ? [] : [fault]);

/** Types into the line of a page and waits for results. */
async function typed(page, words, results = RESULTS) {
  await page.fill(LINE, "");
  await page.locator(LINE).pressSequentially(words);
  await page.locator(results).first().waitFor({ timeout: 20_000 });
}

/** What the search finds for some words: the address of each result, and all that the index says of it. */
async function found(page, words) {
  return page.evaluate(async (words) => {
    const find = await window.handbookSearch;
    const { pages, entries } = window.handbookIndex;
    const said = new Map(
      entries.map(([, at, anchor, title, text]) => [pages[at][0] + (anchor && `#${anchor}`), `${title} ${text}`]),
    );
    return find(words, 3).results.map(({ address }) => ({ address, said: said.get(address) }));
  }, words);
}

async function leadsTo(page, { words, says, first }) {
  const results = await found(page, words);
  const addresses = results.map(({ address }) => address).join(", ");
  const isThere = results.some(({ said }) => says.every((topic) => topic.test(said)));
  return [
    ...expect(isThere, `the first three of "${words}" do not say it: ${addresses}`),
    ...expect(first === undefined || results[0]?.address === first, `${first} does not come first: ${addresses}`),
  ];
}

/** Nothing is loaded before somebody searches. */
async function waits(page) {
  const loaded = () => page.evaluate(() => [...document.scripts].map((script) => script.src.split("/assets/")[1]));
  const before = await loaded();
  await page.focus(LINE);
  await page.waitForFunction(() => window.handbookSearch !== undefined, null, { timeout: 20_000 });
  const after = await loaded();
  return [
    ...expect(!before.some((name) => /search-|minisearch/.test(name)), `a page loads ${before.join(", ")}`),
    ...expect(after.includes("search-index.js"), "the focus in the line does not load the index"),
  ];
}

/** What is focused: `line`, the number of a result's link, or the name of the element. */
const focused = (page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (element?.id === "search-words") return "line";
    const at = [...document.querySelectorAll(".search-panel a")].indexOf(element);
    return at < 0 ? `${element?.tagName} ${element?.className}` : String(at);
  });

/** Arrows move among results, Escape ends, and no other key is taken away. */
async function keys(page) {
  const faults = [];
  const press = async (key, expected) => {
    await page.keyboard.press(key);
    const now = await focused(page);
    if (now !== expected) faults.push(`${key} leads to ${now} and not to ${expected}`);
  };
  const caret = () => page.evaluate(() => document.activeElement.selectionStart);
  const open = () => page.locator(".search-panel").isVisible();
  await typed(page, "lone worker");
  faults.push(...expect((await focused(page)) === "line", "results take the focus away"));
  await press("Home", "line");
  faults.push(...expect((await caret()) === 0, "Home does not lead to the beginning of the line"));
  await press("End", "line");
  faults.push(...expect((await caret()) === 11, "End does not lead to the end of the line"));
  await press("ArrowUp", "line");
  await press("ArrowDown", "0");
  await press("ArrowDown", "1");
  await press("ArrowUp", "0");
  await press("ArrowUp", "line");
  await press("ArrowDown", "0");
  await press("Escape", "line");
  faults.push(...expect(!(await open()), "Escape does not close the results"));
  faults.push(...expect((await page.inputValue(LINE)) === "lone worker", "Escape takes away what was typed"));
  await page.keyboard.press("ArrowDown");
  await page.locator(RESULTS).first().waitFor({ timeout: 20_000 });
  await press("ArrowDown", "0");
  const links = await page.locator(".search-panel a").count();
  for (let at = 1; at < links; at += 1) await press("Tab", String(at));
  await page.keyboard.press("Tab");
  faults.push(...expect(!(await open()), "results stay open over what comes after them"));
  faults.push(...expect(!/^(line|\d+)$/.test(await focused(page)), "Tab does not leave the results"));
  // Elsewhere on the page arrows are the page's own.
  const isTaken = await page.evaluate(() => {
    const event = new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true, cancelable: true });
    return !document.querySelector("main").dispatchEvent(event);
  });
  faults.push(...expect(!isTaken, "the arrow is taken away outside the search"));
  return faults;
}

/** How many there are is said once typing rests, and not at each letter. */
async function announces(page) {
  await page.evaluate(() => {
    window.saidByStatus = [];
    const status = document.querySelector(".search [role=status]");
    new MutationObserver(() => window.saidByStatus.push(status.textContent)).observe(status, { childList: true });
  });
  await typed(page, "home visits");
  await page.waitForFunction(() => window.saidByStatus.some((words) => words !== ""), null, { timeout: 10_000 });
  const said = await page.evaluate(() => window.saidByStatus.filter((words) => words !== ""));
  const shown = await page.locator(".search-count").innerText();
  await page.fill(LINE, "xqzxqz");
  await page.waitForFunction(() => document.querySelector(".search [role=status]").textContent.startsWith("Nothing"));
  return [
    ...expect(said.length === 1, `it is announced ${said.length} times: ${said.join("; ")}`),
    ...expect(/^\d+ results?(, the first \d shown)?$/.test(said[0]), `it says "${said[0]}"`),
    ...expect(said[0] === shown, `it says "${said[0]}" and shows "${shown}"`),
  ];
}

/** A result leads to its place, and Enter without a result to the page of results, whose address keeps the words. */
async function goes(page, root) {
  await page.goto(`${root}/${PAGE}`);
  await typed(page, "lone wroker");
  await page.keyboard.press("ArrowDown");
  const expected = await page.evaluate(() => document.activeElement.href);
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.href === expected, { timeout: 10_000 });
  const anchor = new URL(expected).hash.slice(1);
  const isSeen = await page.locator(`[id="${anchor}"]`).isVisible();
  await typed(page, "gp & nurse?");
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.href === `${root}/search.html#q=gp%20%26%20nurse%3F`, { timeout: 10_000 });
  await page.locator(".search-results li").first().waitFor({ timeout: 20_000 });
  const kept = await page.inputValue(LINE);
  // One may type on there, pass the address on, and come back to it.
  await typed(page, "caseload", ".search-results li");
  await page.waitForURL((url) => url.hash === "#q=caseload", { timeout: 10_000 });
  const to = page.locator(".search-results li a").first();
  const away = await to.evaluate((link) => link.href);
  await to.click();
  await page.waitForURL((url) => url.href === away);
  await page.goBack();
  await page.locator(".search-results li").first().waitFor({ timeout: 20_000 });
  const back = await page.inputValue(LINE);
  return [
    ...expect(isSeen, `${expected} cannot be seen`),
    ...expect(kept === "gp & nurse?", `the page of results has "${kept}" in its line`),
    ...expect(back === "caseload", `the way back has "${back}" in its line`),
  ];
}

/** Results are shown as text, whatever the handbook's data holds. */
async function showsText(browser, root) {
  const page = await browser.newPage({ viewport: WIDE });
  const hostile = '<img src=x onerror="window.wasRun = true"> zebra';
  const index = { pages: [["index.html", hostile]], entries: [["Section", 0, "", hostile, hostile, [hostile]]] };
  await page.route("**/search-index.js", (route) =>
    route.fulfill({ contentType: "text/javascript", body: `window.handbookIndex = ${JSON.stringify(index)};` }),
  );
  await page.goto(`${root}/${PAGE}`);
  await typed(page, "zebra");
  const { pictures, text, wasRun } = await page.evaluate(() => {
    const panel = document.querySelector(".search-panel");
    return { pictures: panel.querySelectorAll("img").length, text: panel.innerText, wasRun: window.wasRun };
  });
  await page.close();
  return [
    ...expect(pictures === 0 && wasRun === undefined, "markup in the index becomes a part of the page"),
    ...expect(text.includes("<img src=x"), "the text of the entry is not shown"),
  ];
}

/** A copy without the index says so, and the page goes on. */
async function missesIndex(browser, root) {
  const page = await browser.newPage({ viewport: WIDE });
  await page.route("**/search-index.js", (route) => route.abort());
  await page.goto(`${root}/${PAGE}`);
  await page.locator(LINE).pressSequentially("zebra");
  await page.locator(".search-panel").waitFor({ timeout: 20_000 });
  const text = await page.locator(".search-panel").innerText();
  await page.close();
  return expect(text.includes("could not be loaded"), `it says "${text}"`);
}

/** Without scripts nothing is shown that does nothing. */
async function plain(browser, root) {
  const context = await browser.newContext({ viewport: NARROW, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${root}/${PAGE}`);
  const dead = await page.locator(".search:visible, .search input:visible, .search button:visible").count();
  await page.locator(".search-plain a").click();
  await page.waitForURL((url) => url.href === `${root}/search.html`);
  const stillDead = await page.locator("main input:visible, main button:visible, .search-results:visible").count();
  const links = await page.locator("main a:visible").count();
  await context.close();
  return [
    ...expect(dead === 0, "a control is shown that needs scripts"),
    ...expect(stillDead === 0, "the page of results shows a control that needs scripts"),
    ...expect(links >= 5, `the page of results leads on with ${links} links`),
  ];
}

/** Results open: no violation, nothing cut off, in each window and in each choice of colours. */
async function looksRight(browser, { way, root }) {
  const looks = [
    ["1280 wide", { viewport: WIDE }],
    ["320 wide", { viewport: NARROW }],
    ["at 400 per cent", { viewport: CLOSE }],
    ["dark", { viewport: WIDE, colorScheme: "dark" }],
    ["with the reader's colours", { viewport: WIDE, forcedColors: "active" }],
  ];
  for (const [name, options] of looks) {
    const context = await browser.newContext({ ...options, reducedMotion: "reduce" });
    const page = await context.newPage();
    await page.goto(`${root}/${PAGE}`);
    await typed(page, "lone worker");
    await attempt(`results (${way}, ${name}) are accessible`, () => accessible(page));
    await attempt(`results (${way}, ${name}) fit`, () => fits(page));
    await page.goto(`${root}/search.html#q=evaluation`);
    await page.locator(".search-results li").first().waitFor({ timeout: 20_000 });
    await attempt(`the page of results (${way}, ${name}) is accessible`, () => accessible(page));
    await attempt(`the page of results (${way}, ${name}) fits`, () => fits(page));
    await context.close();
  }
}

async function look(browser, { way, root }) {
  const page = await browser.newPage({ viewport: WIDE });
  const watched = watch(page, root);
  await page.goto(`${root}/${PAGE}`);
  await attempt(`the index (${way}) waits for the first search`, () => waits(page));
  for (const question of QUESTIONS) {
    await attempt(`"${question.words}" (${way}) is found`, () => leadsTo(page, question));
  }
  await attempt(`the keyboard (${way}) is enough`, () => keys(page));
  await attempt(`results (${way}) are announced`, () => announces(page));
  await attempt(`results (${way}) lead on`, () => goes(page, root));
  await attempt(`search (${way}) keeps to itself`, async () => watched.take());
  await page.close();
  await attempt(`search (${way}) shows text as text`, () => showsText(browser, root));
  await attempt(`search (${way}) says when it is not whole`, () => missesIndex(browser, root));
  await attempt(`search (${way}) is not there without scripts`, () => plain(browser, root));
}

async function main() {
  const site = process.argv[2];
  if (site === undefined) throw new Error("usage: node search.mjs SITE");
  const server = await serve(resolve(site));
  const browser = await launch();
  const folder = { way: "folder", root: pathToFileURL(resolve(site)).href };
  await look(browser, folder);
  await look(browser, { way: "server", root: server.address });
  // How results look does not depend on the way by which they come.
  await looksRight(browser, folder);
  await browser.close();
  await server.close();
}

await finish(main);
