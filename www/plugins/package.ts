import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

/** `package.json`: makes the built folder a package, whose script is the element. */
export function elementPackage(): Plugin {
  return {
    name: "element-package",
    apply: "build",
    generateBundle() {
      const { version, license } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as Record<string, string>;
      const described = {
        name: "easily-fooled-element",
        version,
        description: "<easily-fooled>: figures in which small neural networks are fooled, in the reader's own browser",
        license,
        type: "module",
        exports: "./easily-fooled.js",
        files: ["easily-fooled.js", "assets", "licences.txt", "gallery"],
      };
      this.emitFile({ type: "asset", fileName: "package.json", source: `${JSON.stringify(described, null, 2)}\n` });
    },
  };
}
