// Text spacing (WCAG 1.4.12): readers who spread letters, words and lines lose nothing.

/** The values that the criterion names. */
const SPREAD = `
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-bottom: 2em !important; }
`;

/**
 * With spread text nothing is cut off, nothing lies over something else, and the page is no wider than the window.
 * @param {import("playwright-core").Page} page
 * @returns {Promise<string[]>} faults in words
 */
export async function spreads(page) {
  return page.evaluate((spread) => {
    // The page's policy forbids styles within it; a sheet that is adopted is none of its business.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(spread);
    document.adoptedStyleSheets.push(sheet);
    const faults = [];
    const named = (element) => [element.tagName.toLowerCase(), ...element.classList].join(".");
    // What is clipped to nothing is there to be heard, not seen, however large its box is.
    const isHeardOnly = (style) => style.clipPath.startsWith("inset(50%");
    const cuts = (style, axis) => ["hidden", "clip"].includes(style[`overflow${axis}`]);

    if (document.documentElement.scrollWidth > innerWidth) {
      faults.push(`the page is ${document.documentElement.scrollWidth} wide in a window of ${innerWidth}`);
    }
    for (const box of document.querySelectorAll("body *")) {
      // What is one pixel large is there to be heard, not seen.
      if (box.clientWidth <= 2 || box.clientHeight <= 2 || !box.checkVisibility()) continue;
      const style = getComputedStyle(box);
      if (isHeardOnly(style)) continue;
      const cut =
        (cuts(style, "X") && box.scrollWidth > box.clientWidth + 1) ||
        (cuts(style, "Y") && box.scrollHeight > box.clientHeight + 1);
      if (cut && box.textContent.trim() !== "") faults.push(`${named(box)} cuts off what it says`);
    }

    // The rectangles of all lines of text that can be seen, less what boxes that scroll or cut keep out of sight.
    const lines = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (node.data.trim() === "" || !parent.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      let [left, top, right, bottom] = [-Infinity, -Infinity, Infinity, Infinity];
      for (let outer = parent; outer !== document.body && outer !== null; outer = outer.parentElement) {
        const style = getComputedStyle(outer);
        if (isHeardOnly(style)) right = -Infinity;
        if (style.overflowX === "visible" && style.overflowY === "visible") continue;
        const box = outer.getBoundingClientRect();
        [left, top] = [Math.max(left, box.left), Math.max(top, box.top)];
        [right, bottom] = [Math.min(right, box.right), Math.min(bottom, box.bottom)];
      }
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) {
        const line = {
          node,
          left: Math.max(rect.left, left),
          top: Math.max(rect.top, top),
          right: Math.min(rect.right, right),
          bottom: Math.min(rect.bottom, bottom),
        };
        if (line.right - line.left > 2 && line.bottom - line.top > 2) lines.push(line);
      }
    }
    lines.sort((one, other) => one.top - other.top);
    // Glyphs of one line reach a little into the next without touching it.
    const TOUCH = 3;
    let open = [];
    for (const line of lines) {
      open = open.filter((above) => above.bottom - TOUCH > line.top);
      const under = open.find(
        (above) => above.node !== line.node && above.right - TOUCH > line.left && line.right - TOUCH > above.left,
      );
      if (under !== undefined) {
        const [one, other] = [under, line].map(({ node }) => node.data.trim().slice(0, 30));
        faults.push(`"${other}" lies over "${one}"`);
      }
      open.push(line);
    }
    document.adoptedStyleSheets.pop();
    return faults.slice(0, 5);
  }, SPREAD);
}
