// The checks of one page. Each gives a list of faults in words, empty when there is none.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** The fewest characters of a page that says anything at all. */
const SHORTEST_PAGE = 150;

/** WCAG 2.2 AA, as far as axe can tell. */
export async function accessible(page) {
  await page.evaluate(AXE);
  const violations = await page.evaluate(
    // Without `preload: false` axe fetches the style sheets again, which the page's own policy forbids.
    async (tags) =>
      (await globalThis.axe.run(document, { runOnly: { type: "tag", values: tags }, preload: false })).violations,
    TAGS,
  );
  return violations.map(({ id, help, nodes }) => {
    const places = nodes.slice(0, 3).map((node) => node.target.join(" "));
    return `axe ${id}: ${help} (${nodes.length} times: ${places.join("; ")})`;
  });
}

/** Nothing is wider than the window: readers with a narrow one, or at 400 per cent, scroll in one direction only. */
export async function fits(page) {
  const { wide, inner, culprits } = await page.evaluate(() => {
    const inner = window.innerWidth;
    const culprits = [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > inner + 1 || element.scrollWidth > inner + 1)
      .slice(-3)
      .map((element) => [element.tagName.toLowerCase(), ...element.classList].join("."));
    return { wide: document.documentElement.scrollWidth, inner, culprits };
  });
  return wide > inner ? [`the page is ${wide} wide in a window of ${inner}: ${culprits.join(", ")}`] : [];
}

/** The first Tab reaches a link that can be seen and leads to the main part; Enter goes there. */
export async function skips(page) {
  await page.keyboard.press("Tab");
  const link = await page.evaluate(() => {
    const element = document.activeElement;
    const box = element?.getBoundingClientRect();
    return {
      name: element?.tagName,
      target: element?.getAttribute("href"),
      seen: box && box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight && box.left < innerWidth,
    };
  });
  if (link.name !== "A" || !link.target?.startsWith("#")) {
    return [`the first Tab reaches ${link.name} ${link.target ?? ""} instead of a skip link`];
  }
  const faults = link.seen ? [] : ["the skip link cannot be seen when it has the focus"];
  await page.keyboard.press("Enter");
  await page.waitForFunction((hash) => location.hash === hash, link.target, { timeout: 2_000 }).catch(() => {});
  const arrived = await page.evaluate((hash) => {
    const main = document.querySelector("main, [role=main]");
    return { hash: location.hash === hash, main: main !== null && main.id !== "" && `#${main.id}` === hash };
  }, link.target);
  if (!arrived.hash) faults.push(`Enter on the skip link does not go to ${link.target}`);
  if (!arrived.main) faults.push(`the skip link leads to ${link.target}, which is not the main part`);
  // The next Tab has to stay within the main part or go past it, never back to the head of the page.
  await page.keyboard.press("Tab");
  const past = await page.evaluate(() => {
    const main = document.querySelector("main, [role=main]");
    const element = document.activeElement;
    if (main === null || element === null || element === document.body) return true;
    const order = main.compareDocumentPosition(element);
    return main.contains(element) || (order & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  });
  if (!past) faults.push("the Tab after the skip link goes back to the head of the page");
  return faults;
}

/** With or without scripts there is a heading and something to read. */
export async function readable(page) {
  const faults = [];
  const text = await page.locator("main").first().innerText({ timeout: 5_000 }).catch(() => "");
  if (text.trim().length < SHORTEST_PAGE) faults.push(`the main part shows ${text.trim().length} characters`);
  const headings = await page.locator("h1:visible").count();
  if (headings !== 1) faults.push(`there are ${headings} first headings to be seen instead of one`);
  return faults;
}
