/**
 * ONNX has channels first, TensorFlow.js last. A net's nodes and constants as TensorFlow.js wants them: pictures and feature maps stay
 * channels last from the input on, constants are turned once, and transpositions that only exchange the two layouts vanish.
 */
import * as tf from "@tensorflow/tfjs-core";

const TO_LAST = [0, 2, 3, 1];
const TO_FIRST = [0, 3, 1, 2];
/** Ops that know nothing of channels: their 4-D inputs must be as the file says. */
const LAYOUT_FREE = new Set(["Reshape", "MatMul", "Softmax"]);
/** Ops whose second input is a list of integers, not a tensor. */
const WITH_LIST = new Set(["Reshape", "ReduceMean", "ReduceMax"]);

/** `graph` from `readOnnx`, `channels` of its pictures. Gives {nodes, weights: Map of name → tensor}; the caller disposes. */
export function layOut({ input, nodes, constants }, channels) {
  const weights = new Map();
  const channelsLast = new Set([input]);
  const channelsAtFlatten = new Map();
  let current = channels;

  const laidOut = nodes.map((node) => {
    const { op, inputs, outputs, attributes } = node;
    const [first] = inputs;
    const isLast = inputs.some((name) => channelsLast.has(name));
    if (isLast && LAYOUT_FREE.has(op)) throw new Error(`tflayout.js: ${op} of values with channels`);
    if (op === "Conv") current = constants.get(inputs[1]).dims[0];
    if (op === "Flatten") channelsAtFlatten.set(outputs[0], current);

    const isExchange = op === "Transpose" && same(attributes.perm, isLast ? TO_LAST : TO_FIRST);
    if (op === "Transpose" && isLast && !isExchange) throw new Error("tflayout.js: an uncommon transposition");
    if (isExchange ? !isLast : isLast && op !== "Flatten" && op !== "Transpose") channelsLast.add(outputs[0]);
    if (WITH_LIST.has(op)) return { ...node, inputs: [first], list: constants.get(inputs[1])?.values ?? attributes.axes };

    for (const name of inputs)
      if (constants.has(name) && !weights.has(name))
        weights.set(name, tf.tidy(() => turn(constants.get(name), node, isLast, channelsAtFlatten.get(first))));
    return { ...node, isExchange };
  });
  return { nodes: laidOut, weights };
}

function turn({ dims, values }, { op, attributes }, isLast, channels) {
  const tensor = tf.tensor(values, dims);
  if (op === "Conv" && dims.length === 4) return tf.transpose(tensor, attributes.group > 1 ? [2, 3, 0, 1] : [2, 3, 1, 0]);
  if (op === "Gemm" && dims.length === 2) return gemmWeight(tensor, attributes, channels);
  return isLast && dims.length === 4 ? tf.transpose(tensor, TO_LAST) : tensor.clone();
}

/** (out, channels · places) → (places · channels, out): what was flattened channels first comes channels last. */
function gemmWeight(tensor, { transA = 0, transB = 0, alpha = 1, beta = 1 }, channels) {
  if (transA || !transB || alpha !== 1 || beta !== 1) throw new Error("tflayout.js has Gemm as a linear layer only");
  const [out, features] = tensor.shape;
  const places = features / (channels ?? features);
  return tf.reshape(tf.transpose(tf.reshape(tensor, [out, features / places, places]), [2, 1, 0]), [features, out]);
}

const same = (one, other) => one.length === other.length && one.every((value, index) => value === other[index]);
