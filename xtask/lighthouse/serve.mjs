// Serves a folder as a web host does, with pages, styles and scripts compressed: node serve.mjs FOLDER PORT
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { gzipSync } from "node:zlib";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
};
const [folder, port] = process.argv.slice(2);

createServer(async (request, response) => {
  try {
    const { pathname } = new URL(request.url, "http://127.0.0.1");
    const name = normalize(decodeURIComponent(pathname.endsWith("/") ? `${pathname}index.html` : pathname));
    if (name.split(sep).includes("..")) throw new Error("outside the folder");
    const type = TYPES[extname(name)];
    const bytes = await readFile(join(folder, name));
    response.writeHead(200, type ? { "content-type": type, "content-encoding": "gzip" } : {});
    response.end(type ? gzipSync(bytes) : bytes);
  } catch {
    response.writeHead(404);
    response.end();
  }
}).listen(Number(port), "127.0.0.1");
