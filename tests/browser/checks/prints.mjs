// On paper: everything that can be opened is open, and nothing is there that only a screen can use.

/** The width of A4 less the margins of the pages, in CSS pixels. */
const PAPER = { width: 680, height: 960 };

/**
 * Printed, the page shows no navigation and no buttons, what is folded is open, nothing is cut off, and links to other
 * sites show where they lead. Leaves the page in print, at the width of paper.
 * @param {import("playwright-core").Page} page
 * @returns {Promise<string[]>} faults in words
 */
export async function prints(page) {
  await page.setViewportSize(PAPER);
  await page.emulateMedia({ media: "print", colorScheme: "light", forcedColors: "none" });
  return page.evaluate(() => {
    const faults = [];
    const named = (element) => [element.tagName.toLowerCase(), ...element.classList].join(".");
    const seen = (element) => {
      const box = element.getBoundingClientRect();
      const visible = { visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true };
      return box.width > 2 && box.height > 2 && element.checkVisibility(visible);
    };
    for (const element of document.querySelectorAll("nav, button, [role=search], body > a[href^='#']")) {
      if (seen(element)) faults.push(`${named(element)} is printed`);
    }
    // What only a script shows is not there without one, and what is for the screen alone stays folded.
    for (const folded of document.querySelectorAll("main details:not([hidden], [hidden] *, .on-screen, .on-screen *)")) {
      const inner = [...folded.children].filter((child) => child.localName !== "summary");
      if (inner.some((child) => child.textContent.trim() !== "" && !seen(child))) {
        faults.push(`what is folded under "${folded.querySelector("summary")?.textContent.trim()}" is not printed`);
      }
    }
    for (const box of document.querySelectorAll("main, main *")) {
      if (box.matches("input, textarea, select") || box.clientWidth <= 2 || !seen(box)) continue;
      const { overflowX, overflowY } = getComputedStyle(box);
      const cut =
        (overflowX !== "visible" && box.scrollWidth > box.clientWidth + 1) ||
        (overflowY !== "visible" && box.scrollHeight > box.clientHeight + 1);
      if (cut) faults.push(`${named(box)} is cut off on paper`);
    }
    for (const link of document.querySelectorAll("main a[href^='http']")) {
      const after = getComputedStyle(link, "::after").content;
      const told = /attr\(href\)|https?:/.test(after) || link.textContent.includes(link.host.replace(/^www\./, ""));
      if (seen(link) && !told) faults.push(`"${link.textContent.trim().slice(0, 40)}" does not show where it leads`);
    }
    return faults.slice(0, 5);
  });
}

/**
 * The page has sheets of paper.
 * @param {import("playwright-core").Page} page
 * @returns {Promise<string[]>} faults in words
 */
export async function hasSheets(page) {
  const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: false })).toString("latin1");
  return /\/Type\s*\/Page[^s]/.test(pdf) ? [] : ["its PDF has no pages"];
}
