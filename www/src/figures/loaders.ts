/** The figures, each of which comes when it is wanted. */
export const LOADERS = {
  "fool-one": () => import("./ef-fool-one.ts"),
  certain: () => import("./ef-certain.ts"),
  "straight-line": () => import("./ef-straight-line.ts"),
  "without-keys": () => import("./ef-without-keys.ts"),
  reuse: () => import("./ef-reuse.ts"),
  blur: () => import("./ef-blur.ts"),
  "ask-several": () => import("./ef-ask-several.ts"),
  cost: () => import("./ef-cost.ts"),
  scorecard: () => import("./ef-scorecard.ts"),
  lab: () => import("./ef-lab.ts"),
} satisfies Record<string, () => Promise<unknown>>;

export type FigureName = keyof typeof LOADERS;

export const FIGURE_NAMES = Object.keys(LOADERS) as FigureName[];
