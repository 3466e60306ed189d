/** Pictures and cotangents that are the same in every run, in both layouts. */

/** Of one picture: channels, height, width. */
export const SHAPE = [3, 32, 32];
const CLASSES = 10;
const CHECKED_PICTURES = 16;

/** Batches of pictures, at least as many as are checked for agreement: [{nchw, nhwc, cotangent}]. */
export function drawBatches(batch) {
  return Array.from({ length: Math.ceil(CHECKED_PICTURES / batch) }, (_, index) => {
    const seed = index + 1;
    const nchw = uniform(seed, batch * SHAPE.reduce((a, b) => a * b));
    return { nchw, nhwc: toNhwc(nchw), cotangent: uniform(~seed, batch * CLASSES).map((value) => 2 * value - 1) };
  });
}

/** Numbers in [0, 1) (mulberry32). */
export function uniform(seed, length) {
  let state = seed >>> 0;
  return Float32Array.from({ length }, () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  });
}

/** Channels first to channels last, picture by picture. */
export function toNhwc(pixels) {
  const [channels, height, width] = SHAPE;
  return reorder(pixels, channels, height * width);
}

/** Channels last to channels first. */
export function toNchw(pixels) {
  const [channels, height, width] = SHAPE;
  return reorder(pixels, height * width, channels);
}

/** Transposes every (rows × columns) block. */
function reorder(values, rows, columns) {
  const result = new Float32Array(values.length);
  const size = rows * columns;
  for (let block = 0; block < values.length; block += size)
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++)
        result[block + column * rows + row] = values[block + row * columns + column];
  return result;
}
