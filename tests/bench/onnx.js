/** Reads of an .onnx file (protobuf) what the converter to TensorFlow.js needs: nodes, attributes, constants. */
import { integers, message, one, text } from "./protobuf.js";

/** {input, output, nodes: [{op, inputs, outputs, attributes}], constants: Map of name → {dims, values}} */
export function readOnnx(bytes) {
  const graph = message(one(message(bytes), 7));
  const constants = new Map();
  for (const bytes of graph.get(5) ?? []) {
    const tensor = message(bytes);
    constants.set(text(one(tensor, 8)), readTensor(tensor));
  }
  const names = (field) => (graph.get(field) ?? []).map((bytes) => text(one(message(bytes), 1)));
  return {
    input: names(11).find((name) => !constants.has(name)),
    output: names(12)[0],
    nodes: (graph.get(1) ?? []).map(readNode),
    constants,
  };
}

function readNode(bytes) {
  const node = message(bytes);
  const attributes = {};
  for (const bytes of node.get(5) ?? []) {
    const attribute = message(bytes);
    attributes[text(one(attribute, 1))] = readAttribute(attribute);
  }
  return {
    op: text(one(node, 4)),
    inputs: (node.get(1) ?? []).map(text),
    outputs: (node.get(2) ?? []).map(text),
    attributes,
  };
}

/** The value of a float, int, string or list of ints: all that our nets' nodes carry. */
function readAttribute(attribute) {
  if (attribute.has(2)) return view(one(attribute, 2)).getFloat32(0, true);
  if (attribute.has(3)) return one(attribute, 3);
  if (attribute.has(4)) return text(one(attribute, 4));
  return integers(attribute.get(8) ?? []);
}

/** By ONNX's number of the type. */
const READERS = {
  1: (buffer) => new Float32Array(buffer),
  3: (buffer) => new Int8Array(buffer),
  7: (buffer) => Array.from(new BigInt64Array(buffer), Number),
};

function readTensor(tensor) {
  const values = READERS[one(tensor, 2)];
  const raw = one(tensor, 9);
  if (!raw || !values) throw new Error("onnx.js reads raw float32, int8 and int64 tensors only");
  return { dims: integers(tensor.get(1) ?? []), values: values(raw.slice().buffer) };
}

const view = (bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
