// Runs the engine for the pages under Node, as a page would: each file of requests is answered, and the answer written
// beside it. Prints one line of JSON: sizes, imports, exports and times.
//
//     node run.mjs FOLDER        a folder with engine.wasm and *.request.json
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const folder = process.argv[2];
const bytes = readFileSync(join(folder, "engine.wasm"));
const module = new WebAssembly.Module(bytes);
const instance = new WebAssembly.Instance(module, {});
const { memory, allocate, check, release, version } = instance.exports;

/** Bytes in, bytes out: the calling sequence of `crates/wasm`. */
function call(request) {
  const pointer = allocate(request.length) >>> 0;
  new Uint8Array(memory.buffer, pointer, request.length).set(request);
  const words = check(pointer, request.length) >>> 0;
  const [answerPointer, answerLength] = new Uint32Array(memory.buffer, words, 2);
  const answer = Buffer.from(new Uint8Array(memory.buffer, answerPointer, answerLength));
  release(pointer, request.length);
  release(answerPointer, answerLength);
  return answer;
}

const names = readdirSync(folder).filter((name) => name.endsWith(".request.json")).sort();
const times = {};
// Two rounds, so that memory which the first round left untidy shows in the second.
for (const suffix of [".first.json", ".second.json"]) {
  for (const name of names) {
    const start = performance.now();
    const answer = call(readFileSync(join(folder, name)));
    const stem = name.replace(".request.json", "");
    times[stem] = Math.round((performance.now() - start) * 10) / 10;
    writeFileSync(join(folder, stem + suffix), answer);
  }
}

console.log(
  JSON.stringify({
    version: version(),
    bytes: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    imports: WebAssembly.Module.imports(module).map(({ module, name }) => `${module}.${name}`),
    exports: WebAssembly.Module.exports(module).map(({ name }) => name).sort(),
    memory: memory.buffer.byteLength,
    milliseconds: times,
  }),
);
