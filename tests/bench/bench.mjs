/**
 * Side by side in headless Chromium, one thread: ours, tract, onnxruntime-web and TensorFlow.js.
 *
 *   node bench.mjs           prints the table and writes results.json
 *   node bench.mjs --quick   a few rounds, prints the table only
 *
 * Fails when the runtimes disagree or one breaks, never because of a timing.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { serve } from "./server.mjs";
import { notes, summarise, table } from "./summary.mjs";

const MODELS = ["plain", "residual"];
const BATCHES = [1, 16];
const QUICK = { rounds: 6, warmUpMs: 400, turnMs: 10 };
const FULL = { rounds: 40, warmUpMs: 2000, turnMs: 20 };
const FLAGS =
  "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const require = createRequire(import.meta.url);
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

const quick = process.argv.includes("--quick");
const manifest = JSON.parse(readFileSync(here("../../models/manifest.json")));
const models = MODELS.map((id) => {
  const model = manifest.models.find((model) => model.id === id);
  if (!model) throw new Error(`models/manifest.json lists no net "${id}"`);
  return model;
});

/** All that the page asks for, by path. */
async function gatherFiles() {
  const bundle = await build({ entryPoints: [here("page.js")], bundle: true, format: "esm", write: false, logLevel: "error", external: ["/pkg/*"] });
  const tensorflow = join(dirname(require.resolve("@tensorflow/tfjs-backend-wasm/package.json")), "dist");
  const onnxruntime = dirname(require.resolve("onnxruntime-web/ort-wasm-simd-threaded.wasm"));
  const from = (folder, ...names) => names.map((name) => [name, readFileSync(join(folder, name))]);
  const below = (path, files) => files.map(([name, bytes]) => [`${path}/${name}`, bytes]);
  return new Map([
    ["/index.html", Buffer.from(`<!doctype html><meta charset="utf-8"><title>Bench</title><script type="module" src="/page.js"></script>`)],
    ["/favicon.ico", Buffer.alloc(0)],
    ["/page.js", Buffer.from(bundle.outputFiles[0].contents)],
    ...below("/pkg", from(here("../../pkg"), "easily_fooled.js", "easily_fooled_bg.wasm")),
    ...below("/tensorflow", from(tensorflow, "tfjs-backend-wasm-simd.wasm")),
    ...below("/onnxruntime", from(onnxruntime, "ort-wasm-simd-threaded.mjs", "ort-wasm-simd-threaded.wasm")),
    ...below("/models", from(here("../../models"), ...models.map(({ file }) => file))),
  ]);
}

/** Opens the page and runs it; any error of the page is ours. */
async function runInBrowser(address, options) {
  const executablePath = execFileSync("sh", [here("../find-browser.sh")], { encoding: "utf8" }).trim();
  const browser = await chromium.launch({ executablePath, headless: true, args: FLAGS.split(" ") });
  try {
    const page = await browser.newPage();
    const failed = new Promise((_, reject) => {
      page.on("pageerror", reject);
      page.on("crash", () => reject(new Error("the page crashed")));
    });
    failed.catch(() => {}); // It may come before anyone waits for it.
    page.on("console", (line) => console.error(line.text()));
    await page.goto(`${address}/index.html`);
    await Promise.race([page.waitForFunction(() => "runBench" in globalThis), failed]);
    const measured = await Promise.race([page.evaluate((options) => globalThis.runBench(options), options), failed]);
    return { ...measured, browser: browser.version() };
  } finally {
    await browser.close();
  }
}

/** Everything of the run but the machine it ran on. */
function report(measured, files, timing) {
  const ownVersion = JSON.parse(readFileSync(here("../../pkg/package.json"))).version;
  const compared = ["/pkg/easily_fooled_bg.wasm", ...models.map(({ file }) => `/models/${file}`)];
  return {
    command: "make bench",
    date: new Date().toISOString(),
    userAgent: measured.userAgent,
    versions: { "easily-fooled": ownVersion, ...measured.versions, Chromium: measured.browser },
    sha256: Object.fromEntries(compared.map((path) => [path.slice(1), sha256(files.get(path))])),
    threads: 1,
    timing,
    unit: "ms a call",
    cases: summarise(measured.cases),
  };
}

async function main() {
  const files = await gatherFiles();
  const server = await serve(files);
  const timing = quick ? QUICK : FULL;
  try {
    const results = report(await runInBrowser(server.address, { models, batches: BATCHES, timing }), files, timing);
    console.log(`\n${table(results.cases)}\n\n${notes(results)}`);
    if (!quick) writeFileSync(here("results.json"), `${JSON.stringify(results, undefined, 2)}\n`);
  } finally {
    server.stop();
  }
}

await main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
