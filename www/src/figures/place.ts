import type { Engine } from "../engine/client.ts";
import type { Catalog, GalleryPicture } from "../state/catalog.ts";

/** What the page gives to each figure. */
export interface Place {
  engine: Engine;
  catalog: Catalog;
  /** Address of the page that links lead to, without a hash. */
  home: string;
  gallery: GalleryPicture[];
  /** Of a gallery picture's file. */
  addressOf(picture: GalleryPicture): string;
}
