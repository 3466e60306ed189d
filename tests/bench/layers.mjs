/**
 * Each layer's time in wasm (Node, one thread), beside its floating-point operations and bytes, and its share of the simd128 peak that
 * was measured in the same run.
 *
 *   node layers.mjs [NET …]     prints tables, writes layers.json
 *
 * Operations are those of the direct computation: Winograd's tiles need fewer, and so may exceed the peak.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Classifier, initSync } from "../../pkg/easily_fooled.js";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const nets = process.argv.length > 2 ? process.argv.slice(2) : ["tiny", "plain", "residual", "robust", "strangers-1", "depthwise"];

execFileSync("cargo", ["build", "--quiet", "--release", "--target", "wasm32-unknown-unknown", "--target-dir", here("../../target/layers")], {
  cwd: here("layers"),
  env: { ...process.env, RUSTFLAGS: "-C target-feature=+simd128" },
  stdio: "inherit",
});
const program = new WebAssembly.Module(readFileSync(here("../../target/layers/wasm32-unknown-unknown/release/layers.wasm")));
// What the engine's boundary would import of JavaScript is never called here.
const imports = {};
for (const { module, name } of WebAssembly.Module.imports(program)) (imports[module] ??= {})[name] = () => {};
const core = new WebAssembly.Instance(program, imports).exports;
initSync({ module: readFileSync(here("../../pkg/easily_fooled_bg.wasm")) });

/** Microseconds a call: the quickest of a dozen rounds, each long enough for the clock. */
function time(work) {
  let times = 1;
  const run = () => {
    const began = performance.now();
    work(times);
    return performance.now() - began;
  };
  while (run() < 2) times *= 2;
  return (Math.min(...Array.from({ length: 12 }, run)) / times) * 1000;
}

function put(bytes) {
  const address = core.reserve(bytes.length);
  new Uint8Array(core.memory.buffer, address, bytes.length).set(bytes);
  return [address, bytes.length];
}

const peakOf = () => 96 / time((times) => core.peak(times * 1000, 0.999)); // operations a nanosecond: GFLOP/s
peakOf();
const peak = peakOf();
console.log(`simd128 peak, multiply and add: ${peak.toFixed(1)} GFLOP/s`);
const found = {};
for (const id of nets) {
  const file = readFileSync(here(`../../models/${id}.onnx`));
  const count = core.load(...put(Classifier.fromOnnx(file).blueprint(file)), ...put(file));
  const layers = [];
  for (let index = 0; index < count; index++) {
    const name = new TextDecoder().decode(new Uint8Array(core.memory.buffer, core.name(index), core.name_length(index)));
    if (name === "") continue;
    const shape = [0, 1, 2, 3].map((axis) => core.extent(index, axis)).filter((extent) => extent > 0);
    const flops = 2 * core.multiply_adds(index);
    const forward = time((times) => core.forward(index, times));
    const back = time((times) => core.pullback(index, times));
    layers.push({ index, name, shape, megaflops: flops / 1e6, kilobytes: (4 * core.floats(index)) / 1024, forward, back, shareForward: flops / 1000 / forward / peak, shareBack: flops / 1000 / back / peak });
  }
  found[id] = layers;
  const sum = (key) => layers.reduce((total, layer) => total + layer[key], 0);
  console.log(`\n${id}: forward ${(sum("forward") / 1000).toFixed(2)} ms, back ${(sum("back") / 1000).toFixed(2)} ms`);
  const least = sum("forward") * 0.01;
  for (const { index, name, shape, megaflops, kilobytes, forward, back, shareForward, shareBack } of layers) {
    if (forward < least && back < least) continue;
    const share = (value) => (megaflops > 0 ? `${(100 * value).toFixed(0)} %`.padStart(6) : "      ");
    console.log(`${String(index).padStart(4)} ${name.padEnd(10)} ${shape.join("×").padEnd(14)} ${megaflops.toFixed(2).padStart(6)} MFLOP ${kilobytes.toFixed(0).padStart(5)} KiB  forward ${forward.toFixed(0).padStart(5)} µs ${share(shareForward)}  back ${back.toFixed(0).padStart(5)} µs ${share(shareBack)}`);
  }
}
writeFileSync(here("layers.json"), `${JSON.stringify({ command: "make bench-layers", unit: "microseconds a picture", peak, nets: found }, undefined, 1)}\n`);
