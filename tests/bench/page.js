/** What runs in the browser, piece by piece, called from `bench.mjs`. */
import { checkAgreement } from "./agreement.js";
import { benchAttacks } from "./attacks.js";
import { measureHeap } from "./heap.js";
import { measureLoading } from "./load.js";
import { drawBatches } from "./pictures.js";
import { timeRounds } from "./rounds.js";
import { loadNet, startRuntimes } from "./runtimes.js";
import { measureScaling } from "./scaling.js";
import { fetchNet } from "./light.js";

globalThis.bench = {
  /** What each runtime and the browser say about themselves. */
  async start() {
    if (!crossOriginIsolated) throw new Error("no fine clock: the page is not cross-origin isolated");
    return { versions: await startRuntimes(), userAgent: navigator.userAgent };
  },

  /** One net at one batch size: first the check, then the rounds. Gives {agreement, timings}. */
  async net({ id, batch, timing }) {
    const { onnx } = await fetchNet(id);
    const runtimes = await loadNet(onnx, batch);
    const batches = drawBatches(batch);
    const agreement = await checkAgreement(runtimes, batches, batch);
    const [pictures] = batches;
    const jobs = ["forward", "gradient"].flatMap((task) =>
      runtimes
        .filter((runtime) => runtime[task])
        .map(({ name, layout, [task]: run }) => ({ task, runtime: name, call: () => run(pictures[layout], pictures.cotangent) })),
    );
    const samples = await timeRounds(jobs.map(({ call }) => call), timing);
    await Promise.all(runtimes.map((runtime) => runtime.free?.()));
    return { agreement, timings: jobs.map(({ task, runtime }, index) => ({ task, runtime, samples: samples[index] })) };
  },

  attacks: benchAttacks,
  scaling: measureScaling,
  loading: measureLoading,
  heap: measureHeap,
};
