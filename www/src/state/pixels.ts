/**
 * Pixels on their way to a canvas. The core can do this too; here it is again because pictures
 * must show before the core has been fetched. Pixels: planar RGB, 32×32, values in [0, 1].
 */
export const SIDE = 32;
const PLANE = SIDE * SIDE;

export type Rgba = Uint8ClampedArray<ArrayBuffer>;

export function rgbaOf(pixels: ArrayLike<number>): Rgba {
  return fill((index, channel) => pixels[channel * PLANE + index]! * 255);
}

/** Mid-grey plus `gain` times what changed. */
export function rgbaOfChange(before: ArrayLike<number>, after: ArrayLike<number>, gain: number): Rgba {
  return fill((index, channel) => {
    const at = channel * PLANE + index;
    return 127.5 + (after[at]! - before[at]!) * gain * 255;
  });
}

/** `before`, moved `gain` times as far as `after` is. */
export function rgbaOfExaggeration(before: ArrayLike<number>, after: ArrayLike<number>, gain: number): Rgba {
  return fill((index, channel) => {
    const at = channel * PLANE + index;
    return (before[at]! + (after[at]! - before[at]!) * gain) * 255;
  });
}

function fill(value: (index: number, channel: number) => number): Rgba {
  const rgba = new Uint8ClampedArray(PLANE * 4);
  for (let index = 0; index < PLANE; index++) {
    for (let channel = 0; channel < 3; channel++) rgba[index * 4 + channel] = Math.round(value(index, channel));
    rgba[index * 4 + 3] = 255;
  }
  return rgba;
}

/** Pixels of a 32×32 picture's RGBA. */
export function pixelsOfRgba(rgba: ArrayLike<number>): Float32Array {
  const pixels = new Float32Array(3 * PLANE);
  for (let index = 0; index < PLANE; index++) {
    for (let channel = 0; channel < 3; channel++) pixels[channel * PLANE + index] = rgba[index * 4 + channel]! / 255;
  }
  return pixels;
}

/** Pixels from base64 of their 3,072 bytes (planar RGB), as posters hold them. */
export function pixelsOfBase64(text: string): Float32Array {
  return Float32Array.from(atob(text), (character) => character.charCodeAt(0) / 255);
}

/** The other way, in the letters that links may hold. */
export function base64urlOfPixels(pixels: Float32Array): string {
  const bytes = Array.from(pixels, (value) => String.fromCharCode(Math.round(value * 255)));
  return btoa(bytes.join("")).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Undefined where it is no picture. */
export function pixelsOfBase64url(text: string): Float32Array | undefined {
  try {
    const pixels = pixelsOfBase64(text.replaceAll("-", "+").replaceAll("_", "/"));
    return pixels.length === 3 * PLANE ? pixels : undefined;
  } catch {
    return undefined;
  }
}

/** Every pixel nearest-neighbour enlarged. */
export function enlarge(rgba: ArrayLike<number>, zoom: number): Rgba {
  const side = SIDE * zoom;
  const large = new Uint8ClampedArray(side * side * 4);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const from = (Math.floor(y / zoom) * SIDE + Math.floor(x / zoom)) * 4;
      const to = (y * side + x) * 4;
      for (let channel = 0; channel < 4; channel++) large[to + channel] = rgba[from + channel]!;
    }
  }
  return large;
}

/** Largest change of any value, in pixel values, and the Euclidean length of the change. */
export function distance(before: ArrayLike<number>, after: ArrayLike<number>): { linf: number; l2: number } {
  let linf = 0;
  let squares = 0;
  for (let index = 0; index < before.length; index++) {
    const change = Math.abs(after[index]! - before[index]!);
    linf = Math.max(linf, change);
    squares += change * change;
  }
  return { linf, l2: Math.sqrt(squares) };
}
