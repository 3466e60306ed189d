import type { Engine } from "../engine/client.ts";
import type { Catalog, GalleryPicture } from "../state/catalog.ts";

/** What the page gives to each figure. */
export interface Place {
  engine: Engine;
  catalog: Catalog;
  /** Undefined while it is on its way, empty when it did not arrive. */
  gallery: GalleryPicture[] | undefined;
  /** Address of the folder that gallery files lie in, with a slash at the end. */
  galleryFolder: string;
}
