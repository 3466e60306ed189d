/** The page: hands to each figure what all share, when the reader comes near. */
import "./styles/page.css";
import type { EfGuessPlan } from "./figures/ef-guess-plan.ts";
import type { EfOpening } from "./figures/ef-opening.ts";
import "./figures/ef-opening.ts";
import { arrive } from "./arrival.ts";
import { FIGURE_NAMES, type FigureName, LOADERS } from "./figures/loaders.ts";
import type { Place } from "./figures/place.ts";
import { goToOwnLanguage } from "./language.ts";
import { keepOffline } from "./offline.ts";
import { makePlace } from "./place.ts";
import { type Linkable, readFigure, withoutHash } from "./state/link.ts";

// In development there is one language at a time.
if (import.meta.env.PROD) goToOwnLanguage();

const place = makePlace(withoutHash(location.href));

for (const figure of document.querySelectorAll<HTMLElement & { place: Place }>(FIGURE_NAMES.map((name) => `ef-${name}`).join())) figure.place = place;
for (const element of document.querySelectorAll<EfOpening>("ef-opening, ef-guess-budget, ef-guess-cat, ef-guess-plan")) {
  element.classes = place.catalog.classNames;
}
for (const element of document.querySelectorAll<EfGuessPlan>("ef-guess-plan")) element.models = place.catalog.models;

// What is further down comes when the reader comes near; until then its room is kept free.
const guesses: Partial<Record<FigureName, () => Promise<unknown>>> = {
  "fool-one": () => import("./figures/ef-guess-budget.ts"),
  certain: () => import("./figures/ef-guess-cat.ts"),
  "straight-line": () => import("./figures/ef-guess-line.ts"),
  "without-keys": () => import("./figures/ef-guess-keys.ts"),
  reuse: () => import("./figures/ef-guess-reuse.ts"),
  blur: () => import("./figures/ef-guess-blur.ts"),
  "ask-several": () => import("./figures/ef-guess-plan.ts"),
};
/** A figure arrives once, whether it was scrolled to or linked to. */
const arriving = new Map<FigureName, Promise<void>>();
function arrived(name: FigureName): Promise<void> {
  const found = arriving.get(name) ?? arrive(document.querySelector<HTMLElement>(`ef-${name}`)!, LOADERS[name]);
  arriving.set(name, found);
  return found;
}

void arrived("fool-one");
for (const name of FIGURE_NAMES) {
  const sight = new IntersectionObserver(
    // On a busy machine several entries come at once; any of them may be the one that counts.
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      sight.disconnect();
      guesses[name]?.().catch(() => {});
      void arrived(name);
    },
    { rootMargin: "1500px" },
  );
  sight.observe(document.querySelector(`ef-${name}`)!.closest("section")!);
}

/** A link to what stood in a figure. */
async function follow(): Promise<void> {
  const linked = readFigure(location.hash);
  if (!linked) return;
  const { figure, given } = linked;
  const element = document.querySelector<HTMLElement & Linkable>(`ef-${figure}`)!;
  await arrived(figure);
  element.scrollIntoView();
  await element.open(given);
}
addEventListener("hashchange", () => void follow());
void follow();

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

// Nobody waits for it: the figures come first.
addEventListener("load", () => keepOffline(document.querySelector("#offline")!));
