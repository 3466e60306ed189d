import type { Plugin } from "vite";
import { facts } from "../src/text/facts.node.ts";
import { prose as sections } from "../src/text/prose.en.ts";

/**
 * Puts the prose into the page when it is built: `<!-- prose:name -->` becomes the section of that name.
 * So the text can be read before, and without, any script, and its numbers are those that were measured.
 */
export function prose(): Plugin {
  return {
    name: "prose",
    transformIndexHtml: {
      order: "pre",
      handler(html) {
        const texts = sections(facts()) as Record<string, string>;
        return html.replace(/<!-- prose:([a-z-]+) -->/g, (_, name: string) => {
          const text = texts[name];
          if (text === undefined) throw new Error(`index.html asks for prose "${name}", which prose.en.ts does not have`);
          return text;
        });
      },
    },
  };
}
