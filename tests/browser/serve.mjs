// Looks at `sp-plan serve` in Chromium: a page shows a change by itself, a fault stands above it, and its mending takes
// the message away. Prints what is wrong, and last of all a line `N passed, N failed`.
//
//     node serve.mjs PROGRAM HANDBOOK        HANDBOOK is a folder that is copied; CHROMIUM names the browser
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

import { accessible } from "./checks/axe.mjs";
import { fits } from "./checks/reflow.mjs";
import { launch } from "./launch.mjs";
import { attempt, finish } from "./tally.mjs";

/** Longer than anything here takes, in milliseconds. */
const PATIENCE = 60_000;

/** The parts of a handbook. */
const PARTS = ["checklists", "book", "templates"];

/** Starts the server. Gives its address, and a function that ends it. */
function start(program, folder) {
  const server = spawn(program, ["serve", "--port", "0", "--handbook", folder], { stdio: ["ignore", "inherit", "pipe"] });
  return new Promise((done, failed) => {
    const said = [];
    server.on("exit", () => failed(new Error(`sp-plan serve ended: ${said.join(" | ")}`)));
    createInterface(server.stderr).on("line", (line) => {
      said.push(line);
      const address = line.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (address) done({ address: address[0], end: () => server.kill("SIGINT") });
    });
  });
}

/** The message above the page, as it is seen; null when there is none. */
function message(page) {
  return page.evaluate(() => {
    const box = document.getElementById("sp-plan-message");
    if (box === null) return null;
    const { top, height } = box.getBoundingClientRect();
    return { role: box.getAttribute("role"), text: box.textContent, seen: height > 20 && top >= 0 && top < innerHeight };
  });
}

async function main() {
  const [program, handbook] = process.argv.slice(2).map((argument) => resolve(argument));
  if (handbook === undefined) throw new Error("usage: node serve.mjs PROGRAM HANDBOOK");
  const folder = mkdtempSync(join(tmpdir(), "sp-plan-serve-"));
  for (const part of PARTS) cpSync(join(handbook, part), join(folder, part), { recursive: true });
  const chapter = join(folder, "book/src/index.md");
  const records = join(folder, "checklists/scheme.yaml");
  const [markdown, yaml] = [chapter, records].map((path) => readFileSync(path, "utf8"));

  const server = await start(program, folder);
  const browser = await launch();
  const page = await browser.newPage({ viewport: { width: 320, height: 640 } });
  const faults = [];
  let isUp = true;
  page.on("console", (said) => isUp && faults.push(`the console says: ${said.text()}`));
  page.on("pageerror", (error) => faults.push(`a script failed: ${error.message}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(server.address) && !request.url().startsWith("data:")) {
      faults.push(`it asks for ${request.url()}`);
    }
  });
  const when = (check, argument) => page.waitForFunction(check, argument, { timeout: PATIENCE });

  await attempt("a page shows a change by itself, where it was read", async () => {
    await page.goto(`${server.address}/`, { waitUntil: "load" });
    await page.evaluate(() => scrollTo(0, 150));
    writeFileSync(chapter, `${markdown}\n\nA zebra walks by.\n`);
    await when(() => document.querySelector("main").textContent.includes("A zebra walks by."));
    await when(() => scrollY > 100);
    return [];
  });
  await attempt("a fault stands above the page", async () => {
    writeFileSync(records, `${yaml}\nwrong: [<b>`);
    await when(() => document.getElementById("sp-plan-message") !== null);
    const { role, text, seen } = await message(page);
    const found = [];
    if (role !== "alert") found.push(`its role is ${role}`);
    if (!text.includes("checklists/scheme.yaml:")) found.push(`it names no place: ${text}`);
    if (!text.includes("wrong: [<b>")) found.push(`it does not quote the line as it is: ${text}`);
    if (!seen) found.push("it cannot be seen");
    if (await page.locator("#sp-plan-message b").count()) found.push("its text has become markup");
    return found;
  });
  await attempt("the message fits", () => fits(page));
  await attempt("the message is accessible", () => accessible(page));
  await attempt("the message can be read with the keyboard and hidden", async () => {
    await page.locator("#sp-plan-message pre").focus();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    return (await message(page)) === null ? [] : ["it is still there"];
  });
  await attempt("a page that is opened meanwhile says so too", async () => {
    await page.goto(`${server.address}/glossary.html`, { waitUntil: "load" });
    await when(() => document.getElementById("sp-plan-message") !== null);
    return [];
  });
  await attempt("the message goes when the fault is mended", async () => {
    await page.evaluate(() => (globalThis.loadedOnce = true));
    writeFileSync(records, yaml);
    await when(() => document.getElementById("sp-plan-message") === null);
    // No page differs, so none is loaded again.
    return (await page.evaluate(() => globalThis.loadedOnce)) ? [] : ["the page was loaded again for nothing"];
  });
  await attempt("the pages keep to their policy", async () => faults);
  await attempt("a page says when the server has ended", async () => {
    isUp = false;
    server.end();
    await when(() => document.getElementById("sp-plan-message")?.getAttribute("role") === "status");
    return [];
  });
  await browser.close();
  rmSync(folder, { recursive: true });
}

await finish(main);
