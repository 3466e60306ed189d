/**
 * Breeds what "Certain about nothing" shows of its evolutions before the first click, with the same core and settings that
 * the page uses: `npm run evolutions` (after `make pkg`; many minutes). `npm run evolutions -- cppn` breeds one kind only.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { runnerImport } from "vite";

const own = async (path) => (await runnerImport(new URL(`../src/${path}`, import.meta.url).pathname)).module;
const { readManifest } = await own("state/catalog.ts");
const { breedingNet, evolutionOptions, WAYS } = await own("state/evolution.ts");

const root = new URL("../../", import.meta.url);
const pkg = new URL("pkg/", root);
const { initSync, Classifier, Evolution } = await import(new URL("easily_fooled.js", pkg));
initSync({ module: readFileSync(new URL("easily_fooled_bg.wasm", pkg)) });

/** The page goes on for longer; what is shown first need not be certain of everything. */
const MOST_GENERATIONS = 3000;
const SEED = 1;
const poster = new URL("www/src/posters/evolutions.json", root);
const catalog = readManifest(JSON.parse(readFileSync(new URL("models/manifest.json", root), "utf8")));
const model = breedingNet(catalog);
const net = Classifier.fromOnnx(readFileSync(new URL(`models/${model}.onnx`, root)));

const base64 = (pixels) => Buffer.from(Uint8Array.from(pixels, (value) => Math.round(value * 255))).toString("base64");
const round = (value) => Number(value.toPrecision(5));

function breed(encoding) {
  const evolution = new Evolution(net, { ...evolutionOptions(encoding, SEED), generations: MOST_GENERATIONS });
  const births = [];
  const history = [];
  let progress = evolution.step(0);
  const began = process.cpuUsage();
  while (!progress.done) {
    const before = progress.fitness;
    progress = evolution.step(progress.population);
    progress.fitness.forEach((fitness, label) => {
      if (!(fitness <= before[label])) births[label] = progress.generation;
    });
    // Ever further apart: most happens at the beginning.
    if (progress.generation >= (history.at(-1)?.generation ?? 0) * 1.2 || progress.done) {
      history.push({ generation: progress.generation, fitness: Array.from(progress.fitness, round) });
    }
    if (progress.generation % 20 === 0 || progress.done) {
      const { generation, evaluations, at99, at9999 } = progress;
      const { user, system } = process.cpuUsage(began);
      const seconds = (user + system) / 1e6;
      console.log(
        `${encoding}, ${model}: generation ${generation}, ${evaluations} judged in ${seconds.toFixed(1)} s of computing, ${at99} at 99 %, ${at9999} at 99.99 %`,
      );
    }
  }
  return {
    model,
    seed: SEED,
    generation: progress.generation,
    niches: catalog.classes.map((_, label) => ({
      pixels: base64(evolution.champion(label)),
      genome: evolution.genome(label),
      confidence: round(progress.fitness[label]),
      generation: births[label],
      agreed: evolution.verdict(label).agreed,
    })),
    history,
  };
}

const kinds = WAYS.filter((way) => way !== "gradient");
const chosen = process.argv.slice(2);
for (const kind of kinds.filter((kind) => chosen.length === 0 || chosen.includes(kind))) {
  const bred = breed(kind);
  writeFileSync(poster, `${JSON.stringify({ ...JSON.parse(readFileSync(poster, "utf8")), [kind]: bred })}\n`);
}
console.log("evolutions.json");
