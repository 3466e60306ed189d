/** Pictures on their way in (gallery) and out (downloads). */
import { download } from "../elements/download.ts";
import { EngineError, PIXEL_VALUES } from "../engine/protocol.ts";
import { enlarge, pixelsOfRgba, type Rgba, rgbaOf, SIDE } from "../state/pixels.ts";
import type { LabelledPictures } from "../state/test-batch.ts";
import type { Place } from "./place.ts";

/** A gallery picture's pixels. They are 32×32 already, so the core is not needed. */
export async function galleryPixels(address: string): Promise<Float32Array> {
  const image = new Image();
  image.src = address;
  try {
    await image.decode();
  } catch {
    throw new EngineError("network", address.split("/").pop() ?? address);
  }
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIDE;
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  context.drawImage(image, 0, 0, SIDE, SIDE);
  return pixelsOfRgba(context.getImageData(0, 0, SIDE, SIDE).data);
}

/** All of the gallery, to be measured. */
export async function galleryMaterial({ gallery, addressOf }: Place): Promise<LabelledPictures> {
  const all = await Promise.all(gallery.map((picture) => galleryPixels(addressOf(picture))));
  const pictures = new Float32Array(all.length * PIXEL_VALUES);
  for (const [index, pixels] of all.entries()) pictures.set(pixels, index * PIXEL_VALUES);
  return { pictures, labels: Uint8Array.from(gallery, ({ label }) => label) };
}

export function downloadPng(pixels: Float32Array, zoom: number, name: string): void {
  downloadDrawing(enlarge(rgbaOf(pixels), zoom), SIDE * zoom, name);
}

/** A square picture of any size. */
export function downloadDrawing(rgba: Rgba, side: number, name: string): void {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = side;
  canvas.getContext("2d")!.putImageData(new ImageData(rgba, side, side), 0, 0);
  canvas.toBlob((blob) => blob && download(blob, `${name}.png`), "image/png");
}

export function downloadJson(value: unknown, name: string): void {
  download(new Blob([`${JSON.stringify(value, null, 2)}\n`], { type: "application/json" }), `${name}.json`);
}
