/** The bench's results as README.md. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { judge } from "./goals.mjs";
import { inDigits, table } from "./markdown.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const RESULTS = here("results.json");
const FIRST_PICTURE = here("first-picture.json");
const read = (path) => (existsSync(path) ? JSON.parse(readFileSync(path)) : undefined);

/** From what the last full runs of `make bench` and `make bench-first` left. */
export function writeReadme() {
  const results = read(RESULTS);
  if (results) writeFileSync(here("README.md"), readme(results, read(FIRST_PICTURE)));
}

export function writeResults(results) {
  writeFileSync(RESULTS, `${JSON.stringify(results, undefined, 2)}\n`);
  writeReadme();
}

const readme = (results, firstPicture) => `# Speed and weight

\`\`\`sh
make bench                 # all of this but the first picture; PYTHON=… of models/train/requirements.txt adds PyTorch
make bench-first           # the first picture fooled on the built site
make bench-layers          # each layer of each net
node bench.mjs --quick     # a look: fewer rounds, no batch of 64, writes nothing
node bench.mjs --nets tiny,plain
\`\`\`

${tables(results)}
${firstPicture ? `\n## The first picture on the page\n\n${firstTable(firstPicture)}\n` : ""}`;

/** Everything but the first picture: what is also printed. */
export const tables = (results) => `${HOW_TO_READ(results)}

## Forward

${netTable(results.cases, "forward")}

## Forward + input gradient

${netTable(results.cases, "gradient")}

${SHAPES}

## Attacks

${attackTable(results.attacks)}

The peer's loop is the same descent on the cross-entropy with TensorFlow.js's gradients. MAP-Elites finishes
${["direct", "CPPN"].map((name) => `${Math.round(evaluationsPerSecond(results.attacks, name)).toLocaleString("en")} evaluations a second (${name})`).join(" and ")}.

## Workers, loading, memory

${otherTable(results)}

## Aims

${goalTable(judge(results))}
`;

const HOW_TO_READ = ({ browser, versions, date, cases }) => {
  const errors = cases.flatMap(({ agreement }) => Object.values(agreement));
  const largest = (what) => Math.max(...errors.map((error) => error[what] ?? 0)).toExponential(0);
  const kinks = Math.max(...errors.map(({ picturesAtAKink = 0 }) => picturesAtAKink));
  return `Headless ${browser}, one thread; ${Object.entries(versions).map((pair) => pair.join(" ")).join(", ")}; ${date.slice(0, 10)}.
Medians of interleaved rounds, in milliseconds a picture; in brackets ours ÷ this, so 0.5 means that ours takes half the time.
**Compare ratios within one run only**: another machine, or the same one busier, has other times. \`results.json\` has the spreads.

Before anything is timed all runtimes must agree with ours: logits within ${largest("logits")}, input gradients within ${largest("gradients")}${
    kinks ? ` (but for pictures with a ReLU at its kink: at most ${kinks} in a check)` : ""
  }. Peers get the nets with float32
weights, since they would unpack 8-bit ones in every run; ours gets the files as they are. tract is the second runtime inside our
package, without gradient or batches. TensorFlow.js runs in its wasm backend; tuned: gradients of stride-1 convolutions rewritten
by us as forward convolutions. Native PyTorch is timed between the browser's turns, not interleaved with them.`;
};

const SHAPES = `Every shape of net is there once, but for the strangers with shortcuts (4 and 5, disagree-4), which differ from strangers-1 by three
additions. disagree-1 … 3 and strangers-2 and 3 have the shape of strangers-1, hardened-1 … 3 that of robust. TensorFlow.js's wasm
backend has no kernel for the gradient of convolutions within channels: on depthwise only the tuned gradient runs.`;

const unique = (values) => [...new Set(values)];

/** A row for each net and batch, a column for each runtime that has the task. */
function netTable(cases, task) {
  const of = ({ timings }) => timings.filter((timing) => timing.task === task);
  const runtimes = unique(cases.flatMap((one) => of(one).map(({ runtime }) => runtime)));
  const rows = cases.map((one) => [one.model, String(one.batch), ...runtimes.map((runtime) => cell(of(one).find((timing) => timing.runtime === runtime), one.batch))]);
  return table([["net", "batch", ...runtimes], ...rows]);
}

function cell(timing, pictures = 1) {
  if (!timing) return "";
  const { ms, oursOverThis } = timing;
  return inDigits(ms.median / pictures) + (oursOverThis ? ` (${inDigits(oursOverThis.median)})` : "");
}

function attackTable(attacks) {
  const runtimes = unique(attacks.map(({ runtime }) => runtime));
  const tasks = unique(attacks.map(({ task }) => task));
  const rows = tasks.map((task) => [task, ...runtimes.map((runtime) => cell(attacks.find((one) => one.task === task && one.runtime === runtime)))]);
  return table([["attack, ms", ...runtimes], ...rows]);
}

function evaluationsPerSecond(attacks, encoding) {
  return 200_000 / attacks.find(({ task }) => task.includes(encoding)).ms.median;
}

const megabytes = (bytes) => `${inDigits(bytes / 2 ** 20)} MB`;
const ms = (value) => `${inDigits(value)} ms`;

function otherTable({ scaling, loading, heap }) {
  const { whole, light } = loading;
  return table([
    ["what", "measured"],
    [`${scaling.runs} runs of PGD-20 on residual, 1 worker`, ms(scaling.one.median)],
    [`the same, as many workers as cores (${scaling.cores})`, `${ms(scaling.all.median)}: ${inDigits(scaling.gain)} times as fast`],
    ["whole build, from its bytes to its start", ms(whole.program.median)],
    ["whole build, from residual's file to first logits (`fromOnnx`)", ms(whole.net.median)],
    ["light build, from its bytes to its start", ms(light.program.median)],
    ["light build, from residual's file and blueprint to first logits (`fromBlueprint`)", ms(light.net.median)],
    [`heap of the light build, all ${heap.nets} nets loaded and a gradient of each`, megabytes(heap.allNets)],
    ["heap of the light build, tiny, after its first attacks", megabytes(heap.before)],
    [`the same after ${heap.attacks.toLocaleString("en")} attacks`, megabytes(heap.after)],
  ]);
}

function firstTable({ browser, date, milliseconds, bytes }) {
  return table([
    [`cold cache, ${browser}, ${date.slice(0, 10)}`, "measured"],
    ["the button can be pressed", ms(milliseconds.pressed)],
    ["the first picture is fooled", ms(milliseconds.fooled)],
    ["the second runtime has agreed", ms(milliseconds.judged)],
    ["bytes until it is fooled, gzip", megabytes(bytes.beforeTheFirstPicture)],
    ["bytes of the second runtime, gzip", megabytes(bytes.secondRuntime)],
  ]);
}

const MET = new Map([[true, "met"], [false, "not met"], [undefined, ""]]);

function goalTable(goals) {
  const rows = goals.map(({ goal, measured, met }) => [goal, measured, MET.get(met)]);
  const notes = goals.filter(({ met, note }) => met === false && note).map(({ note }) => `\n\n${note}`);
  return table([["aim", "measured", ""], ...rows]) + notes.join("");
}
