import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const VIRTUAL = "virtual:gallery";
const LICENCES = ["LICENCES.md", "COPYING.GPL-2", "COPYING.MIT"];

/** `virtual:gallery`: the list of pictures, and the address of each file that it names. Their licences are shipped beside them. */
export function gallery(folder: string): Plugin {
  const listFile = join(folder, "gallery.json");
  return {
    name: "gallery",
    resolveId: (id) => (id === VIRTUAL ? `\0${VIRTUAL}` : undefined),
    load(id) {
      if (id !== `\0${VIRTUAL}`) return undefined;
      this.addWatchFile(listFile);
      const pictures = JSON.parse(readFileSync(listFile, "utf8")) as { file: string }[];
      const imports = pictures.map(({ file }, index) => `import url${index} from ${JSON.stringify(`${join(folder, file)}?url`)};`);
      const addresses = pictures.map(({ file }, index) => `${JSON.stringify(file)}: url${index}`);
      return [...imports, `export const pictures = ${JSON.stringify(pictures)};`, `export const addresses = { ${addresses.join(", ")} };`].join("\n");
    },
    generateBundle() {
      for (const name of LICENCES) this.emitFile({ type: "asset", fileName: `gallery/${name}`, source: readFileSync(join(folder, name)) });
    },
  };
}
