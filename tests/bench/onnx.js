/** Reads of an .onnx file (protobuf) what the converter to TensorFlow.js needs: nodes, attributes, constants. */

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

const FLOAT = 1;
const INT64 = 7;

function readTensor(tensor) {
  const type = one(tensor, 2);
  const raw = one(tensor, 9);
  if (!raw || (type !== FLOAT && type !== INT64)) throw new Error("onnx.js reads raw float32 and int64 tensors only");
  const aligned = raw.slice().buffer;
  return {
    dims: integers(tensor.get(1) ?? []),
    values: type === FLOAT ? new Float32Array(aligned) : Array.from(new BigInt64Array(aligned), Number),
  };
}

/** A message's fields: number → list of values (varints as numbers, all else as bytes). */
function message(bytes) {
  const fields = new Map();
  const reader = { bytes, at: 0 };
  while (reader.at < bytes.length) {
    const tag = varint(reader);
    const value = readValue(reader, tag & 7);
    const field = tag >>> 3;
    if (fields.has(field)) fields.get(field).push(value);
    else fields.set(field, [value]);
  }
  return fields;
}

const WIRE_LENGTHS = { 1: () => 8, 2: varint, 5: () => 4 };

function readValue(reader, wireType) {
  if (wireType === 0) return varint(reader);
  if (!WIRE_LENGTHS[wireType]) throw new Error(`not a protobuf: wire type ${wireType}`);
  const length = WIRE_LENGTHS[wireType](reader);
  if (reader.at + length > reader.bytes.length) throw new Error("the .onnx file is cut short");
  return reader.bytes.subarray(reader.at, (reader.at += length));
}

function varint(reader) {
  let value = 0n;
  for (let shift = 0n; ; shift += 7n) {
    const byte = reader.bytes[reader.at++];
    if (byte === undefined) throw new Error("the .onnx file is cut short");
    value |= BigInt(byte & 127) << shift;
    if (byte < 128) return Number(BigInt.asIntN(64, value));
  }
}

/** Repeated integers, packed into one value or each on its own. */
function integers(values) {
  return values.flatMap((value) => {
    if (typeof value === "number") return [value];
    const reader = { bytes: value, at: 0 };
    const list = [];
    while (reader.at < value.length) list.push(varint(reader));
    return list;
  });
}

const one = (fields, field) => fields.get(field)?.[0];
const text = (bytes) => new TextDecoder().decode(bytes);
const view = (bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
