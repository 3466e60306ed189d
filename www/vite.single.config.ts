/** `dist/easily-fooled.html`: the page with everything inside, to be opened from disk. */
import { renameSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";
import { viteSingleFile } from "vite-plugin-singlefile";
import { singleFile } from "./plugins/single-file.ts";
import site, { contents } from "./vite.config.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const PLACE = here("../dist/single");

const moved = (): Plugin => ({
  name: "moved",
  closeBundle() {
    renameSync(`${PLACE}/index.html`, here("../dist/easily-fooled.html"));
    rmSync(PLACE, { recursive: true });
  },
});

/** The package can fetch its program by itself; here the page hands it over, and a second copy of 8 MB would be left over. */
const programOnce = (): Plugin => ({
  name: "program-once",
  transform(code, id) {
    if (!id.endsWith("pkg/easily_fooled.js")) return undefined;
    const once = code.replace("new URL('easily_fooled_bg.wasm', import.meta.url)", "undefined");
    if (once === code) throw new Error("pkg/easily_fooled.js names its program in another way than vite.single.config.ts expects");
    return once;
  },
});

export default defineConfig({
  base: "./",
  publicDir: false,
  plugins: [...contents(), viteSingleFile({ removeViteModuleLoader: true }), singleFile(), moved()],
  resolve: { alias: [...(site.resolve!.alias as []), { find: /^(.*)\/spawn\.ts$/, replacement: "$1/spawn.single.ts" }] },
  build: { outDir: PLACE, emptyOutDir: true, target: "es2022", assetsInlineLimit: () => true },
  worker: { format: "iife", plugins: () => [programOnce()] },
});
