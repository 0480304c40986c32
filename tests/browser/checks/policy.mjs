// The content security policy: it is there before anything is loaded, and the page keeps to it.

/** What a page notes of its own violations, from before its first byte. To be given to `addInitScript`. */
export function noteViolations() {
  globalThis.policyViolations = [];
  document.addEventListener("securitypolicyviolation", (event) => {
    globalThis.policyViolations.push(`${event.effectiveDirective} forbids ${event.blockedURI || "what is in the page"}`);
  });
}

/**
 * The page has one policy, in its head and before all that it loads, nothing was forbidden by it, and it forbids at the
 * least what is in the page and what comes from elsewhere.
 * @param {import("playwright-core").Page} page
 * @returns {Promise<string[]>} faults in words
 */
export async function keepsItsPolicy(page) {
  return page.evaluate(() => {
    const faults = globalThis.policyViolations.splice(0).map((violation) => `its policy was broken: ${violation}`);
    const policies = [...document.querySelectorAll("meta[http-equiv='Content-Security-Policy' i]")];
    if (policies.length !== 1) return [...faults, `it has ${policies.length} content security policies instead of one`];
    const [policy] = policies;
    const text = policy.getAttribute("content") ?? "";
    for (const part of ["default-src 'none'", "connect-src 'none'", "form-action 'none'", "base-uri 'none'"]) {
      if (!text.includes(part)) faults.push(`its policy does not say ${part}`);
    }
    if (/unsafe-inline|'unsafe-eval'|\*|https?:/.test(text)) faults.push(`its policy is loose: ${text}`);
    const loads = document.querySelector("script, link[rel=stylesheet], link[rel=icon], style, img");
    const isFirst = loads === null || (policy.compareDocumentPosition(loads) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
    if (policy.parentElement !== document.head || !isFirst) faults.push("its policy comes after something that it loads");
    return faults;
  });
}
