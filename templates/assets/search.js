// The search of every page: a line to type in, and results as links below it. What finds them is loaded when somebody
// begins to search, so that reading alone costs nothing.
// @ts-check
"use strict";

/**
 * @typedef {{ text: string, found: boolean }} Piece
 * @typedef {{ title: string, kind: string, page: string, address: string, excerpt: Piece[] }} Result
 * @typedef {{ count: number, results: Result[] }} Found
 * @typedef {(query: string, most: number) => Found} Find
 */

(() => {
  /** What is loaded for the first search, in this order. The last sets `handbookSearch`. */
  const SCRIPTS = ["vendored/minisearch/minisearch.min.js", "search-index.js", "search-results.js"];

  /** How many results stand below the line, and how many on the page of results. */
  const FEW = 5;
  const MANY = 50;

  /** How long typing has to rest before results are announced, in milliseconds. */
  const REST = 900;

  /** The page of results, and the mark before the words in its address. */
  const PAGE = "search.html";
  const WORDS = "#q=";

  /**
   * An element of the page that has to be there.
   * @template {Element} E
   * @param {ParentNode} inside
   * @param {string} selector
   * @param {new () => E} kind
   * @returns {E}
   */
  function part(inside, selector, kind) {
    const found = inside.querySelector(selector);
    if (!(found instanceof kind)) throw new Error(`the page has no ${selector}`);
    return found;
  }

  const form = document.querySelector("form.search");
  // A handbook with templates of its own may have no search.
  if (!(form instanceof HTMLFormElement)) return;
  const input = part(form, "input", HTMLInputElement);
  const status = part(form, "[role=status]", HTMLElement);
  const panel = part(form, ".search-panel", HTMLElement);
  const root = form.dataset.root ?? "";
  /** Where the page of results shows them; nothing on other pages. */
  const place = document.querySelector(".search-results");

  /** @type {Promise<Find> | undefined} */
  let loading;
  let resting = 0;

  /** @param {string} name A script of the handbook, from its folder of assets. */
  function load(name) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = `${root}assets/${name}`;
      // In the order in which they are asked for.
      script.async = false;
      script.onload = resolve;
      script.onerror = () => reject(new Error(`${name} could not be loaded`));
      document.head.append(script);
    });
  }

  /** @returns {Promise<Find>} What finds; loaded once. */
  function finder() {
    loading ??= Promise.all(SCRIPTS.map(load)).then(() => /** @type {any} */ (window).handbookSearch);
    return loading;
  }

  /**
   * @param {string} name
   * @param {string} [words]
   * @param {string} [styles] The names of its classes.
   */
  function element(name, words = "", styles = "") {
    const made = document.createElement(name);
    made.textContent = words;
    if (styles !== "") made.className = styles;
    return made;
  }

  /**
   * @param {string} address From the root of the handbook.
   * @param {string} words
   */
  function link(address, words) {
    const made = document.createElement("a");
    made.href = root + address;
    made.textContent = words;
    return made;
  }

  /** @param {Result} result */
  function item({ title, kind, page, address, excerpt }) {
    const made = element("li");
    const to = link(address, title);
    to.append(element("span", page === "" ? kind : `${kind} in ${page}`, "search-kind"));
    const said = element("p");
    said.append(...excerpt.map(({ text, found }) => (found ? element("mark", text) : text)));
    made.append(to, said);
    return made;
  }

  /**
   * @param {Found} found
   * @param {string} query
   */
  function counted({ count, results }, query) {
    if (count === 0) return `Nothing found for “${query}”`;
    const all = `${count} ${count === 1 ? "result" : "results"}`;
    return results.length < count ? `${all}, the first ${results.length} shown` : all;
  }

  /** @param {Found} found */
  function list(found) {
    const made = element("ul");
    made.setAttribute("role", "list");
    made.append(...found.results.map(item));
    return made;
  }

  function helpWithNothing() {
    const made = element("p", "Try another word for it, or look it up in the ");
    made.append(link("glossary.html", "glossary"), ".");
    return made;
  }

  /**
   * Says something to those who listen, once typing rests.
   * @param {string} words
   */
  function announce(words) {
    window.clearTimeout(resting);
    resting = window.setTimeout(() => {
      status.textContent = words;
      if (place !== null) remember();
    }, REST);
  }

  function close() {
    panel.hidden = true;
    window.clearTimeout(resting);
    status.textContent = "";
  }

  /**
   * @param {Found} found
   * @param {string} query
   */
  function showBelow(found, query) {
    const shown = [element("p", counted(found, query), "search-count")];
    if (found.count === 0) shown.push(helpWithNothing());
    else shown.push(list(found));
    if (found.count > found.results.length) {
      const all = element("p");
      all.append(link(PAGE + WORDS + encodeURIComponent(query), `See all ${found.count} results`));
      shown.push(all);
    }
    panel.replaceChildren(...shown);
    panel.hidden = false;
  }

  /**
   * @param {Element} inside
   * @param {Found} found
   * @param {string} query
   */
  function showOnPage(inside, found, query) {
    const heading = part(inside, "h2", HTMLElement);
    heading.textContent = counted(found, query);
    inside.replaceChildren(heading, found.count === 0 ? helpWithNothing() : list(found));
    part(document, ".search-results", HTMLElement).hidden = false;
  }

  /** Looks for what stands in the line and shows what is found. */
  async function look() {
    const query = input.value.trim();
    if (query === "") {
      close();
      if (place instanceof HTMLElement) place.hidden = true;
      return;
    }
    try {
      const find = await finder();
      // Something else may have been typed while it was loaded.
      if (query !== input.value.trim()) return;
      const found = find(query, place === null ? FEW : MANY);
      if (place === null) showBelow(found, query);
      else showOnPage(place, found, query);
      announce(counted(found, query));
    } catch {
      loading = undefined;
      const words = "The search could not be loaded. Its files may be missing from this copy.";
      panel.replaceChildren(element("p", words));
      panel.hidden = false;
      announce(words);
    }
  }

  /** The words in the address of the page of results; nothing where it has none. */
  function asked() {
    if (!location.hash.startsWith(WORDS)) return undefined;
    try {
      return decodeURIComponent(location.hash.slice(WORDS.length).replaceAll("+", " "));
    } catch {
      return undefined;
    }
  }

  /** Puts the words into the address of the page of results, so that it can be kept and passed on. */
  function remember() {
    const query = input.value.trim();
    if (query !== (asked() ?? "")) history.replaceState(null, "", WORDS + encodeURIComponent(query));
  }

  function takeAsked() {
    const query = asked();
    if (query === undefined || query === input.value) return;
    input.value = query;
    void look();
  }

  /**
   * Moves among the results below the line. Nothing else that keys do is changed.
   * @param {KeyboardEvent} event
   */
  function move(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.isComposing) return;
    if (event.key === "Escape" && !panel.hidden) {
      event.preventDefault();
      close();
      input.focus();
      return;
    }
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    const links = [...panel.querySelectorAll("a")];
    const at = links.findIndex((one) => one === document.activeElement);
    if (panel.hidden) {
      if (step === 1 && document.activeElement === input) void look();
      return;
    }
    const isInLine = document.activeElement === input;
    if (at < 0 && !(isInLine && step === 1)) return;
    event.preventDefault();
    const to = isInLine ? links[0] : at + step < 0 ? input : links[Math.min(at + step, links.length - 1)];
    to?.focus();
  }

  input.addEventListener("focus", () => void finder().catch(() => (loading = undefined)));
  input.addEventListener("input", () => void look());
  form.addEventListener("keydown", move);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (place === null) location.href = root + PAGE + WORDS + encodeURIComponent(input.value.trim());
    else void look().then(remember);
  });
  // Results never stay open over what somebody has gone on to.
  form.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !form.contains(relatedTarget)) close();
  });
  document.addEventListener("pointerdown", ({ target }) => {
    if (target instanceof Node && !form.contains(target)) close();
  });
  panel.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("a") !== null) close();
  });

  form.hidden = false;
  for (const plain of document.querySelectorAll(".search-plain")) plain.remove();
  if (place !== null) {
    window.addEventListener("hashchange", takeAsked);
    takeAsked();
  }
})();
