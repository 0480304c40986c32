// Finds entries of the handbook for some words. Added by search.js, after MiniSearch and the index, when somebody
// begins to search. It sets `handbookSearch`, the promise of a function that finds, and touches no page.
// @ts-check
"use strict";

/**
 * A piece of a text, and whether it is what was looked for.
 * @typedef {{ text: string, found: boolean }} Piece
 *
 * What a search gives for one entry. `address` is seen from the root of the handbook; `page` is empty where the entry
 * is the whole of its page.
 * @typedef {{ title: string, kind: string, page: string, address: string, excerpt: Piece[] }} Result
 *
 * An entry of the index: its kind, the number of its page, its anchor, its title, its text and its other names.
 * @typedef {[kind: string, page: number, anchor: string, title: string, text: string, also: string[]]} Entry
 *
 * @typedef {{ pages: [address: string, title: string][], entries: Entry[] }} Index
 */

(() => {
  /** @type {Index} */
  const index = /** @type {any} */ (window).handbookIndex;

  /**
   * The entry of a number that the index gave out.
   * @param {number} id
   */
  const entry = (id) => /** @type {Entry} */ (index.entries[id]);
  const MiniSearch = /** @type {any} */ (window).MiniSearch;

  /** What people most likely look for comes first: what a word means, and what a plan is asked. */
  const WEIGHTS = /** @type {Record<string, number>} */ ({
    Term: 1.8,
    Question: 1.5,
    Chapter: 1.4,
    Section: 1.4,
    Ingredient: 1.3,
    Criterion: 1,
    Rule: 1,
    Source: 0.7,
    Message: 0.6,
  });

  /** How much more a word in a name counts than one in a text. */
  const FIELDS = { title: 3, also: 3, text: 1 };

  /** How much more an entry counts that is called exactly what was typed. */
  const NAMED = 3;

  /** What counts less than this part of the best entry has little to do with what was typed, and is left out. */
  const LEAST = 0.1;

  /** Words of a question that say nothing of its topic. Alone they are looked for as any other: "WHO" is one. */
  const FILLERS = new Set(
    ("a about an and any are as at be been but by can could did do does for from had has have how i if in into is it its " +
      "may me must my of on or our should so than that the their them then there these they this to us was we were what " +
      "when where which who why will with would you your").split(" "),
  );

  /** How long an excerpt is, in characters. */
  const EXCERPT = 170;

  /** How many characters of a text stand before the first word found. */
  const BEFORE = 50;

  /**
   * The letters of a word without capitals and accents.
   * @param {string} word
   */
  function folded(word) {
    const small = word.toLowerCase();
    return /^[a-z0-9]*$/.test(small) ? small : small.normalize("NFD").replace(/\p{M}/gu, "");
  }

  const search = new MiniSearch({
    fields: Object.keys(FIELDS),
    processTerm: folded,
  });
  // In small parts, so that a slow machine shows what is typed meanwhile.
  const ready = search.addAllAsync(
    index.entries.map(([, , , title, text, also], id) => ({ id, title, text, also: also.join(", ") })),
    { chunkSize: 40 },
  );

  /** @param {string} query The words to look for. */
  function wordsOf(query) {
    const words = folded(query).split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
    const telling = words.filter((word) => !FILLERS.has(word));
    return telling.length > 0 ? telling : words;
  }

  /**
   * How many letters of a word may be wrong: more for a word that the handbook does not know, so that a slip of two
   * neighbouring letters is forgiven and a right word is left alone.
   * @param {string} word
   */
  function slips(word) {
    if (word.length < 4 || /^\d+$/.test(word)) return 0;
    const isKnown = search.search(word, { prefix: true, fuzzy: false }).length > 0;
    if (isKnown) return word.length < 6 ? 0 : 1;
    return word.length < 6 ? 1 : 2;
  }

  /**
   * The entries for some words, the best first.
   * @param {string} query
   * @param {number} most How many results to give at the most.
   * @returns {{ count: number, results: Result[] }} How many there are in all, and the first of them.
   */
  function find(query, most) {
    const words = wordsOf(query);
    const phrase = words.join(" ");
    /** @type {{ id: number, score: number, queryTerms: string[], match: Record<string, string[]> }[]} */
    const found = search.search(phrase, {
      // The last word may still be in the making.
      prefix: (/** @type {string} */ word, /** @type {number} */ at) => word.length > 2 || at === words.length - 1,
      fuzzy: slips,
      weights: { prefix: 0.5, fuzzy: 0.3 },
      boost: FIELDS,
      boostDocument: (/** @type {number} */ id) => WEIGHTS[entry(id)[0]] ?? 1,
    });
    // An entry with most of the words comes before one that has a few of them often.
    for (const one of found) one.score *= one.queryTerms.length / words.length;
    const best = Math.max(...found.map(({ score }) => score));
    const kept = found.filter(({ score }) => score >= best * LEAST);
    for (const one of kept) {
      const [, , , title, , also] = entry(one.id);
      const isCalled = (/** @type {string} */ name) => name === phrase || `${name}s` === phrase;
      if ([title, ...also].some((name) => isCalled(wordsOf(name).join(" ")))) one.score *= NAMED;
    }
    kept.sort((left, right) => right.score - left.score || left.id - right.id);
    return { count: kept.length, results: kept.slice(0, most).map(({ id, match }) => result(id, match)) };
  }

  /**
   * @param {number} id
   * @param {Record<string, string[]>} match The words of the entry that were found, with the fields that have them.
   * @returns {Result}
   */
  function result(id, match) {
    const [kind, number, anchor, title, text, also] = entry(id);
    const [address, page] = /** @type {[string, string]} */ (index.pages[number]);
    const words = new Set(Object.keys(match));
    // Another name of a term is said where it has more of the words than the term itself.
    const hits = (/** @type {string} */ name) => pieces(name, words).filter((piece) => piece.found).length;
    const most = Math.max(hits(title), ...also.map(hits));
    const names = most > hits(title) ? also.filter((/** @type {string} */ name) => hits(name) === most) : [];
    const said = kind === "Term" && names.length > 0 ? `Also called ${names.join(", ")}. ${text}` : text;
    return {
      title,
      kind,
      page: kind === "Chapter" ? "" : page,
      address: anchor === "" ? address : `${address}#${anchor}`,
      excerpt: excerpt(said, words),
    };
  }

  /**
   * Cuts a text at the words that were found.
   * @param {string} text
   * @param {Set<string>} words
   * @returns {Piece[]}
   */
  function pieces(text, words) {
    return text
      .split(/([\p{L}\p{N}\p{M}]+)/u)
      .map((part, at) => ({ text: part, found: at % 2 === 1 && words.has(folded(part)) }))
      .filter((piece) => piece.text !== "");
  }

  /**
   * The part of a text in which most of the words stand together.
   * @param {string} text
   * @param {Set<string>} words
   * @returns {Piece[]}
   */
  function excerpt(text, words) {
    const all = pieces(text, words);
    /** @type {{ at: number, word: string }[]} */
    const places = [];
    let length = 0;
    for (const piece of all) {
      if (piece.found) places.push({ at: length, word: folded(piece.text) });
      length += piece.text.length;
    }
    let [start, most] = [0, 0];
    for (const { at } of places) {
      const within = places.filter((place) => place.at >= at && place.at < at + EXCERPT - BEFORE);
      const different = new Set(within.map((place) => place.word)).size;
      if (different > most) [start, most] = [at, different];
    }
    const from = Math.max(0, Math.min(start - BEFORE, length - EXCERPT));
    return cut(all, from, from + EXCERPT);
  }

  /**
   * The pieces between two places of a text, cut between words and marked where something is left out.
   * @param {Piece[]} all
   * @param {number} from
   * @param {number} to
   * @returns {Piece[]}
   */
  function cut(all, from, to) {
    /** @type {Piece[]} */
    const kept = [];
    let at = 0;
    for (const piece of all) {
      if (at >= from && at + piece.text.length <= to) kept.push({ ...piece });
      at += piece.text.length;
    }
    const [first, last] = [kept[0], kept[kept.length - 1]];
    if (first === undefined || last === undefined) return all.slice(0, 1);
    if (from > 0) {
      first.text = first.text.replace(/^[^\p{L}\p{N}]+/u, "");
      kept.unshift({ text: "… ", found: false });
    }
    if (to < at) {
      last.text = last.text.replace(/[^\p{L}\p{N}]+$/u, "");
      kept.push({ text: " …", found: false });
    }
    return kept.filter((piece) => piece.text !== "");
  }

  /** @type {any} */ (window).handbookSearch = ready.then(() => find);
})();
