import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import type { Language } from "./language.ts";

const HEADING: Record<Language, string> = { en: "Licences", de: "Lizenzen" };

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
  // Vite starts the worker that is inside by its bare address: src/spawn.single.ts looks at it.
  "require-trusted-types-for 'script'",
  "trusted-types lit-html default",
].join("; ");

/** What the page that is a single file has inside, and other builds beside it: its policy, its icon, its licences. */
export function singleFile(language: Language): Plugin {
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
        const licences = `<details id="licences"><summary>${HEADING[language]}</summary><pre>${escape(texts.join("\n\n"))}</pre></details>`;
        const whole = String(page.source).replace(/ [^.<]*<a href="embed\.html">[^<]*<\/a>[^.<]*\./, "");
        if (whole.includes('href="embed.html"')) throw new Error("the single file leads to embed.html, which is not inside");
        page.source = whole
          .replaceAll(/href="(gallery\/LICENCES\.md|licences\.txt)"/g, 'href="#licences"')
          .replace("</footer>", `${licences}</footer>`);
        page.source = inPieces(page.source);
      },
    },
  };
}

const PIECE = 500_000;
const SMALL = 50_000;

/**
 * Takes large files out of the script and puts them beside it. The time that WebKit takes to read a script grows faster than its length:
 * one of 20 MB kept WebKitGTK 2.50 busy for more than half a minute, twenty of 1 MB for a second.
 */
function inPieces(html: string): string {
  const pieces: string[] = [];
  const [before, ...addresses] = html.split("`data:");
  const after = addresses.map((text) => {
    const end = text.indexOf("`");
    if (end < SMALL) return `\`data:${text}`;
    const first = pieces.length;
    for (let at = 0; at < end; at += PIECE) pieces.push(text.slice(at, Math.min(end, at + PIECE)));
    const put = `"data:"+[...document.querySelectorAll("script.inside")].slice(${first},${pieces.length}).map((piece)=>piece.text).join("")`;
    return `(${put})${text.slice(end + 1)}`;
  });
  if (pieces.length === 0) throw new Error("the single file has its nets inside in another way than plugins/single-file.ts expects");
  const beside = pieces.map((piece) => `<script type="text/plain" class="inside">${piece}</script>`).join("\n");
  return [before, ...after].join("").replace("</body>", () => `${beside}\n</body>`);
}

const escape = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
