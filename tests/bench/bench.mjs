/**
 * Speed and weight in headless Chromium: ours beside tract, onnxruntime-web and TensorFlow.js on one thread, whole attacks, loading,
 * memory and workers; beside native PyTorch where the environment's PYTHON names a Python that has it.
 *
 *   node bench.mjs                 prints the tables, writes results.json and README.md
 *   node bench.mjs --quick         fewer rounds and no batch of 64, prints only
 *   node bench.mjs --nets a,b      these nets only, prints only
 *
 * Fails when the runtimes disagree or one breaks, never because of a timing.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { openPage } from "./browser.mjs";
import { gatherFiles } from "./files.mjs";
import { PYTORCH, startPyTorch } from "./pytorch.mjs";
import { tables, writeResults } from "./report.mjs";
import { serve } from "./server.mjs";
import { spread, summarise } from "./summary.mjs";

/** Each shape of net once: see report.mjs. */
const NETS = ["linear", "tiny", "plain", "residual", "strangers-1", "robust", "depthwise", "attention"];
const QUICK = {
  batches: [1, 16],
  net: { seconds: 1.5, rounds: [3, 10], warmUpMs: 150, turnMs: 5 },
  attacks: { seconds: 8, rounds: [2, 5], warmUpMs: 0, turnMs: 5 },
  scaling: { runs: 20, rounds: 2 },
  loading: { id: "residual", rounds: 2 },
  heap: { attacked: "tiny", attacks: 1000 },
};
const FULL = {
  batches: [1, 16, 64],
  net: { seconds: 7, rounds: [5, 40], warmUpMs: 700, turnMs: 20 },
  attacks: { seconds: 40, rounds: [5, 20], warmUpMs: 500, turnMs: 20 },
  scaling: { runs: 60, rounds: 5 },
  loading: { id: "residual", rounds: 9 },
  heap: { attacked: "tiny", attacks: 10_000 },
};

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
const manifest = JSON.parse(readFileSync(here("../../models/manifest.json")));
const ids = manifest.models.map(({ id }) => id);

function chosenNets() {
  const at = process.argv.indexOf("--nets");
  const nets = at < 0 ? NETS : process.argv[at + 1].split(",");
  for (const net of nets) if (!ids.includes(net)) throw new Error(`models/manifest.json lists no net "${net}"`);
  return nets;
}

/** All measurements, one after another, so that nothing runs beside what is timed. */
async function measure(page, pytorch, nets, settings) {
  const { versions, userAgent } = await page.call("start");
  const cases = [];
  for (const model of nets)
    for (const batch of settings.batches) {
      console.error(`${model}, batch ${batch} …`);
      const { agreement, timings } = await page.call("net", { id: model, batch, timing: settings.net });
      if (pytorch) {
        Object.assign(agreement, await pytorch.check(model, batch));
        timings.push(...(await pytorch.time(model, batch, settings.net)));
      }
      cases.push({ model, batch, agreement, timings: summarise(timings) });
    }
  console.error("attacks …");
  const { timings } = await page.call("attacks", { timing: settings.attacks });
  console.error("workers, loading, memory …");
  const scaling = await page.call("scaling", settings.scaling);
  const loading = await page.call("loading", settings.loading);
  const heap = await page.call("heap", { ids, ...settings.heap });
  return {
    userAgent,
    versions: { ...versions, ...(pytorch && { [PYTORCH]: pytorch.version }) },
    cases,
    attacks: summarise(timings),
    scaling: summariseScaling(scaling),
    loading: Object.fromEntries(Object.entries(loading).map(([build, { program, net }]) => [build, { program: spread(program), net: spread(net) }])),
    heap,
  };
}

function summariseScaling({ one, all, ...rest }) {
  const gain = spread(one.map((ms, round) => ms / all[round])).median;
  return { ...rest, one: spread(one), all: spread(all), gain };
}

/** Everything of the run but the machine it ran on. */
function report(measured, browser, files, nets, settings) {
  const ownVersion = JSON.parse(readFileSync(here("../../pkg/package.json"))).version;
  const compared = ["/pkg/easily_fooled_bg.wasm", "/pkg/easily_fooled_light_bg.wasm", ...nets.map((net) => `/models/${net}.onnx`)];
  const { versions, ...rest } = measured;
  return {
    command: "make bench",
    date: new Date().toISOString(),
    browser: `Chromium ${browser}`,
    versions: { "easily-fooled": ownVersion, ...versions },
    sha256: Object.fromEntries(compared.map((path) => [path.slice(1), sha256(files.get(path))])),
    threads: 1,
    settings,
    unit: "ms a call",
    ...rest,
  };
}

async function main() {
  const nets = chosenNets();
  const quick = process.argv.includes("--quick");
  const settings = quick ? QUICK : FULL;
  const files = await gatherFiles(manifest.models);
  const server = await serve(files);
  let pytorch, page;
  try {
    if (process.env.PYTHON) pytorch = await startPyTorch(process.env.PYTHON);
    page = await openPage(`${server.address}/index.html`);
    const results = report(await measure(page, pytorch, nets, settings), page.version, files, nets, settings);
    console.log(tables(results));
    if (!quick && nets === NETS) writeResults(results);
  } finally {
    await page?.close();
    pytorch?.stop();
    server.stop();
  }
}

await main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
