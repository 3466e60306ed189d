/** A static server on 127.0.0.1 for files held in memory: what is measured stays the same if a file changes meanwhile. */
import { createServer } from "node:http";
import { extname } from "node:path";

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm" };

/** `files`: Map of path → bytes. Resolves to {address, stop}. */
export async function serve(files) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://127.0.0.1");
    const bytes = files.get(pathname);
    response.writeHead(bytes ? 200 : 404, {
      "content-type": TYPES[extname(pathname)] ?? "application/octet-stream",
      // Cross-origin isolation: the browser's clock then ticks in 5 µs instead of 100.
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-embedder-policy": "require-corp",
    });
    response.end(bytes);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { address: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}
