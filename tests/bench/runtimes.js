/**
 * The runtimes behind one face: {name, layout, forward?(pixels), gradient?(pixels, cotangent), free?()},
 * Float32Array in, Float32Array out, on one thread. `layout` is the order of pixels that a runtime works in.
 */
import "@tensorflow/tfjs-core/dist/register_all_gradients";
import * as tf from "@tensorflow/tfjs-core";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import * as ort from "onnxruntime-web/wasm";
import { withFloatWeights } from "./float32.js";
import { readOnnx } from "./onnx.js";
import { SHAPE } from "./pictures.js";
import { TfNet } from "./tfnet.js";

export const OURS = "ours";
const ONNXRUNTIME = "onnxruntime-web";
export const TENSORFLOW = "TensorFlow.js";

let easilyFooled;

/** Loads all runtimes' wasm; gives what each says about itself. */
export async function startRuntimes() {
  easilyFooled = await import(new URL("/pkg/easily_fooled.js", location.href).href);
  await easilyFooled.default();

  Object.assign(ort.env.wasm, { numThreads: 1, proxy: false, simd: true, wasmPaths: "/onnxruntime/" });

  setWasmPaths("/tensorflow/");
  tf.enableProdMode();
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  if (!(await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT"))) throw new Error("this browser has no wasm SIMD");
  if (!(await tf.setBackend("wasm"))) throw new Error("TensorFlow.js cannot start its wasm backend");
  return { [ONNXRUNTIME]: ort.env.versions.web, [TENSORFLOW]: tf.version_core };
}

/** The net in TensorFlow.js alone. */
export const loadTfNet = (onnx) => new TfNet(readOnnx(withFloatWeights(onnx)), SHAPE[0]);

/** Each runtime with the net in it. `batch` pictures come in every call. */
export async function loadNet(onnx, batch) {
  const [channels, height, width] = SHAPE;
  const plain = withFloatWeights(onnx);
  const session = await ort.InferenceSession.create(plain, { executionProviders: ["wasm"], graphOptimizationLevel: "all" });
  const tfNet = new TfNet(readOnnx(plain), channels);
  const classifier = easilyFooled.Classifier.fromOnnx(onnx);
  const nchw = [batch, channels, height, width];
  const nhwc = [batch, height, width, channels];
  const [input] = session.inputNames;
  const [output] = session.outputNames;

  const ours = {
    name: OURS,
    layout: "nchw",
    forward: (pixels) => classifier.logits(pixels),
    gradient: (pixels, cotangent) => classifier.inputGradient(pixels, cotangent),
    free: () => classifier.free(),
  };
  const tract = {
    name: "tract",
    layout: "nchw",
    forward: (pixels) => classifier.secondOpinion(pixels),
  };
  const onnxruntime = {
    name: ONNXRUNTIME,
    layout: "nchw",
    forward: async (pixels) => (await session.run({ [input]: new ort.Tensor("float32", pixels, nchw) }))[output].data,
    free: () => session.release(),
  };
  const tensorflow = {
    name: TENSORFLOW,
    layout: "nhwc",
    forward: (pixels) => tfNet.forward(pixels, nhwc),
    gradient: tfNet.ways.includes("plain") && ((pixels, cotangent) => tfNet.gradient(pixels, nhwc, cotangent, "plain")),
    free: () => tfNet.free(),
  };
  const tuned = {
    name: `${TENSORFLOW}, tuned`,
    layout: "nhwc",
    gradient: (pixels, cotangent) => tfNet.gradient(pixels, nhwc, cotangent, "tuned"),
  };
  // tract answers one picture after another: with more than one it has no batch of its own to show.
  return batch === 1 ? [ours, tract, onnxruntime, tensorflow, tuned] : [ours, onnxruntime, tensorflow, tuned];
}
