// axe-core's rules: WCAG 2.0 to 2.2, levels A and AA, and its best practices.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Rules that axe itself still tries out, and asks nobody to rely on, carry this mark; by default it leaves them out. */
const TRIED_OUT = "experimental";

/** axe's own mark on rules that look at colours: in another colour mode only these can find anything else. */
const COLOURS = "cat.color";

/**
 * What axe finds on a page as it is now.
 * @param {import("playwright-core").Page} page
 * @param {"all" | "colours"} which all rules, or those that look at colours
 * @returns {Promise<string[]>} faults in words
 */
export async function accessible(page, which = "all") {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(AXE);
  const violations = await page.evaluate(
    async ({ tags, colours, triedOut }) => {
      const { axe } = globalThis;
      const chosen = axe
        .getRules(tags)
        .filter((rule) => !rule.tags.includes(triedOut) && (colours === null || rule.tags.includes(colours)));
      const runOnly = { type: "rule", values: chosen.map((rule) => rule.ruleId) };
      // Without `preload: false` axe fetches the style sheets again, which the page's own policy forbids.
      const found = await axe.run(document, { runOnly, preload: false, resultTypes: ["violations"] });
      return found.violations.map(({ id, help, nodes }) => ({
        id,
        help,
        times: nodes.length,
        places: nodes.slice(0, 3).map((node) => node.target.join(" ")),
      }));
    },
    { tags: TAGS, colours: which === "colours" ? COLOURS : null, triedOut: TRIED_OUT },
  );
  return violations.map(({ id, help, times, places }) => `axe ${id}: ${help} (${times} times: ${places.join("; ")})`);
}
