import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";

/** Of the crates in the program: made from Cargo.lock by tests/audit/licences.mjs, so that the page can be built without Rust. */
const CRATES = new URL("../licences/crates.txt", import.meta.url);

/** `licences.txt`: the licence of every npm package and every crate whose code or font is in the built page. */
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
      // What a package is published as may hold what it depends on, as d3-array holds internmap.
      for (const folder of [...folders]) {
        const { dependencies = {} } = JSON.parse(readFileSync(join(root, folder.slice(folder.indexOf("node_modules/")), "package.json"), "utf8")) as { dependencies?: Record<string, string> };
        for (const name of Object.keys(dependencies)) if (existsSync(join(root, "node_modules", name))) folders.add(`node_modules/${name}`);
      }
      const texts = [...folders].sort().map((folder) => {
        const path = join(root, folder.slice(folder.indexOf("node_modules/")));
        const { name, version, license } = JSON.parse(readFileSync(join(path, "package.json"), "utf8")) as Record<string, string>;
        const file = readdirSync(path).find((entry) => /^licen[cs]e/i.test(entry));
        const text = file ? readFileSync(join(path, file), "utf8").trim() : "";
        return `${name} ${version} (${license})\n\n${text}\n`;
      });
      this.emitFile({ type: "asset", fileName: "licences.txt", source: [...texts, readFileSync(CRATES, "utf8")].join(`\n${"-".repeat(80)}\n\n`) });
    },
  };
}
