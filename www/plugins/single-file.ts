import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const POLICY = [
  "default-src 'none'",
  "script-src 'unsafe-inline' 'wasm-unsafe-eval' blob: data:",
  "worker-src blob: data:",
  "connect-src data: blob:",
  "img-src data: blob:",
  "font-src data:",
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** What the page that is a single file has inside, and other builds beside it: its policy, its icon, its licences. */
export function singleFile(): Plugin {
  const icon = readFileSync(fileURLToPath(new URL("../public/favicon.svg", import.meta.url)), "base64");
  return {
    name: "single-file",
    enforce: "post",
    transformIndexHtml: {
      order: "pre",
      handler: (html) => ({
        // Fonts are inside already; other languages are other files, and may not be there.
        html: html.replace(/\s*<link rel="preload"[^>]*>|<nav class="languages">.*?<\/nav>\s*/g, "").replace("./favicon.svg", `data:image/svg+xml;base64,${icon}`),
        tags: [{ tag: "meta", attrs: { "http-equiv": "Content-Security-Policy", content: POLICY }, injectTo: "head-prepend" }],
      }),
    },
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        const page = Object.values(bundle).find((output) => output.fileName.endsWith(".html"));
        if (page?.type !== "asset") throw new Error("the single file has no page");
        const texts = ["licences.txt", "gallery/LICENCES.md", "gallery/COPYING.GPL-2", "gallery/COPYING.MIT"].map((name) => {
          const file = bundle[name];
          if (file?.type !== "asset") throw new Error(`${name} was not made`);
          delete bundle[name];
          return Buffer.from(file.source).toString("utf8");
        });
        const licences = `<details id="licences"><summary>Licences</summary><pre>${escape(texts.join("\n\n"))}</pre></details>`;
        page.source = String(page.source)
          .replaceAll(/href="(gallery\/LICENCES\.md|licences\.txt)"/g, 'href="#licences"')
          .replace(/ Each figure can stand <a href="embed\.html">[^<]*<\/a>\./, "")
          .replace("</footer>", `${licences}</footer>`);
      },
    },
  };
}

const escape = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
