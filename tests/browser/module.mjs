// The program's modules under Node: how a page calls them, and what a run of one tells of it.
import { gzipSync } from "node:zlib";

/** Bytes in, bytes out: the calling sequence of `crates/interface`. */
export function call(instance, name, input) {
  const { memory, allocate, release } = instance.exports;
  const pointer = allocate(input.length) >>> 0;
  new Uint8Array(memory.buffer, pointer, input.length).set(input);
  const words = instance.exports[name](pointer, input.length) >>> 0;
  const [answerPointer, answerLength] = new Uint32Array(memory.buffer, words, 2);
  const answer = Buffer.from(new Uint8Array(memory.buffer, answerPointer, answerLength));
  release(pointer, input.length);
  release(answerPointer, answerLength);
  return answer;
}

/** Makes an instance trap by asking for more memory than a module of 32 bits can ever have. Gives the fault's name. */
export function trapOf(module) {
  const { allocate } = new WebAssembly.Instance(module, {}).exports;
  try {
    allocate(0x7fffffff);
    allocate(0x7fffffff);
  } catch (error) {
    return error.constructor.name;
  }
  return null;
}

/** Takes the time of what it is given, in milliseconds with one digit, by name. */
export function stopwatch() {
  const times = {};
  const timed = (name, work) => {
    const start = performance.now();
    const result = work();
    times[name] = Math.round((performance.now() - start) * 10) / 10;
    return result;
  };
  return { times, timed };
}

/** Size of some bytes on their way to a page. */
export const compressed = (bytes) => gzipSync(bytes, { level: 9 }).length;

/** What a module is: version, sizes, imports, exports, and the memory that the instance has taken. */
export function about(bytes, module, instance) {
  return {
    version: instance.exports.version(),
    bytes: bytes.length,
    gzip: compressed(bytes),
    imports: WebAssembly.Module.imports(module).map(({ module, name }) => `${module}.${name}`),
    exports: WebAssembly.Module.exports(module).map(({ name }) => name).sort(),
    memory: instance.exports.memory.buffer.byteLength,
  };
}
