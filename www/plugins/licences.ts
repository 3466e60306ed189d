import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";

/** `licences.txt`: the licence of every npm package whose code or font is in the built page. */
export function licences(): Plugin {
  return {
    name: "licences",
    apply: "build",
    generateBundle(_, bundle) {
      const folders = new Set<string>();
      for (const output of Object.values(bundle)) {
        const sources = output.type === "chunk" ? output.moduleIds : output.originalFileNames;
        for (const source of sources) {
          const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(source.replaceAll("\\", "/"));
          if (match?.[1]) folders.add(match[1].replace(/^.*?(?=node_modules\/)/, ""));
        }
      }
      const root = dirname(createRequire(import.meta.url).resolve("../package.json"));
      const texts = [...folders].sort().map((folder) => {
        const path = join(root, folder.slice(folder.indexOf("node_modules/")));
        const { name, version, license } = JSON.parse(readFileSync(join(path, "package.json"), "utf8")) as Record<string, string>;
        const file = readdirSync(path).find((entry) => /^licen[cs]e/i.test(entry));
        const text = file ? readFileSync(join(path, file), "utf8").trim() : "";
        return `${name} ${version} (${license})\n\n${text}\n`;
      });
      this.emitFile({ type: "asset", fileName: "licences.txt", source: texts.join(`\n${"-".repeat(80)}\n\n`) });
    },
  };
}
