// Makes what the pages carry of others, from the npm packages that are installed beside this script:
//
//     node make.mjs ROOT-OF-THE-PROJECT
//
// `cargo xtask assets` installs the packages and runs this. Each folder below `templates/assets/vendored/` holds what
// one package gave and `VENDORED.md`, which says what it is; the folder with the fixtures has the same.

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { compile } from "sass";
import { minify } from "terser";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(process.argv[2]);
const packages = join(here, "node_modules");

/** The components of govuk-frontend that our templates write, and whose fixtures they are held against. */
const COMPONENTS = [
  "breadcrumbs",
  "button",
  "checkboxes",
  "details",
  "error-message",
  "error-summary",
  "fieldset",
  "file-upload",
  "hint",
  "input",
  "inset-text",
  "label",
  "notification-banner",
  "pagination",
  "radios",
  "select",
  "skip-link",
  "summary-list",
  "table",
  "tag",
  "task-list",
  "textarea",
];

/** The style sheets, each of the pages that need it. */
const SHEETS = ["reading", "forms", "workbench"];

const version = (name) => JSON.parse(readFileSync(join(packages, name, "package.json"), "utf8")).version;

/** Writes files into an emptied folder, with the page that says where they are from. */
function write(folder, files, { what, from, licence, made }) {
  const place = join(root, folder);
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  const sums = [];
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(place, name), text);
    sums.push(`${createHash("sha256").update(text).digest("hex")}  ${name}`);
    console.log(`${folder}/${name}: ${text.length} bytes, ${gzipSync(text, { level: 9 }).length} compressed`);
  }
  const about = [
    `# ${what}`,
    "",
    `Made from the npm package \`${from}\` ${version(from)} by \`cargo xtask assets\`. ${made}`,
    "",
    "## Checksums (SHA-256)",
    "",
    ...sums.map((sum) => `    ${sum}`),
    "",
    "## Licence (MIT)",
    "",
    licence.trim(),
    "",
  ];
  writeFileSync(join(place, "VENDORED.md"), about.join("\n"));
}

/** A style sheet of ours, compiled. */
function styles(name) {
  const options = { loadPaths: [join(packages, "govuk-frontend/dist")], style: "compressed", charset: false };
  return `/* govuk-frontend ${version("govuk-frontend")}, MIT; see VENDORED.md. */\n${compile(join(here, name), options).css}\n`;
}

/** The examples of a component with the HTML that they give, a line each. */
function fixtures(component) {
  const file = join(packages, "govuk-frontend/dist/govuk/components", component, "fixtures.json");
  const all = JSON.parse(readFileSync(file, "utf8")).fixtures;
  return all.map(({ name, options, html }) => JSON.stringify({ component, name, options, html }) + "\n").join("");
}

const govuk = readFileSync(join(here, "govuk-frontend.LICENSE"), "utf8");

write("templates/assets/vendored/govuk-frontend", Object.fromEntries(SHEETS.map((name) => [`${name}.css`, styles(`${name}.scss`)])), {
  what: "govuk-frontend: styles of the components that the handbook uses",
  from: "govuk-frontend",
  licence: govuk,
  made:
    "Compiled by dart-sass from `reading.scss`, `forms.scss` and `workbench.scss` in `xtask/assets`, which name the " +
    "components and set fonts, sizes and colours of our own: no crown, no GDS Transport, no brand colours.",
});

write("tests/handbook/govuk", { "fixtures.jsonl": COMPONENTS.map(fixtures).join("") }, {
  what: "govuk-frontend: fixtures of the components that the handbook uses",
  from: "govuk-frontend",
  licence: govuk,
  made: "Each line has an example of a component and the HTML that govuk-frontend makes of it. Nothing here is part of the program.",
});

const source = readFileSync(join(packages, "minisearch/dist/umd/index.js"), "utf8");
const notice = `/*! MiniSearch ${version("minisearch")}, MIT; see VENDORED.md. */\n`;
const { code } = await minify(source.replace(/\/\/# sourceMappingURL=.*/, ""), { compress: true, mangle: true });
write("templates/assets/vendored/minisearch", { "minisearch.min.js": `${notice}${code}\n` }, {
  what: "MiniSearch: full-text search within a page",
  from: "minisearch",
  licence: readFileSync(join(packages, "minisearch/LICENSE.txt"), "utf8"),
  made: "Its UMD build, minified by terser; as a classic script it sets `MiniSearch`.",
});
