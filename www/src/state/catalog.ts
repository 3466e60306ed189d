/** What there is to choose from: classes, nets, councils and gallery pictures, read from the manifests and checked. */
import { titles } from "../text/en/gallery.ts";
import { names } from "../text/en/names.ts";

/** Of a council. */
export const FEWEST_MEMBERS = 2;

export interface Model {
  id: string;
  title: string;
  description: string;
  /** On the CIFAR-10 test pictures, 0 to 1. */
  accuracy: number;
  bytes: number;
  sha256: string;
  /** The ensemble that it was trained for; undefined: it stands alone. */
  ensemble: string | undefined;
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

/** Nets that vote together, in the order in which they are called up. */
export interface Ensemble {
  id: string;
  title: string;
  /** One plain sentence. */
  description: string;
  /** Ids of nets, two at least. */
  members: string[];
  /** Of the mean vote of all members, on the CIFAR-10 test pictures, 0 to 1; undefined where nobody measured it. */
  accuracy: number | undefined;
}

/** What a language calls things: by the manifest's names of classes, and by the ids of nets and councils. */
export interface Names {
  shapes: Told;
  classes: Record<string, string>;
  nets: Record<string, Told>;
  councils: Record<string, Told>;
}

interface Told {
  title: string;
  description: string;
}

export interface Catalog {
  /** As the manifest and links call them. */
  classes: string[];
  /** As the page calls them. */
  classNames: string[];
  models: Model[];
  ensembles: Ensemble[];
}

const MANIFEST = "models/manifest.json";

/** Three nets of the zoo that are built differently: a council that needs no nets of its own. */
const SHAPES = { id: "shapes", members: ["linear", "plain", "residual"] };

/** Refuses, with a sentence that says what to put right, whatever the page could not speak of. */
export function readManifest(manifest: unknown): Catalog {
  const { classes, models, ensembles } = record(manifest, MANIFEST);
  const nets = array(models, "models").map(readModel);
  refuseTwins(nets, "models");
  const councils = array(ensembles ?? [], "ensembles").map((entry, index) => readEnsemble(entry, index, nets));
  refuseTwins(councils, "ensembles");
  for (const { id, ensemble } of nets) {
    if (ensemble !== undefined && !councils.some((council) => council.id === ensemble && council.members.includes(id))) {
      throw new Error(`${MANIFEST}: net "${id}" says that it belongs to "${ensemble}", but no such ensemble has it among its members`);
    }
  }
  const builtIn = SHAPES.members.every((member) => nets.some(({ id }) => id === member)) && !councils.some(({ id }) => id === SHAPES.id);
  const known = array(classes, "classes").map(String);
  return {
    classes: known,
    classNames: known.map((name) => names.classes[name] ?? name),
    models: nets,
    ensembles: builtIn ? [{ ...SHAPES, ...names.shapes, accuracy: undefined }, ...councils] : councils,
  };
}

function readModel(entry: unknown, index: number): Model {
  const model = record(entry, `${MANIFEST}: models[${index}]`);
  const id = text(model, "id", `models[${index}]`);
  const where = `net "${id}"`;
  return {
    id,
    title: text(model, "title", where),
    description: typeof model["description"] === "string" ? model["description"] : "",
    ...names.nets[id],
    accuracy: fraction(model["test_accuracy"], where),
    bytes: Number(model["bytes"] ?? 0),
    sha256: String(model["sha256"] ?? ""),
    ensemble: model["ensemble"] === undefined ? undefined : text(model, "ensemble", where),
  };
}

function readEnsemble(entry: unknown, index: number, nets: readonly Model[]): Ensemble {
  const ensemble = record(entry, `${MANIFEST}: ensembles[${index}]`);
  const id = text(ensemble, "id", `ensembles[${index}]`);
  const where = `ensemble "${id}"`;
  const members = array(ensemble["members"], `${where}: members`).map(String);
  const missing = members.filter((member) => !nets.some((net) => net.id === member));
  if (missing.length > 0) throw new Error(`${MANIFEST}: ${where} has members that are not among the models: ${missing.join(", ")}`);
  if (new Set(members).size < members.length) throw new Error(`${MANIFEST}: ${where} has a member twice`);
  if (members.length < FEWEST_MEMBERS) throw new Error(`${MANIFEST}: ${where} has fewer than ${FEWEST_MEMBERS} members: nobody to vote with`);
  return {
    id,
    title: text(ensemble, "title", where),
    description: text(ensemble, "description", where),
    ...names.councils[id],
    members,
    accuracy: ensemble["test_accuracy"] === undefined ? undefined : fraction(ensemble["test_accuracy"], where),
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
        title: titles[text("id")] ?? text("title"),
        source: text("source"),
        author: text("author"),
        licence: text("licence"),
      },
    ];
  });
}

function record(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error(`${what} is not an object`);
  return value as Record<string, unknown>;
}

function array(value: unknown, what: string): unknown[] {
  if (!Array.isArray(value)) throw new Error(`${MANIFEST}: ${what} is not a list`);
  return value;
}

function text(entry: Record<string, unknown>, key: string, where: string): string {
  const value = entry[key];
  if (typeof value !== "string" || value === "") throw new Error(`${MANIFEST}: ${where} has no ${key}`);
  return value;
}

function fraction(value: unknown, where: string): number {
  if (typeof value !== "number" || !(value >= 0 && value <= 1)) {
    throw new Error(`${MANIFEST}: ${where} has no test_accuracy between 0 and 1`);
  }
  return value;
}

function refuseTwins(entries: readonly { id: string }[], what: string): void {
  const twin = entries.find(({ id }, index) => entries.findIndex((other) => other.id === id) < index);
  if (twin) throw new Error(`${MANIFEST}: ${what} has "${twin.id}" twice`);
}
