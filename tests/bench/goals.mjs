/** What is aimed at, beside what was measured. Nothing fails because of it. */
import { readFileSync } from "node:fs";
import { inDigits } from "./markdown.mjs";
import { PYTORCH } from "./pytorch.mjs";

const NETS = ["tiny", "plain", "residual"];
const MEGABYTE = 2 ** 20;
/** What bench-layers measured: simd128's peak in GFLOP/s, and each layer's work and microseconds. */
const { peak, nets: layers } = JSON.parse(readFileSync(new URL("layers.json", import.meta.url), "utf8"));

/** [{goal, measured: text, met: boolean, or undefined where it was not measured, note}] */
export function judge({ cases, attacks, scaling, heap }) {
  const timing = (model, batch, task, runtime) =>
    cases.find((one) => one.model === model && one.batch === batch)?.timings.find((one) => one.task === task && one.runtime === runtime);
  const ratioTo = (runtime, task) => (model) => timing(model, 1, task, runtime)?.oursOverThis.median;
  const gain = (task) => (model) => {
    const [alone, many] = [1, 16].map((batch) => timing(model, batch, task, "ours")?.ms.median);
    return many && (16 * alone) / many;
  };
  const perNet = (measure) => NETS.map((model) => ({ name: model, value: measure(model) }));
  const attack = (task) => attacks.find((one) => one.task.startsWith(task) && one.runtime === "ours")?.ms.median;
  const evaluations = (encoding) => (200 * 1000) / attack(`MAP-Elites on tiny, ${encoding}`);

  return [
    atMost(0.5, "Forward, batch 1: ours ÷ onnxruntime-web at most 0.5", perNet(ratioTo("onnxruntime-web", "forward"))),
    atMost(1 / 8, "Forward + input gradient, batch 1: ours ÷ TensorFlow.js at most 0.125", perNet(ratioTo("TensorFlow.js", "gradient"))),
    atMost(1, "Forward + input gradient, batch 1: ours ÷ native PyTorch on one thread at most 1", perNet(ratioTo(PYTORCH, "gradient"))),
    {
      ...atLeast(1.5, "A picture of a batch of 16 at least 1.5 times as fast as one alone (forward + input gradient)", perNet(gain("gradient"))),
      note: `A batch wins nothing because there is nothing left for pictures to share: one alone already fills the vectors, weights are packed when the net is built, and a gradient of residual is arithmetic at ${inDigits(shareOfPeak("residual"))} times simd128's peak, counted as direct convolutions (\`make bench-layers\`). Peers gain what their first picture loses on the way to the arithmetic.`,
    },
    {
      ...atMost(200, "PGD-20 jointly on five nets of residual's size, one worker: at most 200 ms", [{ value: attack("PGD-20 jointly on five") }]),
      note: `PGD-20 on five is 100 gradients. In 200 ms they would be ${inDigits(megaflops("residual") / 2 / peak)} times simd128's peak, counted as direct convolutions; a gradient alone reaches ${inDigits(shareOfPeak("residual"))}. The fused multiplications of relaxed-simd would give other bits in other browsers, and are not used.`,
    },
    atLeast(1.7, `${scaling.cores} workers at least 1.7 times as fast as one`, [{ value: scaling.gain }]),
    atLeast(1500, "MAP-Elites on tiny: at least 1,500 evaluations a second", ["direct", "CPPN"].map((name) => ({ name, value: evaluations(name) }))),
    atMost(64, "Heap of the light build with all nets: at most 64 MB", [{ value: heap.allNets / MEGABYTE }]),
    atMost(0, `Heap gained over ${heap.attacks.toLocaleString("en")} attacks: 0 MB`, [{ value: (heap.after - heap.before) / MEGABYTE }]),
  ];
}

/** Of a forward pass and the way back. */
const megaflops = (net) => layers[net].reduce((sum, layer) => sum + 2 * layer.megaflops, 0);
const shareOfPeak = (net) => (1000 * megaflops(net)) / layers[net].reduce((sum, { forward, back }) => sum + forward + back, 0) / peak;

const atMost = (limit, goal, values) => against(goal, values, (value) => value <= limit);
const atLeast = (limit, goal, values) => against(goal, values, (value) => value >= limit);

function against(goal, values, holds) {
  const known = values.filter(({ value }) => value !== undefined);
  if (known.length < values.length) return { goal, measured: "not measured", met: undefined };
  const measured = known.map(({ name, value }) => [name, inDigits(value)].filter(Boolean).join(" ")).join(", ");
  return { goal, measured, met: known.every(({ value }) => holds(value)) };
}
