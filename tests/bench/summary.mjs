/** From samples to medians, spreads and ratios, and to what is printed. */

const OURS = "ours";

/** Adds to each timing {median, p10, p90} in ms and, for a peer, `oursOverThis`: ours ÷ it, round by round. */
export function summarise(cases) {
  return cases.map(({ timings, ...rest }) => ({
    ...rest,
    timings: timings.map(({ task, runtime, samples }) => {
      const ours = timings.find((timing) => timing.task === task && timing.runtime === OURS);
      const ratios = runtime === OURS ? undefined : samples.map((ms, round) => ours.samples[round] / ms);
      return { task, runtime, ms: spread(samples), oursOverThis: ratios && spread(ratios) };
    }),
  }));
}

function spread(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share) => {
    const place = share * (sorted.length - 1);
    const below = Math.floor(place);
    const above = Math.ceil(place);
    return rounded(sorted[below] + (place - below) * (sorted[above] - sorted[below]));
  };
  return { median: at(0.5), p10: at(0.1), p90: at(0.9) };
}

const rounded = (value) => Number(value.toPrecision(4));
const inDigits = (value) => (value < 99.95 ? value.toPrecision(3) : value.toFixed(0));
const range = ({ p10, p90 }) => `${inDigits(p10)} – ${inDigits(p90)}`;

const HEADER = ["net", "batch", "task", "runtime", "ms", "10 – 90 %", "ours ÷ this", "10 – 90 %"];
const NUMERIC = new Set([1, 4, 5, 6, 7]);

/** The summary as lines of text. */
export function table(cases) {
  const rows = cases.flatMap(({ model, batch, timings }) =>
    timings.map(({ task, runtime, ms, oursOverThis }, index) => {
      const newTask = task !== timings[index - 1]?.task;
      return [
        index ? "" : model,
        index ? "" : String(batch),
        newTask ? task : "",
        runtime,
        inDigits(ms.median),
        range(ms),
        oursOverThis ? inDigits(oursOverThis.median) : "",
        oursOverThis ? range(oursOverThis) : "",
      ];
    }),
  );
  const widths = HEADER.map((_, column) => Math.max(...[HEADER, ...rows].map((row) => row[column].length)));
  const line = (row) =>
    row.map((cell, column) => (NUMERIC.has(column) ? cell.padStart(widths[column]) : cell.padEnd(widths[column]))).join("  ").trimEnd();
  const rule = widths.map((width) => "─".repeat(width)).join("──");
  return [line(HEADER), ...rows.flatMap((row) => (row[0] ? [rule, line(row)] : [line(row)]))].join("\n");
}

/** What to know when reading the table. */
export function notes({ cases, versions, timing }) {
  const errors = cases.flatMap(({ agreement }) => Object.values(agreement));
  const largest = (what) => Math.max(...errors.map((error) => error[what] ?? 0)).toExponential(0);
  const kinks = Math.max(...errors.map(({ picturesAtAKink = 0 }) => picturesAtAKink));
  return [
    `All agree with ours: logits within ${largest("logits")}, gradients within ${largest("gradients")}` +
      (kinks ? ` (but for at most ${kinks} of 16 pictures with a ReLU at its kink).` : "."),
    `Medians over ${timing.rounds} interleaved rounds; ratios are taken round by round. Compare ratios within one run only.`,
    "TensorFlow.js has every kernel needed in its wasm backend, none falls back. Tuned: gradients of stride-1 convolutions",
    "rewritten by us as forward convolutions, because its own kernel for them is slow.",
    Object.entries(versions).map((pair) => pair.join(" ")).join(", "),
  ].join("\n");
}
