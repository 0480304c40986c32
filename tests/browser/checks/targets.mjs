// Target size (WCAG 2.5.8): what is pressed is 24 pixels large, or has that much room to itself.

/**
 * Every target has 24 by 24 CSS pixels, stands in a sentence, or is so far from others that a circle of 24 pixels
 * around its middle touches none of them and none of their circles.
 * @param {import("playwright-core").Page} page
 * @returns {Promise<string[]>} faults in words
 */
export async function pressable(page) {
  return page.evaluate(() => {
    const SIZE = 24;
    const PRESSED = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=option]";
    const inSentence = (element) => {
      if (getComputedStyle(element).display !== "inline") return false;
      let block = element.parentElement;
      while (block !== null && getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
      // What stands between the links, words or the commas of a list, sets how high the line is.
      const words = [];
      const walker = document.createTreeWalker(block ?? element, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        if (node.parentElement.closest("a[href], button") === null) words.push(node.data);
      }
      return /[\p{L},;]/u.test(words.join(""));
    };
    const boxOf = (element) => {
      // A label that belongs to a control is part of what is pressed.
      const parts = [element, ...(element.labels ?? [])].map((part) => part.getBoundingClientRect());
      const seen = parts.filter((part) => part.width > 2 && part.height > 2);
      if (seen.length === 0) return null;
      const [left, top] = [Math.min(...seen.map((one) => one.left)), Math.min(...seen.map((one) => one.top))];
      const [right, bottom] = [Math.max(...seen.map((one) => one.right)), Math.max(...seen.map((one) => one.bottom))];
      return { left, top, right, bottom, width: right - left, height: bottom - top, x: (left + right) / 2, y: (top + bottom) / 2 };
    };
    const targets = [...document.querySelectorAll(PRESSED)]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .map((element) => ({ element, box: boxOf(element) }))
      // What waits outside the window until it has the focus is looked at by the keyboard's checks.
      .filter(({ box }) => box !== null && box.right > 0 && box.bottom + scrollY > 0)
      .map((target) => ({ ...target, small: target.box.width < SIZE - 0.5 || target.box.height < SIZE - 0.5 }));
    const reach = (box, { x, y }) =>
      Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
    const crowded = ({ element, box }) =>
      targets.find(
        (other) =>
          other.element !== element &&
          !other.element.contains(element) &&
          !element.contains(other.element) &&
          Math.abs(other.box.y - box.y) < SIZE + other.box.height &&
          (reach(other.box, box) < SIZE / 2 - 0.5 ||
            (other.small && Math.hypot(other.box.x - box.x, other.box.y - box.y) < SIZE - 0.5)),
      );
    const faults = [];
    for (const target of targets.filter(({ element, small }) => small && !inSentence(element))) {
      const other = crowded(target);
      if (other === undefined) continue;
      const words = ({ element }) => (element.textContent.trim() || element.id || element.tagName).slice(0, 30);
      const { width, height } = target.box;
      faults.push(`"${words(target)}" is ${width.toFixed(0)} by ${height.toFixed(0)} and close to "${words(other)}"`);
    }
    return faults.slice(0, 5);
  });
}
