/** What there is to choose from: classes, nets and gallery pictures, read from the manifests and checked. */

export interface Model {
  id: string;
  title: string;
  /** On the CIFAR-10 test pictures, 0 to 1. */
  accuracy: number;
  bytes: number;
  sha256: string;
}

export interface GalleryPicture {
  id: string;
  file: string;
  /** Index of its class. */
  label: number;
  title: string;
  source: string;
  author: string;
  licence: string;
}

export interface Catalog {
  classes: string[];
  models: Model[];
}

/** Every net's id, title and accuracy must be there: the page speaks of them. */
export function readManifest(manifest: unknown): Catalog {
  const { classes, models } = manifest as { classes: string[]; models: Record<string, unknown>[] };
  return {
    classes: classes.map(String),
    models: models.map((model) => ({
      id: String(model["id"]),
      title: String(model["title"]),
      accuracy: fraction(model["test_accuracy"]),
      bytes: Number(model["bytes"] ?? 0),
      sha256: String(model["sha256"] ?? ""),
    })),
  };
}

/** Pictures whose class is unknown are left out. */
export function readGallery(gallery: unknown, classes: string[]): GalleryPicture[] {
  const entries = Array.isArray(gallery) ? (gallery as Record<string, unknown>[]) : [];
  return entries.flatMap((entry) => {
    const label = typeof entry["label"] === "number" ? entry["label"] : classes.indexOf(String(entry["label"]));
    if (!(label >= 0 && label < classes.length)) return [];
    const text = (key: string) => String(entry[key] ?? "");
    return [
      {
        id: text("id"),
        file: text("file"),
        label,
        title: text("title"),
        source: text("source"),
        author: text("author"),
        licence: text("licence"),
      },
    ];
  });
}

function fraction(value: unknown): number {
  const number = Number(value);
  if (!Number.isFinite(number)) throw new Error("models/manifest.json: a net has no test_accuracy");
  return number > 1 ? number / 100 : number;
}
