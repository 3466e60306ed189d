import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { gallery } from "./plugins/gallery.ts";
import { type Language, language, languageOf } from "./plugins/language.ts";
import { licences } from "./plugins/licences.ts";
import { measurements } from "./plugins/measured.ts";
import { models } from "./plugins/models.ts";
import { offline } from "./plugins/offline.ts";
import { elementPackage } from "./plugins/package.ts";
import { prose } from "./plugins/prose.ts";
import { securityPolicy } from "./plugins/security-policy.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** What is in the page, however it is packed. */
export const contents = (code: Language) => [language(code), models(here("../models")), gallery(here("gallery/pictures")), measurements(), prose(code), licences()];

/** Where the page in a language is built. */
export const folderOf = (code: Language) => here(code === "en" ? "../dist" : `../dist/${code}`);

export const alias = [
  { find: /^easily-fooled$/, replacement: here("../pkg/easily_fooled.js") },
  { find: /^easily-fooled\/light$/, replacement: here("../pkg/easily_fooled_light.js") },
  { find: /^easily-fooled\//, replacement: here("../pkg/") },
];

export default defineConfig(({ mode }) => ({
  base: "./",
  plugins: [...contents(languageOf(mode)), securityPolicy(), elementPackage(), offline()],
  resolve: { alias },
  server: { fs: { allow: [here("..")] } },
  build: {
    outDir: folderOf(languageOf(mode)),
    emptyOutDir: true,
    target: "es2022",
    // Nothing as data: URL: each file is cached by its own hash, and the policy needs no exception for fonts.
    assetsInlineLimit: 0,
    // Scripts name no other files: whoever packs the element anew gives them other names.
    modulePreload: { polyfill: false, resolveDependencies: (_, files, { hostType }) => (hostType === "html" ? files : []) },
    rolldownOptions: {
      input: { index: here("index.html"), figure: here("figure.html"), embed: here("embed.html"), "easily-fooled": here("src/embed/easily-fooled.ts") },
      // Whoever embeds a figure writes this name into a page of theirs: it stays.
      output: { entryFileNames: ({ name }) => (name === "easily-fooled" ? "[name].js" : "assets/[name]-[hash].js") },
    },
    chunkSizeWarningLimit: 400,
  },
  worker: { format: "es" },
  test: { include: ["tests/**/*.test.ts"] },
}));
