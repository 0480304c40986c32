// What a page holds that can only be judged beside the other pages: titles, headings, ids, links.

/**
 * @typedef {object} Survey
 * @property {string} title
 * @property {string | null} description what the page says of itself to search engines; null when it says nothing
 * @property {string[]} firsts the first headings
 * @property {string[]} twice headings that stand twice under the same heading
 * @property {string[]} ids
 * @property {string[]} links addresses as a reader would follow them, with their fragments
 * @property {number} scripts how many scripts it has
 * @property {boolean} form whether the main part is there to be filled in
 */

/**
 * @param {import("playwright-core").Page} page
 * @returns {Promise<Survey>}
 */
export async function survey(page) {
  return page.evaluate(() => {
    const words = (element) => element.textContent.replace(/\s+/g, " ").trim();
    const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")];
    const way = [];
    const seen = new Set();
    const twice = [];
    for (const heading of headings) {
      way.length = Number(heading.localName[1]) - 1;
      way[way.length] = words(heading);
      const key = way.join(" > ");
      if (seen.has(key)) twice.push(key);
      seen.add(key);
    }
    return {
      title: document.title,
      description: document.querySelector("meta[name=description]")?.getAttribute("content") ?? null,
      firsts: headings.filter((heading) => heading.localName === "h1").map(words),
      twice,
      ids: [...document.querySelectorAll("[id]")].map((element) => element.id),
      links: [...document.querySelectorAll("a[href], area[href], link[href], img[src], script[src]")].map(
        (element) => element.href?.baseVal !== undefined ? new URL(element.href.baseVal, element.baseURI).href : element.href || element.src,
      ),
      scripts: document.scripts.length,
      form: document.querySelector("main form input, main form textarea") !== null,
    };
  });
}
