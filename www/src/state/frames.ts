/** What an attack showed on its way, to be watched again. */
export interface Frame {
  iteration: number;
  pixels: Float32Array;
}

/** Twelve kilobytes each. */
const MOST = 120;

/** With one more; where there are too many, every second one goes. */
export function withFrame(frames: readonly Frame[], frame: Frame): Frame[] {
  const kept = frames.length < MOST ? frames : frames.filter((_, index) => index % 2 === 0);
  return [...kept, frame];
}
