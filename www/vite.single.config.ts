/** `dist/easily-fooled.html`: the page with everything inside, to be opened from disk. */
import { renameSync, rmSync } from "node:fs";
import { defineConfig, type Plugin } from "vite";
import { viteSingleFile } from "vite-plugin-singlefile";
import { singleFile } from "./plugins/single-file.ts";
import { languageOf } from "./plugins/language.ts";
import { alias, contents, folderOf } from "./vite.config.ts";

/** The one file, beside the page of its language. */
const moved = (place: string): Plugin => ({
  name: "moved",
  closeBundle() {
    renameSync(`${place}/single/index.html`, `${place}/easily-fooled.html`);
    rmSync(`${place}/single`, { recursive: true });
  },
});

/** The package can fetch its programs by itself; here the page hands them over, and second copies of 9 MB would be left over. */
const programOnce = (): Plugin => ({
  name: "program-once",
  transform(code, id) {
    const [, name] = /pkg\/(easily_fooled\w*)\.js$/.exec(id) ?? [];
    if (name === undefined) return undefined;
    const once = code.replace(`new URL('${name}_bg.wasm', import.meta.url)`, "undefined");
    if (once === code) throw new Error(`pkg/${name}.js names its program in another way than vite.single.config.ts expects`);
    return once;
  },
});

export default defineConfig(({ mode }) => ({
  base: "./",
  publicDir: false,
  plugins: [...contents(languageOf(mode)), viteSingleFile({ removeViteModuleLoader: true }), singleFile(languageOf(mode)), moved(folderOf(languageOf(mode)))],
  resolve: { alias: [...alias, { find: /^(.*)\/spawn\.ts$/, replacement: "$1/spawn.single.ts" }] },
  build: { outDir: `${folderOf(languageOf(mode))}/single`, emptyOutDir: true, target: "es2022", assetsInlineLimit: () => true },
  worker: { format: "iife", plugins: () => [programOnce()] },
}));
