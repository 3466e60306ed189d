/**
 * Our files hold weights as 8-bit integers with scales, behind DequantizeLinear. Ours unpacks them when it loads a net; a runtime that
 * would do so in every run, or cannot, gets the same net with the same weights as float32.
 */
import { readOnnx } from "./onnx.js";
import { field, message, one, readFields, text, writeFields } from "./protobuf.js";

const GRAPH = 7;
const NODE = 1;
const INITIALIZER = 5;
const FLOAT = 1;

/** The file's bytes with every DequantizeLinear on constants replaced by its result. */
export function withFloatWeights(onnx) {
  const { nodes, constants } = readOnnx(onnx);
  const unpacking = nodes.filter(({ op }) => op === "DequantizeLinear");
  const packed = new Set(unpacking.flatMap(({ inputs }) => inputs));
  const isPacked = ({ field, value }) =>
    (field === NODE && text(one(message(value), 4)) === "DequantizeLinear") || (field === INITIALIZER && packed.has(text(one(message(value), 8))));
  const unpacked = unpacking.map((node) => field(INITIALIZER, floatTensor(node.outputs[0], dequantize(node, constants))));
  const rewrite = (graph) => writeFields([...readFields(graph).filter((part) => !isPacked(part)), ...unpacked]);
  return writeFields(readFields(onnx).map((part) => (part.field === GRAPH ? { ...part, value: rewrite(part.value) } : part)));
}

/** Integers times the scale of their place along the axis, or times the only scale. */
function dequantize({ inputs, attributes: { axis = 1 } }, constants) {
  const [integers, scale, zero] = inputs.map((name) => constants.get(name));
  if (!integers || !scale || zero?.values.some((value) => value !== 0)) throw new Error("float32.js unpacks constants with zero point 0 only");
  const { dims, values } = integers;
  const at = axis < 0 ? axis + dims.length : axis;
  const stride = dims.slice(at + 1).reduce((product, extent) => product * extent, 1);
  const scaleOf = scale.values.length === 1 ? () => scale.values[0] : (index) => scale.values[Math.floor(index / stride) % dims[at]];
  return { dims, values: Float32Array.from(values, (value, index) => value * scaleOf(index)) };
}

function floatTensor(name, { dims, values }) {
  return writeFields([
    ...dims.map((extent) => field(1, extent)),
    field(2, FLOAT),
    field(8, new TextEncoder().encode(name)),
    field(9, new Uint8Array(values.buffer)),
  ]);
}
