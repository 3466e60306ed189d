import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";
import { importIn, type Language, twinLinks } from "./language.ts";

const PAGE = fileURLToPath(new URL("../src/text/page.node.ts", import.meta.url));

/**
 * Puts the prose into the page when it is built: `<!-- prose:name -->` becomes the section of that name.
 * So the text can be read before, and without, any script, and its numbers are those that were measured.
 */
export function prose(language: Language): Plugin {
  return {
    name: "prose",
    transformIndexHtml: {
      order: "pre",
      async handler(html) {
        const { page } = await importIn<typeof import("../src/text/page.node.ts")>(language, PAGE);
        const texts: Record<string, string> = { languages: twinLinks(language), ...page() };
        return html
          .replace('<html lang="en">', `<html lang="${language}">`)
          .replace(/<!-- prose:([a-z-]+) -->/g, (_, name: string) => {
            const text = texts[name];
            if (text === undefined) throw new Error(`a page asks for prose "${name}", which src/text/${language}/prose.ts does not have`);
            return text;
          });
      },
    },
  };
}
