// Reflow (WCAG 1.4.10): nobody scrolls in two directions to read.

/**
 * Nothing is wider than the window, and what scrolls sideways within the page says what it is and can be reached with
 * the keyboard: readers with a narrow window, or at 400 per cent, scroll in one direction only.
 * @param {import("playwright-core").Page} page
 * @returns {Promise<string[]>} faults in words
 */
export async function fits(page) {
  return page.evaluate(() => {
    const faults = [];
    const named = (element) => [element.tagName.toLowerCase(), ...element.classList].join(".");
    const inner = window.innerWidth;
    const wide = document.documentElement.scrollWidth;
    if (wide > inner) {
      const culprits = [...document.querySelectorAll("body *")]
        .filter((element) => element.getBoundingClientRect().right > inner + 1 || element.scrollWidth > inner + 1)
        .slice(-3)
        .map(named);
      faults.push(`the page is ${wide} wide in a window of ${inner}: ${culprits.join(", ")}`);
    }
    for (const box of document.querySelectorAll("body *")) {
      // What a control holds scrolls within it, as every browser has it.
      if (box.matches("input, textarea, select") || box.scrollWidth <= box.clientWidth + 1) continue;
      if (!["auto", "scroll"].includes(getComputedStyle(box).overflowX)) continue;
      if (box.tabIndex < 0 && box.querySelector("a[href], button, input, select, textarea") === null) {
        faults.push(`${named(box)} scrolls sideways and cannot be reached with the keyboard`);
      }
      const isCode = box.matches("pre");
      if (!isCode && !box.hasAttribute("aria-labelledby") && !box.hasAttribute("aria-label")) {
        faults.push(`${named(box)} scrolls sideways and has no label`);
      }
    }
    return faults;
  });
}
