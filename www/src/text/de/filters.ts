/** What filters and their parameters are called, and what each does. */
import type { FilterWords } from "../../state/filters.ts";

const draws = { name: "Ziehungen, über die gemittelt wird", unit: "" };

export const filters: FilterWords = {
  gaussian: {
    name: "Gauß-Weich\u00adzeichner",
    sentence: "Jedes Pixel wird zum Mittel seiner Nachbarn.",
    takes: { sigma: { name: "Radius", unit: "Pixel" } },
  },
  median: {
    name: "Median",
    sentence: "Jedes Pixel wird zum mittleren seines Fensters, sodass einzelne Ausreißer verschwinden.",
    takes: { size: { name: "Fenster", unit: "Pixel breit" } },
  },
  bilateral: {
    name: "Bilateral\u00adfilter",
    sentence: "Ein Weichzeichner, der an Kanten haltmacht: Nur Nachbarn von ähnlicher Farbe zählen.",
    takes: { sigma: { name: "Erlaubter Farbunterschied", unit: "" } },
  },
  "bit-depth": {
    name: "Weniger Farben",
    sentence: "Jeder Wert wird auf wenige Bit gerundet, sodass kleine Änderungen unter den Tisch fallen.",
    takes: { bits: { name: "Tiefe je Wert", unit: "Bit" } },
  },
  "total-variation": {
    name: "Totale Variation",
    sentence: "Das nächste Bild, in dem wenig schwankt: Flächen werden eben, Kanten bleiben.",
    takes: { weight: { name: "Preis des Schwankens", unit: "" } },
  },
  jpeg: {
    name: "JPEG",
    sentence: "Was ein Bild verliert, wenn man es als JPEG speichert: feine Details, Block für Block.",
    takes: { quality: { name: "Qualität", unit: "von 100" } },
  },
  shift: {
    name: "Zufällige Ver\u00adschiebungen",
    sentence: "Das Bild wird ein paarmal zufällig verschoben, und die Antworten werden gemittelt.",
    takes: { margin: { name: "Höchstens um", unit: "Pixel" }, draws },
  },
  noise: {
    name: "Rauschen",
    sentence: "Zufälliges Rauschen wird ein paarmal darübergelegt, und die Antworten werden gemittelt.",
    takes: { sigma: { name: "Stärke des Rauschens", unit: "" }, draws },
  },
};
