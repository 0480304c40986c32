// Whether there is anything to read: with scripts and without.

/** The fewest characters of a page that says anything at all. */
const SHORTEST_PAGE = 150;

/**
 * There is one first heading to be seen, and something below it.
 * @param {import("playwright-core").Page} page
 * @returns {Promise<string[]>} faults in words
 */
export async function readable(page) {
  const faults = [];
  const text = await page.locator("main").first().innerText({ timeout: 5_000 }).catch(() => "");
  if (text.trim().length < SHORTEST_PAGE) faults.push(`the main part shows ${text.trim().length} characters`);
  const headings = await page.locator("h1:visible").count();
  if (headings !== 1) faults.push(`there are ${headings} first headings to be seen instead of one`);
  return faults;
}
