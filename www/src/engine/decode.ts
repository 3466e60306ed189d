import { pixelsFromImageData } from "easily-fooled/light";
import { EngineError, SIDE } from "./protocol.ts";

const LARGEST_FILE = 40_000_000;
const MOST_PIXELS = 60_000_000;

/** A picture file of any size to our pixels. Decoded by the browser, scaled by the core (the same bytes in every browser). */
export async function decode(file: Blob): Promise<Float32Array> {
  if (file.size > LARGEST_FILE) throw new EngineError("picture", "too-large");
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file, { colorSpaceConversion: "none", premultiplyAlpha: "none" });
  } catch {
    throw new EngineError("picture", "not-a-picture");
  }
  try {
    const { width, height } = bitmap;
    if (width * height > MOST_PIXELS) throw new EngineError("picture", "too-large");
    const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    if (!context) throw new EngineError("picture", "too-large");
    context.drawImage(bitmap, 0, 0);
    return pixelsFromImageData(context.getImageData(0, 0, width, height), SIDE, SIDE);
  } finally {
    bitmap.close();
  }
}
