// Runs the engine for the pages under Node, as a page would: the catalogue is loaded once, each file of requests is
// answered, and the answer written beside it; then an instance is made to trap and another takes its place. Prints one
// line of JSON: sizes, imports, exports and times.
//
//     node run.mjs FOLDER        a folder with engine.wasm, catalogue.compiled and *.request.json
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { call } from "./call.mjs";

const folder = process.argv[2];
const bytes = readFileSync(join(folder, "engine.wasm"));
const catalogue = readFileSync(join(folder, "catalogue.compiled"));
const module = new WebAssembly.Module(bytes);
const instance = new WebAssembly.Instance(module, {});

const write = (name, answer) => writeFileSync(join(folder, name), answer);
const names = readdirSync(folder).filter((name) => name.endsWith(".request.json")).sort();
const times = {};
const timed = (name, work) => {
  const start = performance.now();
  const result = work();
  times[name] = Math.round((performance.now() - start) * 10) / 10;
  return result;
};

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

let trap = null;
const poisoned = new WebAssembly.Instance(module, {});
try {
  // More than a module of 32 bits can ever have.
  poisoned.exports.allocate(0x7fffffff);
  poisoned.exports.allocate(0x7fffffff);
} catch (error) {
  trap = error.constructor.name;
}
const fresh = new WebAssembly.Instance(module, {});
call(fresh, "load", catalogue);
for (const name of names) {
  write(name.replace(".request.json", ".after_trap.json"), call(fresh, "check", readFileSync(join(folder, name))));
}

console.log(
  JSON.stringify({
    version: instance.exports.version(),
    bytes: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    catalogue: gzipSync(catalogue, { level: 9 }).length,
    imports: WebAssembly.Module.imports(module).map(({ module, name }) => `${module}.${name}`),
    exports: WebAssembly.Module.exports(module).map(({ name }) => name).sort(),
    memory: instance.exports.memory.buffer.byteLength,
    trap,
    milliseconds: times,
  }),
);
