// Pages with one planted fault each, and a sound one from which they are made.

const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'none'; form-action 'none'; base-uri 'none'";

const STYLE = `
body { margin: 0; padding: 16px; font: 16px/1.5 sans-serif; color: #111; background: #fff; overflow-wrap: break-word; }
a { color: #0b5a52; }
:focus-visible { outline: 3px solid #111; }
main:focus { outline: none; }
.box { overflow-x: auto; }
.box table { min-width: 600px; }
@media (prefers-color-scheme: dark) { body { color: #eee; background: #111; } a { color: #9fe0d8; } :focus-visible { outline-color: #fff; } }
@media print { nav, .skip { display: none; } .box { overflow: visible; } .box table { min-width: 0; } a[href^="http"]::after { content: " (" attr(href) ")"; } details::details-content { content-visibility: visible; } }
`;

const PARTS = {
  policy: `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
  title: "A sound page",
  skip: `<a class="skip" href="#main">Skip to main content</a>`,
  heading: "<h1>A sound page</h1>",
  more: "",
  style: "",
  script: "",
};

/** The files of a page with the name `name`, its parts changed. */
export function filesOf(name, changed = {}) {
  const parts = { ...PARTS, title: `Page ${name}`, heading: `<h1>Page ${name}</h1>`, ...changed };
  const html = `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
${parts.policy}
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${parts.title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${name}.css">${parts.script === "" ? "" : `\n<script src="${name}.js" defer></script>`}
</head>
<body>
${parts.skip}
<header><p>A handbook</p></header>
<nav aria-label="Handbook"><ul><li><a href="sound.html">The sound page</a></li></ul></nav>
<main id="main" tabindex="-1">
${parts.heading}
<p>What stands here is long enough to be read: a paragraph with <a href="https://example.org/a-page">a link to another site</a> and
one <a href="sound.html#part">within</a>, and some more words so that nobody takes it for an empty page.</p>
<h2 id="part">A part</h2>
<div class="box" role="region" aria-labelledby="part" tabindex="0"><table><thead><tr><th scope="col">One</th><th scope="col">Two</th></tr></thead>
<tbody><tr><td>1</td><td>2</td></tr></tbody></table></div>
<details><summary>More</summary><p>What is folded can be printed.</p></details>
<p>${"A page that is long enough to be scrolled has many words. ".repeat(60).trim()}</p>
${parts.more}
</main>
</body>
</html>
`;
  const files = { [`${name}.html`]: html, [`${name}.css`]: STYLE + parts.style };
  if (parts.script !== "") files[`${name}.js`] = parts.script;
  return files;
}

/** A text that cannot be compressed: letters from a generator of numbers that always begins the same. */
function noise(length) {
  let [state, text] = [1, ""];
  while (text.length < length) {
    state = (state * 48271) % 2147483647;
    text += String.fromCharCode(97 + (state % 26)) + (state % 7 === 0 ? " " : "");
  }
  return text;
}

/**
 * The planted faults: in which check each has to be found, and in what words. `everyState` where only a page that is
 * looked at in every state shows it.
 * @type {{ name: string, found: RegExp, changed: Partial<typeof PARTS>, everyState?: boolean }[]}
 */
export const FAULTS = [
  { name: "unlabelled", found: /is accessible: axe label/, changed: { more: `<p><input type="text"></p>` } },
  {
    name: "pale-when-dark", everyState: true,
    found: /dark\) is accessible: axe color-contrast/,
    changed: { style: "@media (prefers-color-scheme: dark) { p { color: #333; } }" },
  },
  {
    name: "pale-when-forced", everyState: true,
    found: /forced colours\) is accessible: axe color-contrast/,
    changed: { style: "@media (forced-colors: active) { p { forced-color-adjust: none; color: #eee; background: #fff; } }" },
  },
  {
    name: "unlabelled-without-scripts",
    everyState: true,
    found: /empty scripts\) is accessible: axe label/,
    changed: { more: `<p><input type="text"></p>`, script: `document.querySelector("input").setAttribute("aria-label", "Name");` },
  },
  { name: "unclosed", found: /is sound: html-validate/, changed: { more: "<p><strong>Not closed</p>" } },
  { name: "same-title", found: /have the same title/, changed: { title: "Page sound" } },
  { name: "same-heading", found: /have the same first heading/, changed: { heading: "<h1>Page sound</h1>" } },
  { name: "twice", found: /has twice the heading/, changed: { more: "<h2>Twice</h2><p>a</p><h2>Twice</h2><p>b</p>" } },
  { name: "two-firsts", found: /2 first headings/, changed: { more: "<h1>Another</h1>" } },
  { name: "lost-file", found: /there is no nowhere\.html/, changed: { more: `<p>See <a href="nowhere.html">nowhere</a>.</p>` } },
  {
    name: "lost-place",
    found: /sound\.html has no place nowhere/,
    changed: { more: `<p>See <a href="sound.html#nowhere">nowhere</a>.</p>` },
  },
  { name: "outside", found: /lies outside the site/, changed: { more: `<p>See <a href="../other.html">another</a>.</p>` } },
  { name: "no-skip", found: /instead of a skip link/, changed: { skip: "" } },
  { name: "skips-nowhere", found: /which is not the main part/, changed: { skip: `<a class="skip" href="#part">Skip</a>` } },
  { name: "no-focus", everyState: true, found: /does not show that it has the focus/, changed: { style: ":focus-visible { outline: none; }" } },
  {
    name: "pale-focus", everyState: true,
    found: /too little contrast/,
    changed: { style: ":focus-visible { outline-color: #eee; }" },
  },
  {
    name: "covered", everyState: true,
    found: /lies under/,
    changed: { style: "header { position: fixed; inset: auto 0 0 0; height: 85%; background: #fff; }" },
  },
  {
    name: "disordered", everyState: true,
    found: /comes after .* which it precedes/,
    changed: { more: `<p><a href="sound.html">One</a> and <a href="sound.html" tabindex="1">two</a>.</p>` },
  },
  {
    name: "trap", everyState: true,
    found: /Tab does not leave|has not come to the end|Tab never reaches/,
    changed: {
      more: `<p><label for="trap">Trap</label> <input type="text" id="trap"></p>`,
      script: `document.getElementById("trap").addEventListener("keydown", (event) => event.preventDefault());`,
    },
  },
  {
    name: "stolen-arrow", everyState: true,
    found: /goes to .*sound\.html/,
    changed: { script: `addEventListener("keydown", (event) => { if (event.key === "ArrowRight") location.href = "sound.html"; });` },
  },
  {
    name: "stolen-letter", everyState: true,
    found: /moves the focus to/,
    changed: { script: `addEventListener("keydown", (event) => { if (event.key === "s") document.querySelector("nav a").focus(); });` },
  },
  {
    name: "no-scrolling", everyState: true,
    found: /the arrow down does not scroll/,
    changed: { script: `addEventListener("keydown", (event) => { if (event.key === "ArrowDown") event.preventDefault(); });` },
  },
  { name: "wide", found: /fits: the page is \d+ wide/, changed: { style: "h2 { width: 500px; }" } },
  {
    name: "unlabelled-box",
    found: /scrolls sideways and has no label/,
    changed: { more: `<div class="box" tabindex="0"><table><tbody><tr><td>1</td></tr></tbody></table></div>` },
  },
  {
    name: "cut",
    found: /can be spread: h2 cuts off/,
    changed: { style: "h2 { height: 27px; line-height: 1.1; overflow: hidden; width: 5em; } ", more: "<h2>A heading of several words</h2>" },
  },
  { name: "overlaid", found: /lies over/, changed: { style: "h2 { height: 2px; margin: 0; } th { text-align: left; }" } },
  {
    name: "crowded",
    found: /can be pressed: .* close to/,
    changed: {
      more: `<ul class="tight"><li><a href="sound.html">One</a></li><li><a href="sound.html#part">Two</a></li></ul>`,
      style: ".tight { list-style: none; font-size: 12px; line-height: 1.1; }",
    },
  },
  { name: "no-policy", found: /0 content security policies/, changed: { policy: "" } },
  {
    name: "loose-policy",
    found: /its policy is loose/,
    changed: { policy: `<meta http-equiv="Content-Security-Policy" content="${POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")}">` },
  },
  { name: "broken-policy", found: /its policy was broken: style-src/, changed: { more: `<p style="color: #222">Styled.</p>` } },
  { name: "talks", found: /the console says \(log\): hello/, changed: { script: `console.log("hello");` } },
  { name: "fails", found: /a script failed/, changed: { script: `throw new Error("no");` } },
  {
    name: "asks-elsewhere",
    found: /asks for https:\/\/example\.org\/x\.png|the console says/,
    changed: { more: `<img src="https://example.org/x.png" alt="">` },
  },
  { name: "empty", found: /the main part shows \d+ characters/, changed: { style: "main > * { display: none; }" } },
  {
    name: "made-by-script",
    found: /\(no scripts\) can be read: the main part/,
    changed: { style: "main > :not(.on) { display: none; }", script: `document.querySelectorAll("main > *").forEach((element) => element.classList.add("on"));` },
  },
  { name: "heavy", found: /heavy\.html loads [\d.]+ KB/, changed: { more: `<p>${noise(60_000)}</p>` } },
  { name: "prints-menu", found: /nav is printed/, changed: { style: "@media print { nav { display: block; } }" } },
  {
    name: "prints-folded",
    found: /is not printed/,
    changed: { style: "@media print { details:not([open])::details-content { content-visibility: hidden !important; } }" },
  },
  {
    name: "prints-cut",
    found: /is cut off on paper/,
    changed: { style: "@media print { main > p { overflow: hidden; height: 1em; } }" },
  },
  {
    name: "prints-no-address",
    found: /does not show where it leads/,
    changed: { style: `@media print { a[href^="http"]::after { content: none; } }` },
  },
];
