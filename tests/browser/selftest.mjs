// The checks are checked: each finds the fault that is planted for it, and nothing on a sound page.
//
//     node selftest.mjs FOLDER       makes a small site in FOLDER and looks at it
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { valid } from "./checks/markup.mjs";
import { linked, named } from "./checks/together.mjs";
import { light, weigh } from "./checks/weights.mjs";
import { FAULTS, filesOf } from "./faulty/site.mjs";
import { launch } from "./launch.mjs";
import { look } from "./look.mjs";
import { serve } from "./server.mjs";
import { attempt, count, finish, hear } from "./tally.mjs";

const SOUND = "sound";

/** The sound page again, with a script that does nothing and that every state of scripts is looked at with. */
const SCRIPTED = "scripted";

async function main() {
  const folder = resolve(process.argv[2] ?? "");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const changes = new Map([[SOUND, {}], [SCRIPTED, { script: "void 0;" }], ...FAULTS.map(({ name, changed }) => [name, changed])]);
  for (const [name, changed] of changes) {
    for (const [file, text] of Object.entries(filesOf(name, changed))) writeFileSync(join(folder, file), text);
  }

  // What the checks say of these pages is kept and not counted.
  const said = hear();
  const server = await serve(folder);
  const browser = await launch();
  const roots = { folder: pathToFileURL(folder).href, server: server.address };
  const found = new Map();
  const names = [...changes.keys()].map((name) => `${name}.html`);
  const inEveryState = new Set([SOUND, SCRIPTED, ...FAULTS.filter(({ everyState }) => everyState).map(({ name }) => name)]);
  const jobs = [...changes.keys()].map((name) => ({ name: `${name}.html`, whole: inEveryState.has(name), bytes: 0 }));
  await Promise.all([look(browser, roots, jobs, found), look(browser, roots, jobs, found)]);
  for (const name of names) {
    await attempt(`${name} is sound`, () => valid(readFileSync(join(folder, name), "utf8")), "markup");
  }
  await browser.close();
  await server.close();
  const isFile = (name) => statSync(join(folder, name), { throwIfNoEntry: false })?.isFile() ?? false;
  count("together", named(found), "names");
  count("together", linked(found, roots.folder, isFile), "links");
  count("together", light(weigh(folder, found)), "weight");
  const lines = said.end();

  const of = (name) => lines.filter((line) => line.startsWith(`${name}.html`) || line.includes(` ${name}.html`));
  for (const { name, found } of FAULTS) {
    count(`the fault ${name}`, of(name).some((line) => found.test(line)) ? [] : [`it is not found: ${of(name).join(" | ")}`]);
  }
  // The pages with the same title or heading speak of the sound page too.
  const alone = (line) => !/have the same/.test(line);
  for (const name of [SOUND, SCRIPTED]) {
    const own = of(name).filter((line) => line.startsWith(`${name}.html`)).filter(alone);
    count(`the page ${name}`, own.map((line) => `a fault is found: ${line}`));
  }
  console.log(`${FAULTS.length} planted faults`);
}

await finish(main);
