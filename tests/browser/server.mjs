/** A plain static server for the built site: what any host does, on a sub-path, on a free port. */
import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));
const TYPES = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".txt": "text/plain; charset=utf-8",
  ".md": "text/plain; charset=utf-8",
};

/**
 * Serves a folder below /some/path/, with `first` at the head of every page; resolves to its address and a way to stop it.
 * `answer` may take a file's request in hand: it is given the path and the response, and says whether it did.
 */
export async function serve(port = 0, folder = DIST, first = "", answer = (_path, _response) => false) {
  if (folder === DIST && !existsSync(join(folder, "index.html"))) throw new Error("dist/ is empty: build the site first (npm run build in www/)");
  const server = createServer((request, response) => {
    const path = new URL(request.url, "http://localhost").pathname;
    const inside = path.startsWith("/some/path/") ? normalize(`${path.slice("/some/path/".length)}${path.endsWith("/") ? "index.html" : ""}`) : "..";
    const file = join(folder, inside);
    if (inside.startsWith("..") || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404, { "content-type": "text/html" }).end("<!doctype html><title>Not found</title>");
      return;
    }
    if (answer(inside, response)) return;
    // As GitHub Pages does: others may embed what lies here.
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream", "access-control-allow-origin": "*" });
    if (first && extname(file) === ".html") response.end(readFileSync(file, "utf8").replace("<head>", () => `<head>${first}`));
    else createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  return { address: `http://127.0.0.1:${server.address().port}/some/path/`, stop: () => server.close() };
}
