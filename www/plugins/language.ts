import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type Plugin, runnerImport } from "vite";

/** The page in English lies at the root, each other language in a folder of its name. */
export const LANGUAGES = ["en", "de"] as const;
export type Language = (typeof LANGUAGES)[number];

const CALLED: Record<Language, string> = { en: "English", de: "Deutsch" };

/** The page's ways to its twins. A visitor who takes one has chosen, and is not sent on: see src/language.ts. */
export const twinLinks = (code: Language): string =>
  LANGUAGES.filter((other) => other !== code)
    .map((other) => `<a href="${code === "en" ? "./" : "../"}${other === "en" ? "" : `${other}/`}index.html?lang=${other}" hreflang="${other}" lang="${other}">${CALLED[other]}</a>`)
    .join(" ");

const texts = fileURLToPath(new URL("../src/text/", import.meta.url));

/** Vite's `--mode` names the language; its own modes are English. */
export const languageOf = (mode: string): Language => LANGUAGES.find((language) => language === mode) ?? "en";

/** Whoever asks for a table of src/text/en/ gets its twin in the language that is built. Tables themselves may ask for English ones. */
export function language(code: Language): Plugin {
  return {
    name: "language",
    enforce: "pre",
    resolveId(source, importer) {
      if (code === "en" || !importer || !source.startsWith(".") || importer.startsWith(`${texts}${code}/`)) return undefined;
      const path = resolve(dirname(importer), source);
      if (!path.startsWith(`${texts}en/`)) return undefined;
      const twin = path.replace(`${texts}en/`, `${texts}${code}/`);
      if (!existsSync(twin)) throw new Error(`${twin} is missing: every table of src/text/en/ needs one in each language`);
      return twin;
    },
  };
}

/** A module that runs while the page is built, with its words in the language that is built. */
export async function importIn<Module>(code: Language, path: string): Promise<Module> {
  const { module } = await runnerImport<Module>(path, { configFile: false, plugins: [language(code)] });
  return module;
}
