/** What classes, nets and councils are called where it is not as models/manifest.json calls them. */
import type { Names } from "../../state/catalog.ts";

export const names: Names = {
  /** The council that is there even where no nets were trained to be one. */
  shapes: {
    title: "Three shapes",
    description: "Three nets that are built differently: a weighted sum, a stack of layers, and one with shortcuts.",
  },
  classes: {},
  nets: {},
  councils: {},
};
