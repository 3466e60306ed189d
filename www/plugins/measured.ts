import type { Plugin } from "vite";
import { measured } from "../src/text/measured.node.ts";

const VIRTUAL = "virtual:measured";

/** `virtual:measured`: what the figures show of the native measurements, computed when the page is built. */
export function measurements(): Plugin {
  return {
    name: "measured",
    resolveId: (id) => (id === VIRTUAL ? `\0${VIRTUAL}` : undefined),
    load: (id) => (id === `\0${VIRTUAL}` ? `export default ${JSON.stringify(measured())};` : undefined),
  };
}
