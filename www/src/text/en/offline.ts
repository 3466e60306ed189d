/** Without a network. */
import { bytes as size } from "../../state/format.ts";

export const offline = {
  some: "What you have used of this page works without a network from now on.",
  keep: (bytes: number) => `Keep all of it here (${size(bytes)})`,
  keeping: (kept: number, bytes: number) => `Fetching the rest: ${size(kept)} of ${size(bytes)} …`,
  all: "All of this page is on this device: it works without a network.",
  failed: "The network went away before everything had come.",
  newer: "There is a newer version of this page.",
  use: "Load it",
};
