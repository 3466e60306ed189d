/** Whole attacks: ours, in the light build, and where it is the same loop, with TensorFlow.js's gradients. */
import { buildNet, fetchNet, startLight } from "./light.js";
import { SHAPE, uniform } from "./pictures.js";
import { pgd } from "./pgd.js";
import { timeRounds } from "./rounds.js";
import { loadTfNet, OURS, TENSORFLOW } from "./runtimes.js";

const STEPS = 20;
const QUERIES = 1000;
const GENERATION = 200;
const STRANGERS = [1, 2, 3, 4, 5].map((index) => `strangers-${index}`);
const EPSILON = 8 / 255;
/** Of no consequence to the time, as long as it is a class. */
const LABEL = 3;
/** So that nothing stops at a success. */
const OUT_OF_REACH = 0.999999;

/** Gives {timings: [{task, runtime, samples}]}, in milliseconds an attack (a generation of evolution). */
export async function benchAttacks({ timing }) {
  const light = await startLight();
  const residual = await fetchNet("residual");
  const ensemble = (nets) => new light.Ensemble(nets.map((net) => buildNet(light, net)));
  const alone = buildNet(light, residual);
  const five = ensemble(Array(5).fill(residual));
  const strangers = ensemble(await Promise.all(STRANGERS.map(fetchNet)));
  const tiny = buildNet(light, await fetchNet("tiny"));
  const tfNets = Array.from({ length: 5 }, () => loadTfNet(residual.onnx));
  const picture = uniform(1, SHAPE.reduce((a, b) => a * b));

  const attack = (target, options) => () => {
    const attack = new light.Attack(target, picture, { epsilon: EPSILON, seed: 1, ...options });
    const { iteration } = attack.step(options.steps);
    attack.free();
    if (iteration !== options.steps) throw new Error(`${options.method} stopped after ${iteration} of ${options.steps} steps`);
  };
  const descent = (target) => attack(target, { method: "pgd", label: LABEL, loss: "cross-entropy", steps: STEPS });
  const peer = (nets, way) => () => pgd(nets, picture, { label: LABEL, epsilon: EPSILON, steps: STEPS, way });
  const evolution = (encoding) => {
    const evolution = new light.Evolution(tiny, { encoding, population: GENERATION, generations: 1_000_000, confidence: OUT_OF_REACH, seed: 1 });
    return () => evolution.step(GENERATION);
  };

  const jobs = [
    { task: "PGD-20 on residual", runtime: OURS, call: descent(alone) },
    { task: "PGD-20 on residual", runtime: TENSORFLOW, call: peer(tfNets.slice(0, 1), "plain") },
    { task: "PGD-20 on residual", runtime: `${TENSORFLOW}, tuned`, call: peer(tfNets.slice(0, 1), "tuned") },
    { task: "PGD-20 jointly on five times residual", runtime: OURS, call: descent(five) },
    { task: "PGD-20 jointly on five times residual", runtime: `${TENSORFLOW}, tuned`, call: peer(tfNets, "tuned") },
    { task: "PGD-20 jointly on strangers-1 … 5", runtime: OURS, call: descent(strangers) },
    { task: "Square, 1,000 queries on residual", runtime: OURS, call: attack(alone, { method: "square", target: LABEL, confidence: OUT_OF_REACH, steps: QUERIES }) },
    { task: "MAP-Elites on tiny, direct, 200 evaluations", runtime: OURS, call: evolution("direct") },
    { task: "MAP-Elites on tiny, CPPN, 200 evaluations", runtime: OURS, call: evolution("cppn") },
  ];
  const samples = await timeRounds(jobs.map(({ call }) => call), timing);
  for (const net of tfNets) net.free();
  return { timings: jobs.map(({ task, runtime }, index) => ({ task, runtime, samples: samples[index] })) };
}
