// Runs the module that makes reports under Node, as a page would: catalogue and templates are loaded once, each file of
// requests is answered, and the answer written beside it; then an instance is made to trap and another takes its place.
// Prints one line of JSON: sizes, imports, exports and times.
//
//     node run.mjs FOLDER   a folder with paper.wasm, catalogue.compiled, templates.json and *.request.json
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { about, call, compressed, stopwatch, trapOf } from "../browser/module.mjs";

const folder = process.argv[2];
const read = (name) => readFileSync(join(folder, name));
const write = (name, answer) => writeFileSync(join(folder, name), answer);
const bytes = read("paper.wasm");
const catalogue = read("catalogue.compiled");
const templates = read("templates.json");
const module = new WebAssembly.Module(bytes);
const instance = new WebAssembly.Instance(module, {});
const names = readdirSync(folder).filter((name) => name.endsWith(".request.json")).sort();
const { times, timed } = stopwatch();

write("unloaded.answer.json", call(instance, "make", read(names[0])));
write("refused.answer.json", call(instance, "load", Buffer.from("another catalogue")));
write("load.answer.json", timed("load", () => call(instance, "load", catalogue)));
write("untemplated.answer.json", call(instance, "make", read(names[0])));
write("faulty.answer.json", call(instance, "templates", Buffer.from('[{"name":"report/a.html","text":"{% if %}"}]')));
write("templates.answer.json", timed("templates", () => call(instance, "templates", templates)));
// Two rounds, so that memory which the first round left untidy shows in the second.
for (const round of ["first", "second"]) {
  for (const name of names) {
    const stem = name.replace(".request.json", "");
    write(`${stem}.${round}.json`, timed(stem, () => call(instance, "make", read(name))));
  }
}

const trap = trapOf(module);
const fresh = new WebAssembly.Instance(module, {});
call(fresh, "load", catalogue);
call(fresh, "templates", templates);
write("after_trap.answer.json", call(fresh, "make", read(names[0])));

console.log(
  JSON.stringify({
    ...about(bytes, module, instance),
    templates: compressed(templates),
    trap,
    milliseconds: times,
  }),
);
