import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "./engine.ts";
import { LISTENER } from "./listener.ts";

test("two elements in somebody else's page both come to a result", async ({ tab, site }) => {
  const page = `<!doctype html><html lang="en"><head>${LISTENER}<title>A blog</title><link rel="icon" href="data:,"></head><body>
    <script type="module" src="${site.address}easily-fooled.js"></script>
    <easily-fooled id="one" figure="fool-one" net="tiny" picture="frog-1" wish="ship"></easily-fooled>
    <easily-fooled id="two" figure="lab" net="linear" method="fgsm"></easily-fooled></body></html>`;
  const blog = createServer((_, response) => response.writeHead(200, { "content-type": "text/html" }).end(page));
  await new Promise<void>((resolve) => blog.listen(0, "localhost", resolve));
  try {
    await tab.open(`http://localhost:${(blog.address() as AddressInfo).port}/`);
    await tab.press(/^Make it a ship/, "#one", "button");
    await tab.finds(/Target reached/, "#one", ".verdict");
    await tab.figure("#two");
    await tab.press(/^FGSM: /, "#two", "button.main");
    await tab.finds(/Changed|Unchanged/, "#two", ".verdict");
  } finally {
    blog.close();
  }
});
