// The pages of the workbench as a person uses them: opens them, answers, types, and reads what they say and keep.
import { readFile } from "node:fs/promises";

/** Longer than anything here takes, in milliseconds. */
export const PATIENCE = 20_000;

/** Where an upload says that its bytes come from: a file of this name. */
export const file = (name, text) => ({ name, mimeType: "application/yaml", buffer: Buffer.from(text) });

/** Opens a page of the site, and waits until its script has started. */
export async function open(context, root, name = "plan.html") {
  const page = await context.newPage();
  await visit(page, root, name);
  return page;
}

/** Goes to another page of the site in the same tab. */
export async function visit(page, root, name) {
  await page.goto(`${root}/${name}`, { waitUntil: "load", timeout: PATIENCE });
  await ready(page);
}

export async function ready(page) {
  const started = () => ["ready", "none"].includes(document.documentElement.dataset.workbench);
  await page.waitForFunction(started, undefined, { timeout: PATIENCE });
  const state = await page.evaluate(() => document.documentElement.dataset.workbench);
  if (state !== "ready") throw new Error(`the workbench did not start: ${state}`);
}

/** Opens a plan by the file picker. */
export async function pick(page, name, text) {
  await page.setInputFiles("#plan-file", file(name, text));
}

/** The text of the plan, as the page of the plan shows it. */
export const textOf = (page) => page.locator("#plan-text").inputValue();

/** Types a text in place of the plan's, in one go, and goes on in the box. */
export async function type(page, text) {
  await page.evaluate((text) => {
    const box = document.querySelector("#plan-text");
    box.value = text;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }, text);
}

/** Types a text in place of the plan's, and leaves the box. */
export async function write(page, text) {
  await type(page, text);
  await page.evaluate(() => document.querySelector("#plan-text").dispatchEvent(new Event("change", { bubbles: true })));
}

/** Answers a yes or no question on the page of its checklist. */
export async function answer(page, path, option) {
  await page.locator(`[id="${path}--answer--${option}"]`).evaluate((radio) => radio.click());
}

/** The answers that the controls of some questions show; null for none. */
export function shown(page, paths) {
  return page.evaluate(
    (paths) => Object.fromEntries(paths.map((path) => [path, document.querySelector(`input[name="${path}"]:checked`)?.value ?? null])),
    paths,
  );
}

/** What the browser keeps: the values by their keys. */
export const storage = (page) => page.evaluate(() => ({ ...localStorage }));

/** The text of the plan that the browser keeps; null when it keeps none. */
export async function kept(page) {
  const entry = Object.entries(await storage(page)).find(([key]) => key.includes("/plan/"));
  if (entry === undefined) return null;
  const { texts, text } = JSON.parse(entry[1]);
  return texts[text];
}

/** Waits until something holds, asked again and again from outside the page. */
export async function until(what, holds) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    if (await holds()) return;
    if (Date.now() > end) throw new Error(`it never came about that ${what}`);
    await new Promise((done) => setTimeout(done, 30));
  }
}

/** Waits until the browser keeps a text that includes this. */
export const untilKept = (page, part) =>
  until(`the browser keeps \`${part}\``, async () => (await kept(page))?.includes(part));

/** Waits for a notice of this kind, and gives its words. */
export async function notice(page, id) {
  const place = page.locator(`[data-notice="${id}"]`);
  await place.waitFor({ timeout: PATIENCE });
  return place.innerText();
}

/** The words of the bar. */
export const bar = (page) => page.locator(".workbench-bar").innerText();

/** Presses something that downloads, and gives the file's name and text. */
export async function download(page, press) {
  const [got] = await Promise.all([page.waitForEvent("download", { timeout: PATIENCE }), press()]);
  return { name: got.suggestedFilename(), text: await readFile(await got.path(), "utf8") };
}

/** Presses a button of the page by what it does. */
export const press = (page, does) => page.locator(`.workbench-bar [data-do="${does}"], main .plan-part [data-do="${does}"]`).first().click();

/** Presses a button of the open dialog. */
export const choose = (page, does) => page.locator(`dialog[open] [data-do="${does}"]`).click({ timeout: PATIENCE });

/** Lets pages of a context be held: what they would do after a while then waits, such as writing to the browser's storage. */
export const makeHoldable = (context) =>
  context.addInitScript(() => {
    const { setTimeout } = window;
    window.setTimeout = (then, ...rest) => (window.held ? window.held.push(then) : setTimeout(then, ...rest));
    window.release = () => {
      const held = window.held ?? [];
      window.held = null;
      held.forEach((then) => setTimeout(then));
    };
  });

/** Does something to several pages before any of them has written what comes of it, however slow the machine is. */
export async function atOnce(pages, doing) {
  for (const page of pages) await page.evaluate(() => (window.held = []));
  const done = [];
  for (const [at, page] of pages.entries()) done.push(await doing(page, at));
  for (const page of pages) await page.evaluate(() => window.release());
  return done;
}

/** The snapshots, as the page of the plan lists them. */
export const snapshots = (page) => page.locator("#snapshots > li").allInnerTexts();
