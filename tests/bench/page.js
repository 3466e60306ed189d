/** What runs in the browser: for each net and batch size first the check, then the rounds. */
import { checkAgreement } from "./agreement.js";
import { toNhwc, uniform } from "./pictures.js";
import { timeRounds } from "./rounds.js";
import { loadNet, startRuntimes } from "./runtimes.js";

const SHAPE = [3, 32, 32];
const CLASSES = 10;
const CHECKED_PICTURES = 16;

/** `models`: [{id, file}]; gives {versions, userAgent, cases: [{model, batch, agreement, timings}]}. */
globalThis.runBench = async ({ models, batches, timing }) => {
  if (!crossOriginIsolated) throw new Error("no fine clock: the page is not cross-origin isolated");
  const versions = await startRuntimes();
  const cases = [];
  for (const { id, file } of models) {
    const onnx = new Uint8Array(await (await fetch(`/models/${file}`)).arrayBuffer());
    for (const batch of batches) {
      console.log(`${id}, batch ${batch} …`);
      cases.push({ model: id, batch, ...(await benchNet(onnx, batch, timing)) });
    }
  }
  return { versions, userAgent: navigator.userAgent, cases };
};

async function benchNet(onnx, batch, timing) {
  const runtimes = await loadNet(onnx, batch, SHAPE);
  const batches = Array.from({ length: CHECKED_PICTURES / batch }, (_, index) => drawPictures(index + 1, batch));
  const agreement = await checkAgreement(runtimes, batches, batch, SHAPE);
  const [pictures] = batches;
  const jobs = [
    ...runtimes
      .filter(({ forward }) => forward)
      .map(({ name, layout, forward }) => ({ task: "forward", runtime: name, call: () => forward(pictures[layout]) })),
    ...runtimes
      .filter(({ gradient }) => gradient)
      .map(({ name, layout, gradient }) => ({
        task: "forward + input gradient",
        runtime: name,
        call: () => gradient(pictures[layout], pictures.cotangent),
      })),
  ];
  const samples = await timeRounds(jobs.map(({ call }) => call), timing);
  await Promise.all(runtimes.map((runtime) => runtime.free?.()));
  return { agreement, timings: jobs.map(({ task, runtime }, index) => ({ task, runtime, samples: samples[index] })) };
}

function drawPictures(seed, batch) {
  const nchw = uniform(seed, batch * SHAPE.reduce((a, b) => a * b));
  return { nchw, nhwc: toNhwc(nchw, SHAPE), cotangent: uniform(~seed, batch * CLASSES).map((value) => 2 * value - 1) };
}
