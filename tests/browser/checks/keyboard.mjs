// The keyboard alone: the first stop, every stop, and keys that belong to the reader.

/** How often Tab is pressed before the walk looks whether it has come to the end. */
const STRIDE = 20;

/**
 * The first Tab reaches a link that can be seen and leads to the main part; Enter goes there, and the next Tab does not
 * go back. The page has to be fresh.
 * @param {import("playwright-core").Page} page
 * @returns {Promise<string[]>} faults in words
 */
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

/**
 * Tab walks through the whole page and out of it, in the order of the document; each stop shows that it has the focus,
 * in a colour with a contrast of 3 to 1, and lies under nothing. The page has to be fresh.
 * @param {import("playwright-core").Page} page
 * @returns {Promise<string[]>} faults in words
 */
export async function walks(page) {
  const most = 2 * (await page.evaluate(takeNotes)) + STRIDE;
  let ended = false;
  for (let pressed = 0; pressed < most && !ended; pressed += STRIDE) {
    for (let press = 0; press < STRIDE; press += 1) await page.keyboard.press("Tab");
    ended = await page.evaluate(() => globalThis.walk.ended);
  }
  const faults = await page.evaluate(() => globalThis.walk.faults());
  if (!ended) faults.unshift(`after ${most} presses of Tab the walk has not come to the end of the page`);
  return faults.slice(0, 6);
}

/** Runs in the page: notes what each stop looks like, from now on. Gives how many stops there are to be. */
function takeNotes() {
  const CONTRAST = 3;
  const SEEN = ["outlineStyle", "outlineWidth", "outlineColor", "boxShadow", "backgroundColor", "borderTopColor",
    "borderTopWidth", "borderBottomColor", "borderBottomWidth", "color", "textDecoration"];
  const named = (element) =>
    `${element.localName}${element.id ? `#${element.id}` : ""} "${(element.textContent.trim() || element.name || "").slice(0, 30)}"`;
  // A control may show its focus on its label, as those do that draw their own boxes.
  const shown = (element) =>
    [element, ...(element.labels ?? [])].flatMap((part) => [null, "::before", "::after"].map((pseudo) => getComputedStyle(part, pseudo)));
  const look = (element) => shown(element).map((style) => SEEN.map((name) => style[name]).join("|")).join("\n");

  const numbers = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = ([red, green, blue]) => {
    const linear = [red, green, blue].map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const contrast = (one, other) => {
    const [light, dark] = [luminance(one), luminance(other)].sort((left, right) => right - left);
    return (light + 0.05) / (dark + 0.05);
  };
  const behind = (element) => {
    for (let outer = element.parentElement; outer !== null; outer = outer.parentElement) {
      const [red, green, blue, alpha = 1] = numbers(getComputedStyle(outer).backgroundColor);
      if (alpha > 0.5) return [red, green, blue];
    }
    return matchMedia("(prefers-color-scheme: dark)").matches ? [18, 18, 18] : [255, 255, 255];
  };
  /** The colours that may tell of the focus: of outlines, shadows, and bottom borders. */
  const signals = (element) =>
    shown(element).flatMap((style) => [
      ...(style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1 ? [style.outlineColor] : []),
      ...(style.boxShadow.match(/rgba?\([^)]*\)/g) ?? []),
      ...(parseFloat(style.borderBottomWidth) >= 2 ? [style.borderBottomColor] : []),
    ]).map(numbers).filter(([, , , alpha = 1]) => alpha > 0.5);
  /** Whether something else lies over the middle of what can be seen of a stop, or nothing of it can be seen. */
  const obscured = (element) => {
    // A link that runs over two lines has no middle of its own; the larger part of it has.
    const parts = [...element.getClientRects()].sort((one, other) => other.width * other.height - one.width * one.height);
    const box = parts[0] ?? element.getBoundingClientRect();
    const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    if (right - left < 1 || bottom - top < 1) return "lies outside the window";
    const found = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    const own = [element, ...(element.labels ?? [])];
    return found === null || own.some((part) => part.contains(found)) || found.contains(element)
      ? null
      : `lies under ${named(found)}`;
  };

  const TABBED = "a[href], button, input:not([type=hidden]), select, textarea, summary, iframe, [tabindex]";
  const tabbed = [...document.querySelectorAll(TABBED)].filter(
    (element) => element.tabIndex >= 0 && !element.disabled && element.checkVisibility({ visibilityProperty: true }),
  );
  const before = new Map(tabbed.map((element) => [element, look(element)]));
  // Of a group of radio buttons only one is a stop.
  const groups = new Set();
  const awaited = tabbed.filter((element) => {
    if (element.type !== "radio") return true;
    const isNew = !groups.has(element.name);
    groups.add(element.name);
    return isNew;
  });

  const visited = [];
  const wrong = [];
  const walk = { ended: false };
  walk.faults = () => {
    const reached = new Set(visited.map((element) => (element.type === "radio" ? element.name : element)));
    const missed = awaited.filter((element) => !reached.has(element.type === "radio" ? element.name : element));
    return [...missed.slice(0, 3).map((element) => `Tab never reaches ${named(element)}`), ...wrong];
  };
  globalThis.walk = walk;
  // Keys are let go of when the focus has moved and what has it has been scrolled to.
  addEventListener("keyup", (event) => {
    if (walk.ended || event.key !== "Tab") return;
    const element = document.activeElement;
    if (element === null || element === document.body || element === visited[0]) {
      walk.ended = true;
      return;
    }
    const last = visited.at(-1);
    if (last === element) {
      wrong.push(`Tab does not leave ${named(element)}`);
      return;
    }
    if (last !== undefined && !(last.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING)) {
      wrong.push(`${named(element)} comes after ${named(last)}, which it precedes in the document`);
    }
    visited.push(element);
    if (before.get(element) === look(element)) wrong.push(`${named(element)} does not show that it has the focus`);
    else if (!signals(element).some((colour) => contrast(colour, behind(element)) >= CONTRAST)) {
      wrong.push(`the focus of ${named(element)} has too little contrast`);
    }
    const under = obscured(element);
    if (under !== null) wrong.push(`${named(element)} ${under} when it has the focus`);
  }, true);
  return awaited.length;
}

/**
 * Keys that scroll do scroll, and neither they nor single letters go to another page or take the focus. The page has to
 * be fresh.
 * @param {import("playwright-core").Page} page
 * @returns {Promise<string[]>} faults in words
 */
export async function leavesKeysAlone(page) {
  const faults = [];
  const state = () =>
    page.evaluate(() => ({ address: location.href, focus: document.activeElement?.id || document.activeElement?.localName }));
  const before = await state();
  const isLong = await page.evaluate(() => document.documentElement.scrollHeight > innerHeight + 100);
  await page.keyboard.press("ArrowDown");
  const scrolls = page.waitForFunction(() => scrollY > 0, null, { timeout: 2_000 }).then(() => true, () => false);
  if (isLong && !(await scrolls)) faults.push("the arrow down does not scroll");
  for (const key of ["ArrowRight", "ArrowLeft", "ArrowUp", "PageDown", "End", "Home", "s", "t", "/", "?"]) {
    await page.keyboard.press(key);
  }
  // What a key sets off may come a moment later.
  await page.waitForTimeout(50);
  const after = await state();
  if (after.address !== before.address) faults.push(`a key that scrolls, or a letter, goes to ${after.address}`);
  if (after.focus !== before.focus) faults.push(`a key that scrolls, or a letter, moves the focus to ${after.focus}`);
  return faults;
}
