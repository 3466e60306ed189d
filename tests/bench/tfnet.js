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

export class TfNet {
  /** `graph` from `readOnnx`. */
  constructor(graph) {
    this.input = graph.input;
    this.output = graph.output;
    this.weights = prepareWeights(graph);
    this.turned = new Map();
    this.plain = graph.nodes.map((node) => step(node, this.weights));
    this.fused = fuseRelus(graph).map((node) => step(node, this.weights));
    this.tuned = graph.nodes.map((node) => step(turnFilter(node, this.weights, this.turned), this.weights));
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
  Flatten: () => (x) => tf.reshape(x, [x.shape[0], -1]),
  GlobalAveragePool: () => (x) => tf.mean(x, [1, 2], true),
  ReduceMean: ({ attributes }) => (x) => tf.mean(x, [1, 2], attributes.keepdims !== 0),
  Gemm: () => (x, weight, bias) => tf.add(tf.matMul(x, weight), bias),
  MaxPool({ attributes }) {
    const { kernel_shape, strides } = attributes;
    if (padding(attributes) !== 0) throw new Error("tfnet.js pools without padding only");
    return (x) => tf.maxPool(x, kernel_shape, strides, "valid");
  },
  Conv({ attributes, activation, turned }) {
    const { strides } = attributes;
    const pad = padding(attributes);
    if (activation) return (x, filter, bias) => tf.fused.conv2d({ x, filter, bias, strides, pad, activation });
    if (!turned) return (x, filter, bias) => tf.add(tf.conv2d(x, filter, strides, pad), bias);
    return (x, filter, bias) => {
      const gradFunc = (cotangent) => tf.conv2d(cotangent, turned, 1, filter.shape[0] - 1 - pad);
      return tf.add(tf.customGrad((x) => ({ value: tf.conv2d(x, filter, 1, pad), gradFunc }))(x), bias);
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
function fuseRelus({ nodes }) {
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

/** A convolution of stride 1 gets the filter of its gradient: turned by 180°, inputs and outputs exchanged. */
function turnFilter(node, weights, turned) {
  if (node.op !== "Conv" || node.attributes.strides.some((stride) => stride !== 1)) return node;
  const [, name] = node.inputs;
  turned.set(name, tf.tidy(() => tf.transpose(tf.reverse(weights.get(name), [0, 1]), [0, 1, 3, 2])));
  return { ...node, turned: turned.get(name) };
}

/** Every constant as a tensor in the layout that its reader wants. */
function prepareWeights({ nodes, constants }) {
  const weights = new Map();
  const channelsAtFlatten = new Map();
  let channels;
  for (const { op, inputs, outputs, attributes } of nodes) {
    if (op === "ReduceMean") {
      const axes = constants.get(inputs[1])?.values ?? attributes.axes;
      if (![2, 3].every((axis) => axes.includes(axis) || axes.includes(axis - 4))) throw new Error("tfnet.js averages over height and width only");
    }
    if (op === "Conv") channels = constants.get(inputs[1]).dims[0];
    if (op === "Flatten") channelsAtFlatten.set(outputs[0], channels);
    for (const name of inputs) {
      if (!constants.has(name) || weights.has(name)) continue;
      const { dims, values } = constants.get(name);
      const arranged = tf.tidy(() => {
        const tensor = tf.tensor(values, dims);
        if (op === "Conv" && dims.length === 4) return tf.transpose(tensor, [2, 3, 1, 0]);
        if (op === "Gemm" && dims.length === 2) return gemmWeight(tensor, attributes, channelsAtFlatten.get(inputs[0]));
        return dims.length === 4 ? tf.transpose(tensor, [0, 2, 3, 1]) : tensor;
      });
      weights.set(name, arranged);
    }
  }
  return weights;
}

/** (out, channels · places) → (places · channels, out): what was flattened channels first comes channels last. */
function gemmWeight(tensor, { transA = 0, transB = 0, alpha = 1, beta = 1 }, channels) {
  if (transA || !transB || alpha !== 1 || beta !== 1) throw new Error("tfnet.js has Gemm as a linear layer only");
  const [out, features] = tensor.shape;
  const places = features / channels;
  return tf.reshape(tf.transpose(tf.reshape(tensor, [out, channels, places]), [2, 1, 0]), [features, out]);
}

/** The one number by which all four sides are padded. */
function padding({ pads = [0], auto_pad = "NOTSET", dilations = [1], group = 1, ceil_mode = 0 }) {
  const uncommon = pads.some((pad) => pad !== pads[0]) || dilations.some((step) => step !== 1);
  if (uncommon || auto_pad !== "NOTSET" || group !== 1 || ceil_mode) throw new Error("tfnet.js: uncommon geometry");
  return pads[0];
}
