/**
 * An ONNX graph run by TensorFlow.js, node by node, in its own layout (batch, height, width, channels).
 * Weights are transposed once, when the net is prepared. Three ways to run a convolution:
 *
 * - `fused`: with its bias and ReLU in one kernel. Forward only: under autodiff it would compute weight gradients too.
 * - `plain`: as TensorFlow.js differentiates it by itself, through its kernel Conv2DBackpropInput.
 * - `tuned`: as an expert might: where the stride is 1, the input gradient is a convolution with the turned filter, and
 *   TensorFlow.js's forward kernel is much faster than Conv2DBackpropInput.
 */
import * as tf from "@tensorflow/tfjs-core";
import { layOut } from "./tflayout.js";

export class TfNet {
  /** `graph` from `readOnnx`, `channels` of its pictures. */
  constructor(graph, channels) {
    const { nodes, weights } = layOut(graph, channels);
    this.input = graph.input;
    this.output = graph.output;
    this.weights = weights;
    this.turned = new Map();
    this.plain = nodes.map((node) => step(node, weights));
    this.fused = fuseRelus(nodes).map((node) => step(node, weights));
    this.tuned = nodes.map((node) => step(turnFilter(node, weights, this.turned), weights));
    /** Convolutions within channels have no gradient in its wasm backend but the one that is tuned. */
    this.ways = nodes.some(isDepthwise) ? ["tuned"] : ["plain", "tuned"];
  }

  free() {
    for (const weight of [...this.weights.values(), ...this.turned.values()]) weight.dispose();
  }

  /** Logits of pixels in NHWC. */
  forward(pixels, shape) {
    return tf.tidy(() => this.#run(this.fused, tf.tensor4d(pixels, shape)).dataSync());
  }

  /** cotangentᵀ · ∂logits/∂pixels, in NHWC; `way` is "plain" or "tuned". */
  gradient(pixels, shape, cotangent, way) {
    return tf.tidy(() => {
      const gradient = tf.grad((pixels) => this.#run(this[way], pixels));
      return gradient(tf.tensor4d(pixels, shape), tf.tensor2d(cotangent, [shape[0], cotangent.length / shape[0]])).dataSync();
    });
  }

  /** Gradient of the cross-entropy of one picture, in NHWC. */
  lossGradient(pixels, shape, label, way) {
    return tf.tidy(() => {
      const loss = (pixels) => tf.neg(tf.slice(tf.logSoftmax(this.#run(this[way], pixels)), [0, label], [1, 1]));
      return tf.grad(loss)(tf.tensor4d(pixels, shape)).dataSync();
    });
  }

  #run(steps, pixels) {
    const values = new Map([[this.input, pixels]]);
    for (const { inputs, output, apply } of steps) values.set(output, apply(...inputs.map((name) => values.get(name))));
    return values.get(this.output);
  }
}

/** What each op does with its inputs; a constant among them comes from `weights`. */
const OPS = {
  Add: () => tf.add,
  Sub: () => tf.sub,
  Mul: () => tf.mul,
  Div: () => tf.div,
  Relu: () => tf.relu,
  Erf: () => tf.erf,
  MatMul: () => tf.matMul,
  Softmax: ({ attributes }) => (x) => tf.softmax(x, attributes.axis),
  Transpose: ({ attributes, isExchange }) => (x) => isExchange ? x : tf.transpose(x, attributes.perm),
  Reshape: ({ list }) => (x) => tf.reshape(x, list),
  Flatten: () => (x) => tf.reshape(x, [x.shape[0], -1]),
  GlobalAveragePool: () => (x) => tf.mean(x, [1, 2], true),
  ReduceMean: (node) => (x) => tf.mean(x, heightAndWidth(node), node.attributes.keepdims !== 0),
  ReduceMax: (node) => (x) => tf.max(x, heightAndWidth(node), node.attributes.keepdims !== 0),
  Gemm: () => (x, weight, bias) => tf.add(tf.matMul(x, weight), bias),
  MaxPool({ attributes }) {
    const { kernel_shape, strides } = attributes;
    if (padding(attributes) !== 0) throw new Error("tfnet.js pools without padding only");
    return (x) => tf.maxPool(x, kernel_shape, strides, "valid");
  },
  Conv(node) {
    const { attributes, activation, turned } = node;
    const { strides } = attributes;
    const pad = padding(attributes);
    const isWithin = isDepthwise(node);
    const convolve = isWithin ? tf.depthwiseConv2d : tf.conv2d;
    const fused = isWithin ? tf.fused.depthwiseConv2d : tf.fused.conv2d;
    if (activation) return (x, filter, bias) => fused({ x, filter, bias, strides, pad, activation });
    if (!turned) return (x, filter, bias) => tf.add(convolve(x, filter, strides, pad), bias);
    return (x, filter, bias) => {
      const gradFunc = (cotangent) => convolve(cotangent, turned, 1, filter.shape[0] - 1 - pad);
      return tf.add(tf.customGrad((x) => ({ value: convolve(x, filter, 1, pad), gradFunc }))(x), bias);
    };
  },
};

function step(node, weights) {
  if (!OPS[node.op]) throw new Error(`tfnet.js has no rule for ${node.op}`);
  const run = OPS[node.op](node);
  const held = node.inputs.map((name) => weights.get(name));
  const inputs = node.inputs.filter((_, index) => !held[index]);
  const apply = (...values) => run(...held.map((weight) => weight ?? values.shift()));
  return { inputs, output: node.outputs[0], apply };
}

/** Convolutions marked with what follows them in the fused kernel: the ReLU that alone reads them, or nothing. */
function fuseRelus(nodes) {
  const readers = (name) => nodes.filter(({ inputs }) => inputs.includes(name));
  const swallowed = new Set();
  const marked = nodes.map((node) => {
    if (node.op !== "Conv") return node;
    const [relu, ...others] = readers(node.outputs[0]);
    if (relu?.op !== "Relu" || others.length) return { ...node, activation: "linear" };
    swallowed.add(relu);
    return { ...node, outputs: relu.outputs, activation: "relu" };
  });
  return marked.filter((node) => !swallowed.has(node));
}

/** A convolution of stride 1 gets the filter of its gradient: turned by 180°, inputs and outputs exchanged where they mix. */
function turnFilter(node, weights, turned) {
  if (node.op !== "Conv" || node.attributes.strides.some((stride) => stride !== 1)) return node;
  const [, name] = node.inputs;
  const order = isDepthwise(node) ? [0, 1, 2, 3] : [0, 1, 3, 2];
  turned.set(name, tf.tidy(() => tf.transpose(tf.reverse(weights.get(name), [0, 1]), order)));
  return { ...node, turned: turned.get(name) };
}

const isDepthwise = ({ op, attributes }) => op === "Conv" && attributes.group > 1;

/** The one number by which all four sides are padded. */
function padding({ pads = [0], auto_pad = "NOTSET", dilations = [1], ceil_mode = 0 }) {
  const uncommon = pads.some((pad) => pad !== pads[0]) || dilations.some((step) => step !== 1);
  if (uncommon || auto_pad !== "NOTSET" || ceil_mode) throw new Error("tfnet.js: uncommon geometry");
  return pads[0];
}

/** The axes over which a feature map shrinks to a number a channel, where TensorFlow.js has them. */
function heightAndWidth({ list }) {
  if (![2, 3].every((axis) => list.includes(axis) || list.includes(axis - 4))) throw new Error("tfnet.js shrinks over height and width only");
  return [1, 2];
}
