/** Protobuf messages as plain lists of fields: read without a schema, changed, and written again. */

/** All fields in order: [{field, value}]; varints as numbers, all else as bytes. */
export function readFields(bytes) {
  const fields = [];
  const reader = { bytes, at: 0 };
  while (reader.at < bytes.length) {
    const tag = varint(reader);
    fields.push({ field: tag >>> 3, wireType: tag & 7, value: readValue(reader, tag & 7) });
  }
  return fields;
}

/** The same by number: number → list of values. */
export function message(bytes) {
  const fields = new Map();
  for (const { field, value } of readFields(bytes)) {
    if (fields.has(field)) fields.get(field).push(value);
    else fields.set(field, [value]);
  }
  return fields;
}

/** Repeated integers, packed into one value or each on its own. */
export function integers(values) {
  return values.flatMap((value) => {
    if (typeof value === "number") return [value];
    const reader = { bytes: value, at: 0 };
    const list = [];
    while (reader.at < value.length) list.push(varint(reader));
    return list;
  });
}

export const one = (fields, field) => fields.get(field)?.[0];
export const text = (bytes) => new TextDecoder().decode(bytes);

const VARINT = 0;
const BYTES = 2;
const WIRE_LENGTHS = { 1: () => 8, [BYTES]: varint, 5: () => 4 };

/** A field to be written: a number as a varint, all else as bytes. */
export function field(number, value) {
  return { field: number, wireType: typeof value === "number" ? VARINT : BYTES, value };
}

/** What `readFields` reads. */
export function writeFields(fields) {
  const parts = fields.flatMap(({ field, wireType, value }) => {
    const tag = encodeVarint((field << 3) | wireType);
    if (wireType === VARINT) return [tag, encodeVarint(value)];
    return wireType === BYTES ? [tag, encodeVarint(value.length), value] : [tag, value];
  });
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function readValue(reader, wireType) {
  if (wireType === VARINT) return varint(reader);
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

function encodeVarint(value) {
  const bytes = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Uint8Array.of(...bytes, Number(rest));
}
