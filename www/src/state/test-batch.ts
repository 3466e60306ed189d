/** CIFAR-10's test pictures in its binary format, as a visitor brings them: nothing is fetched, nothing leaves the page. */
import { PIXEL_VALUES } from "../engine/protocol.ts";

/** A byte of label, then the planar RGB bytes. */
export const RECORD = 1 + PIXEL_VALUES;
const CLASSES = 10;
/** Six times the official file: all of CIFAR-10. */
export const MOST_BYTES = 60_000 * RECORD;

export type BatchProblem = "empty" | "too-large" | "archive" | "python" | "cifar-100" | "records" | "label";

export class BatchError extends Error {
  override readonly name = "BatchError";
  constructor(readonly problem: BatchProblem) {
    super(problem);
  }
}

/** Pictures with their classes, to be measured. */
export interface LabelledPictures {
  /** One after another, planar RGB in [0, 1]. */
  pictures: Float32Array;
  labels: Uint8Array;
}

export class TestBatch {
  private static opened = 0;
  /** Tells files apart, also those of one name. */
  readonly number = ++TestBatch.opened;

  private constructor(
    readonly name: string,
    private readonly bytes: Uint8Array,
  ) {}

  /** Throws a `BatchError` that says what the file is instead. */
  static read(name: string, bytes: Uint8Array): TestBatch {
    if (bytes.length === 0) throw new BatchError("empty");
    if (bytes.length > MOST_BYTES) throw new BatchError("too-large");
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) throw new BatchError("archive");
    if (bytes[0] === 0x80) throw new BatchError("python");
    if (bytes.length % RECORD !== 0) throw new BatchError(bytes.length % (RECORD + 1) === 0 ? "cifar-100" : "records");
    for (let at = 0; at < bytes.length; at += RECORD) if (bytes[at]! >= CLASSES) throw new BatchError("label");
    return new TestBatch(name, bytes);
  }

  get count(): number {
    return this.bytes.length / RECORD;
  }

  /** Of `count` pictures, evenly spread: the first ones are easier than the average. */
  spread(count: number): LabelledPictures {
    const chosen = spread(count, this.count);
    const pictures = new Float32Array(chosen.length * PIXEL_VALUES);
    const labels = new Uint8Array(chosen.length);
    for (const [place, index] of chosen.entries()) {
      const at = index * RECORD;
      labels[place] = this.bytes[at]!;
      for (let value = 0; value < PIXEL_VALUES; value++) pictures[place * PIXEL_VALUES + value] = this.bytes[at + 1 + value]! / 255;
    }
    return { pictures, labels };
  }
}

/** `count` of `total` indices: 0, total/count, 2·total/count … */
export function spread(count: number, total: number): number[] {
  const size = Math.min(count, total);
  return Array.from({ length: size }, (_, index) => Math.floor((index * total) / size));
}
