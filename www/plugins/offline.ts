import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Plugin } from "vite";

const WORKER = "sw.js";
/** Fetched when first used: programs and nets. What else is large is not needed to read or to try. */
const ON_DEMAND = /\.(wasm|onnx|blueprint)$/;
const NEVER = /^results\/|^easily-fooled\.html$|^package\.json$|^sw\.js$/;

/** `sw.js`: the service worker, with the list of all files that were built. */
export function offline(): Plugin {
  let folder = "";
  return {
    name: "offline",
    apply: "build",
    configResolved: (config) => {
      folder = resolve(config.root, config.build.outDir);
    },
    closeBundle() {
      const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1).replaceAll("\\", "/"))
        .filter((path) => !NEVER.test(path))
        .sort();
      const build = createHash("sha256");
      const files = paths.map((path) => {
        const content = readFileSync(join(folder, path));
        build.update(path).update(content);
        return { path, bytes: content.length };
      });
      const list = (wanted: (path: string) => boolean) => JSON.stringify(files.filter(({ path }) => wanted(path)));
      const head = [
        `const BUILD = "${build.digest("hex").slice(0, 16)}";`,
        `const SHELL = ${list((path) => !ON_DEMAND.test(path))};`,
        `const REST = ${list((path) => ON_DEMAND.test(path))};`,
      ];
      writeFileSync(join(folder, WORKER), `${head.join("\n")}\n${readFileSync(new URL("service-worker.js", import.meta.url), "utf8")}`);
    },
  };
}
