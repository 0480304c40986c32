// The form of a checklist as a person uses it: its controls, what the plan's text says, where the focus is, what is said aloud.

import { PATIENCE, textOf, type, until } from "./plan-pages.mjs";

export { PATIENCE, textOf, until };
/** Types a text in place of the plan's. */
export const rewrite = type;

export const says = (page, pattern) => until(`the plan says ${pattern}`, async () => pattern.test(await textOf(page)));
export const question = (page, path) => page.locator(`[id="${path}"]`);
export const control = (page, path) => page.locator(`[id="${path}--answer"]`);
export const option = (page, path, id) => page.locator(`[id="${path}--answer--${id}"]`);
/** Waits until an element within a question can be seen, and gives its words. */
export async function seen(within, selector) {
  const found = within.locator(selector).first();
  await found.waitFor({ timeout: PATIENCE });
  return found.innerText();
}
/** A fault when something is not so. */
export const so = (isSo, fault) => (isSo ? [] : [fault]);
export const has = (words, ...parts) => parts.filter((part) => !words.includes(part)).map((part) => `“${words}” lacks “${part}”`);
/** Where the focus is: the id, the question, or the words. */
export const focused = (page) => page.evaluate(() => document.activeElement?.id || document.activeElement?.innerText || "");
/** What the page says aloud, from now on. */
export const listen = (page) =>
  page.evaluate(() => {
    window.heard = [];
    const region = document.getElementById("announcements");
    new MutationObserver(() => region.textContent && window.heard.push(region.textContent)).observe(region, { childList: true, subtree: true });
  });
export const heard = (page) => page.evaluate(() => window.heard);
