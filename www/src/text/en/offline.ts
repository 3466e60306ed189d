/** Without a network. */
import { bytes as size } from "../../state/format.ts";

export const offline = {
  some: "What you have used of this page works without a network from now on.",
  keep: (bytes: number) => `Keep all of it here (${size(bytes)})`,
  keeping: (kept: number, bytes: number) => `Fetching the rest: ${size(kept)} of ${size(bytes)} …`,
  all: "All of this page is on this device: it works without a network.",
  failed: {
    network: "The network went away before everything had come.",
    storage: "This device has no room left for all of it. What was kept stays; everything works with a network.",
  },
  none: "This browser keeps nothing of this page: it works as long as there is a network.",
  newer: "There is a newer version of this page.",
  use: "Load it",
  figure: "This figure did not arrive. Check the connection and try again; if that does not help, load the page anew.",
  again: "Try again",
};
