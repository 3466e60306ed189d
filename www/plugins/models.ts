import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { readManifest } from "../src/state/catalog.ts";
import { blueprintOf } from "./blueprints.ts";

const VIRTUAL = "virtual:models";

/** `virtual:models`: the manifest, and the addresses of each file that it names and of its blueprint. Only those files are shipped. */
export function models(folder: string): Plugin {
  const manifestFile = join(folder, "manifest.json");
  return {
    name: "models",
    resolveId: (id) => (id === VIRTUAL ? `\0${VIRTUAL}` : undefined),
    load(id) {
      if (id !== `\0${VIRTUAL}`) return undefined;
      if (!existsSync(manifestFile)) throw new Error("models/manifest.json is missing: run `make models` first");
      this.addWatchFile(manifestFile);
      const manifest = JSON.parse(readFileSync(manifestFile, "utf8")) as { models: { id: string; file: string }[] };
      readManifest(manifest);
      const missing = manifest.models.filter(({ file }) => !existsSync(join(folder, file))).map(({ file }) => file);
      if (missing.length > 0) throw new Error(`models/manifest.json names files that are not in models/: ${missing.join(", ")}`);
      const place = (path: string) => JSON.stringify(`${path}?url`);
      const imports = manifest.models.flatMap(({ file }, index) => [
        `import file${index} from ${place(join(folder, file))};`,
        `import blueprint${index} from ${place(blueprintOf(join(folder, file)))};`,
      ]);
      const addresses = manifest.models.map(({ id: model }, index) => `${JSON.stringify(model)}: { file: file${index}, blueprint: blueprint${index} }`);
      return [
        ...imports,
        `export const manifest = ${JSON.stringify(manifest)};`,
        `export const addresses = { ${addresses.join(", ")} };`,
      ].join("\n");
    },
  };
}
