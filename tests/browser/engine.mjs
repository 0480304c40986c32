// The engine of a built handbook under Node, as its pages run it: what a page shows is held against it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

import { call } from "./module.mjs";

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
  const instance = new WebAssembly.Instance(new WebAssembly.Module(carried(site, "engine")), {});
  const answered = (name, bytes) => {
    const answer = JSON.parse(call(instance, name, bytes).toString("utf8"));
    if (answer.failure) throw new Error(answer.failure);
    return answer;
  };
  answered("load", carried(site, "catalogue"));
  return (request) => answered("check", Buffer.from(JSON.stringify(request)));
}
