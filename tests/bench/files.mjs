/** All that the page asks for, by path. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { Classifier } from "./core.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const require = createRequire(import.meta.url);

/** `models`: the manifest's. Gives a Map of path → bytes. */
export async function gatherFiles(models) {
  const tensorflow = join(dirname(require.resolve("@tensorflow/tfjs-backend-wasm/package.json")), "dist");
  const onnxruntime = dirname(require.resolve("onnxruntime-web/ort-wasm-simd-threaded.wasm"));
  const builds = ["easily_fooled", "easily_fooled_light"].flatMap((name) => [`${name}.js`, `${name}_bg.wasm`]);
  const from = (path, folder, ...names) => names.map((name) => [`${path}/${name}`, readFileSync(join(folder, name))]);
  return new Map([
    ["/index.html", Buffer.from(`<!doctype html><meta charset="utf-8"><title>Bench</title><script type="module" src="/page.js"></script>`)],
    ["/favicon.ico", Buffer.alloc(0)],
    ["/page.js", await bundle("page.js")],
    ["/worker.js", await bundle("worker.js")],
    ...from("/pkg", here("../../pkg"), ...builds),
    ...from("/tensorflow", tensorflow, "tfjs-backend-wasm-simd.wasm"),
    ...from("/onnxruntime", onnxruntime, "ort-wasm-simd-threaded.mjs", "ort-wasm-simd-threaded.wasm"),
    ...netFiles(models),
  ]);
}

async function bundle(entry) {
  const { outputFiles } = await build({ entryPoints: [here(entry)], bundle: true, format: "esm", write: false, logLevel: "error" });
  return Buffer.from(outputFiles[0].contents);
}

/** Each net's file, and the blueprint of it that the light build needs. */
function netFiles(models) {
  return models.flatMap(({ id, file }) => {
    const onnx = readFileSync(here(`../../models/${file}`));
    const classifier = Classifier.fromOnnx(onnx);
    const blueprint = Buffer.from(classifier.blueprint(onnx));
    classifier.free();
    return [
      [`/models/${id}.onnx`, onnx],
      [`/models/${id}.blueprint`, blueprint],
    ];
  });
}
