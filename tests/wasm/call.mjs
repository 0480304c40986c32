// How a page calls a module of the program; for the scripts that run modules under Node.

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
