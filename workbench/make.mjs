// Bundles the scripts of the workbench pages: node make.mjs OUT, a folder. They are classic scripts, since pages that
// are opened from a folder can load no modules.
import { build } from "esbuild";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = dirname(fileURLToPath(import.meta.url));
await build({
  entryPoints: ["workbench", "results"].map((name) => join(folder, "src", `${name}.ts`)),
  outdir: process.argv[2],
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  banner: { js: "// Made by `cargo xtask workbench` from the sources in workbench/src: change those." },
});
