/** The page: makes the one engine that all figures share, and hands to each what it needs. */
import "./styles/page.css";
import { addresses, manifest } from "virtual:models";
import program from "easily-fooled/easily_fooled_bg.wasm?url";
import { WorkerEngine } from "./engine/client.ts";
import type { EfAskSeveral } from "./figures/ef-ask-several.ts";
import type { EfBlur } from "./figures/ef-blur.ts";
import type { EfCertain } from "./figures/ef-certain.ts";
import type { EfCost } from "./figures/ef-cost.ts";
import type { EfFoolOne } from "./figures/ef-fool-one.ts";
import type { EfGuessPlan } from "./figures/ef-guess-plan.ts";
import type { EfLab } from "./figures/ef-lab.ts";
import type { EfOpening } from "./figures/ef-opening.ts";
import type { EfReuse } from "./figures/ef-reuse.ts";
import type { EfScorecard } from "./figures/ef-scorecard.ts";
import type { EfStraightLine } from "./figures/ef-straight-line.ts";
import type { EfWithoutKeys } from "./figures/ef-without-keys.ts";
import "./figures/ef-fool-one.ts";
import "./figures/ef-guess-budget.ts";
import "./figures/ef-opening.ts";
import type { Place } from "./figures/place.ts";
import { type GalleryPicture, readGallery, readManifest } from "./state/catalog.ts";

const catalog = readManifest(manifest);
const engine = new WorkerEngine(
  { program, models: addresses },
  () => new Worker(new URL("./engine/worker.ts", import.meta.url), { type: "module" }),
);
const galleryFolder = new URL("gallery/", document.baseURI).href;

function furnish(gallery: GalleryPicture[] | undefined): void {
  const place: Place = { engine, catalog, gallery, galleryFolder };
  for (const figure of document.querySelectorAll<EfFoolOne | EfCertain | EfStraightLine | EfWithoutKeys | EfReuse | EfBlur | EfAskSeveral | EfCost | EfScorecard | EfLab>(
    "ef-fool-one, ef-certain, ef-straight-line, ef-without-keys, ef-reuse, ef-blur, ef-ask-several, ef-cost, ef-scorecard, ef-lab",
  )) {
    figure.place = place;
  }
}

for (const element of document.querySelectorAll<EfOpening>("ef-opening, ef-guess-budget, ef-guess-cat, ef-guess-plan")) {
  element.classes = catalog.classes;
}
for (const element of document.querySelectorAll<EfGuessPlan>("ef-guess-plan")) element.models = catalog.models;

furnish(undefined);
fetch(new URL("gallery.json", galleryFolder))
  .then((response) => response.json())
  .then((gallery) => furnish(readGallery(gallery, catalog.classes)))
  .catch(() => furnish([]));

// What is further down comes when the reader comes near; until then its room is kept free.
const later = [
  { section: "#certain", load: () => Promise.all([import("./figures/ef-guess-cat.ts"), import("./figures/ef-certain.ts")]) },
  { section: "#straight-line", load: () => Promise.all([import("./figures/ef-guess-line.ts"), import("./figures/ef-straight-line.ts")]) },
  { section: "#without-keys", load: () => Promise.all([import("./figures/ef-guess-keys.ts"), import("./figures/ef-without-keys.ts")]) },
  { section: "#reuse", load: () => Promise.all([import("./figures/ef-guess-reuse.ts"), import("./figures/ef-reuse.ts")]) },
  { section: "#blur", load: () => Promise.all([import("./figures/ef-guess-blur.ts"), import("./figures/ef-blur.ts")]) },
  { section: "#ask-several", load: () => Promise.all([import("./figures/ef-guess-plan.ts"), import("./figures/ef-ask-several.ts"), import("./figures/ef-cost.ts")]) },
  { section: "#scorecard", load: () => import("./figures/ef-scorecard.ts") },
  { section: "#lab", load: () => import("./figures/ef-lab.ts") },
];
for (const { section, load } of later) {
  const sight = new IntersectionObserver(
    // On a busy machine several entries come at once; any of them may be the one that counts.
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      sight.disconnect();
      void load();
    },
    { rootMargin: "1500px" },
  );
  sight.observe(document.querySelector(section)!);
}

// One live region speaks for all figures; a short wait, so that only the last of several milestones is read.
const status = document.querySelector("#status")!;
let speaking: ReturnType<typeof setTimeout> | undefined;
document.addEventListener("ef-announce", (event) => {
  clearTimeout(speaking);
  speaking = setTimeout(() => (status.textContent = (event as CustomEvent<string>).detail), 100);
});

// A picture that is dropped beside a figure must not replace the page.
for (const name of ["dragover", "drop"] as const) {
  document.addEventListener(name, (event) => {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  });
}
