/** A function that uses one SIMD instruction (i8x16.splat): valid only where simd128 is known. */
const SIMD_PROBE = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
]);

/** What this browser lacks, or nothing. (Workers made of modules cannot be asked for: see `not-started`.) */
export function missingFeature(): "webassembly" | "simd" | "workers" | undefined {
  if (typeof WebAssembly !== "object") return "webassembly";
  if (!WebAssembly.validate(SIMD_PROBE)) return "simd";
  if (typeof Worker !== "function" || typeof OffscreenCanvas !== "function") return "workers";
  return undefined;
}
