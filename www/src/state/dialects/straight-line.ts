/** Picture, net and line, and from where all of it is looked at. */
import { LINE_FIRST, type LineView, MAP_REACHES, POINTS, REACHES, SHOWN, WAYS } from "../line.ts";
import { changed, type Dialect, netPairs, type Pictured, picturePairs, readChoice, readClass, readNearest, readNet, readNumber, readPicture } from "../link.ts";

export interface LineState extends LineView {
  pictured: Pictured | undefined;
  model: string;
  /** The class that one way leads towards. */
  wish: number;
}

export const LINE_DIALECT: Dialect<LineState> = {
  figure: "straight-line",
  nets: ({ model }) => [model],
  write({ pictured, model, wish, ...view }, { classes }) {
    const { wish: first, ...firstView } = LINE_FIRST;
    return [...picturePairs(pictured), ...netPairs(model), ...changed({ wish: classes[wish] }, { wish: classes[first] }), ...changed(view, firstView)];
  },
  read: (given, catalog, gallery) => ({
    pictured: readPicture(given, gallery),
    model: readNet(given, catalog),
    wish: readClass(given, "wish", catalog) ?? LINE_FIRST.wish,
    way: readChoice(given, "way", WAYS, LINE_FIRST.way),
    reach: readNearest(given, "reach", REACHES, LINE_FIRST.reach),
    point: readNumber(given, "point", { min: 0, max: POINTS - 1, step: 1 }, LINE_FIRST.point),
    shown: readChoice(given, "shown", SHOWN, LINE_FIRST.shown),
    map: readNearest(given, "map", MAP_REACHES, LINE_FIRST.map),
  }),
};
