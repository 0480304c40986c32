// Runs the engine for the pages under Node, as a page would: the catalogue is loaded once, each file of requests is
// answered, and the answer written beside it; then an instance is made to trap and another takes its place. Prints one
// line of JSON: sizes, imports, exports and times.
//
//     node run.mjs FOLDER        a folder with engine.wasm, catalogue.compiled and *.request.json
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { about, call, compressed, stopwatch, trapOf } from "../browser/module.mjs";

const folder = process.argv[2];
const bytes = readFileSync(join(folder, "engine.wasm"));
const catalogue = readFileSync(join(folder, "catalogue.compiled"));
const module = new WebAssembly.Module(bytes);
const instance = new WebAssembly.Instance(module, {});

const write = (name, answer) => writeFileSync(join(folder, name), answer);
const names = readdirSync(folder).filter((name) => name.endsWith(".request.json")).sort();
const { times, timed } = stopwatch();

if (names.length > 0) {
  write("unloaded.json", call(instance, "check", readFileSync(join(folder, names[0]))));
}
write("refused.json", call(instance, "load", Buffer.from("another catalogue")));
write("load.json", timed("load", () => call(instance, "load", catalogue)));
// Two rounds, so that memory which the first round left untidy shows in the second.
for (const round of ["first", "second"]) {
  for (const name of names) {
    const stem = name.replace(".request.json", "");
    const request = readFileSync(join(folder, name));
    write(`${stem}.${round}.json`, timed(stem, () => call(instance, "check", request)));
  }
}

const trap = trapOf(module);
const fresh = new WebAssembly.Instance(module, {});
call(fresh, "load", catalogue);
for (const name of names) {
  write(name.replace(".request.json", ".after_trap.json"), call(fresh, "check", readFileSync(join(folder, name))));
}

console.log(
  JSON.stringify({
    ...about(bytes, module, instance),
    catalogue: compressed(catalogue),
    trap,
    milliseconds: times,
  }),
);
