/** Makes what all figures share: one engine, and what there is to choose from. */
import { addresses as pictureAddresses, pictures } from "virtual:gallery";
import { addresses as modelAddresses, manifest } from "virtual:models";
import second from "easily-fooled/easily_fooled_bg.wasm?url";
import program from "easily-fooled/easily_fooled_light_bg.wasm?url";
import { WorkerEngine } from "./engine/client.ts";
import type { Place } from "./figures/place.ts";
import { spawn } from "./spawn.ts";
import { readGallery, readManifest } from "./state/catalog.ts";

/** The page itself, from wherever its scripts were asked for: what is built lies one level below. */
export function ownPage(): string {
  return new URL("index.html", import.meta.env.PROD ? new URL("../", program) : new URL("/", location.href)).href;
}

/** `home`: see `Place`. */
export function makePlace(home: string): Place {
  const catalog = readManifest(manifest);
  return {
    engine: new WorkerEngine({ program, second, models: modelAddresses }, spawn),
    catalog,
    gallery: readGallery(pictures, catalog.classes),
    addressOf: ({ file }) => pictureAddresses[file]!,
    home,
  };
}
