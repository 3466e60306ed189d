/** Of the picture on a canvas, as links hold it: from what is shown, not from what the page says. Runs in the page, so it stands alone. */
export function fingerprint(canvas: HTMLCanvasElement): string {
  const { data } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
  let hash = 0x811c9dc5;
  for (let channel = 0; channel < 3; channel++) {
    for (let at = channel; at < data.length; at += 4) hash = Math.imul(hash ^ data[at]!, 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, "0");
}
