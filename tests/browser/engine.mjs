// The engine of a built handbook under Node, as its pages run it: what a page shows is held against it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** The bytes that a script of the site hands over. */
function carried(site, name) {
  const script = readFileSync(join(site, "assets", `${name}.js`), "utf8");
  const [, text] = script.match(/^sp_plan_take\("[a-z]+", "([A-Za-z0-9+/=]*)"\);\s*$/) ?? [];
  if (!text) throw new Error(`assets/${name}.js hands nothing over`);
  return gunzipSync(Buffer.from(text, "base64"));
}

/**
 * Loads the engine and the catalogue of a site.
 * @param {string} site the folder
 * @returns {(request: object) => any} answers a request
 */
export function engineOf(site) {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(carried(site, "engine")), {});
  const call = (name, bytes) => {
    const pointer = exports.allocate(bytes.length) >>> 0;
    new Uint8Array(exports.memory.buffer, pointer, bytes.length).set(bytes);
    const words = exports[name](pointer, bytes.length) >>> 0;
    const [at, length] = new Uint32Array(exports.memory.buffer, words, 2);
    const answer = Buffer.from(new Uint8Array(exports.memory.buffer, at, length)).toString("utf8");
    exports.release(pointer, bytes.length);
    exports.release(at, length);
    const parsed = JSON.parse(answer);
    if (parsed.failure) throw new Error(parsed.failure);
    return parsed;
  };
  call("load", carried(site, "catalogue"));
  return (request) => call("check", Buffer.from(JSON.stringify(request)));
}
