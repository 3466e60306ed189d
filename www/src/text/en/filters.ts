/** What filters and their parameters are called, and what each does. */
import type { FilterWords } from "../../state/filters.ts";

const draws = { name: "Draws, over which it averages", unit: "" };

export const filters: FilterWords = {
  gaussian: {
    name: "Gaussian blur",
    sentence: "Every pixel becomes an average of its neighbours.",
    takes: { sigma: { name: "Radius", unit: "pixels" } },
  },
  median: {
    name: "Median",
    sentence: "Every pixel becomes the middle one of its window, so single odd ones vanish.",
    takes: { size: { name: "Window", unit: "pixels a side" } },
  },
  bilateral: {
    name: "Bilateral",
    sentence: "A blur that stops at edges: only neighbours of like colour count.",
    takes: { sigma: { name: "How unlike a colour may be", unit: "" } },
  },
  "bit-depth": {
    name: "Fewer colours",
    sentence: "Every value is rounded to a few bits, so small changes fall under the table.",
    takes: { bits: { name: "Bits a value", unit: "bits" } },
  },
  "total-variation": {
    name: "Total variation",
    sentence: "The nearest picture that wiggles little: flat parts become flat, edges stay.",
    takes: { weight: { name: "Price of wiggling", unit: "" } },
  },
  jpeg: {
    name: "JPEG",
    sentence: "What a picture loses when it is saved as JPEG: fine detail, block by block.",
    takes: { quality: { name: "Quality", unit: "of 100" } },
  },
  shift: {
    name: "Random shifts",
    sentence: "It is moved by lot, a few times, and the answers are averaged.",
    takes: { margin: { name: "At most by", unit: "pixels" }, draws },
  },
  noise: {
    name: "Noise",
    sentence: "Random noise is laid over it, a few times, and the answers are averaged.",
    takes: { sigma: { name: "Strength of the noise", unit: "" }, draws },
  },
};
