/** What a worker does along a line, or in a flat cut: a few hundred forward passes at most, between which it listens. */
import { type Classifier, type FarEnd, Ray, type RayOptions, type RaySample, Slice, type SliceCells, type SliceOptions } from "easily-fooled/light";
import { nextTask } from "./orders.ts";

export interface RayRequest {
  model: string;
  pixels: Float32Array;
  options: RayOptions;
}

export interface SampleRequest extends RayRequest {
  /** Where, in pixel values. */
  alphas: number[];
}

export interface SliceRequest {
  model: string;
  pixels: Float32Array;
  options: SliceOptions;
  /** Cells from `first` on. */
  first: number;
  count: number;
}

export interface Sampled extends RaySample {
  /** Which way each value goes: −1, 0 or 1. */
  direction: Int8Array;
}

export interface Ended {
  end: FarEnd;
  /** The node for which the net is not piecewise affine, if there is one. */
  curvedNode: string | undefined;
}

/** Forward passes between two looks for messages. */
const SLICE = 8;

export function sampleRay(net: Classifier, { pixels, options, alphas }: SampleRequest): Sampled {
  const ray = new Ray(net, pixels, options);
  try {
    const sample = ray.sample(Float64Array.from(alphas));
    const [from, to] = [ray.pixels(0), ray.pixels(2)];
    return { ...sample, direction: Int8Array.from(to, (value, index) => Math.round((value - from[index]!) / 2)) };
  } finally {
    ray.free();
  }
}

export async function findFarEnd(net: Classifier, { pixels, options }: RayRequest): Promise<Ended> {
  const ray = new Ray(net, pixels, options);
  try {
    let end = ray.survey(SLICE);
    while (!end.done) {
      await nextTask();
      end = ray.survey(SLICE);
    }
    return { end, curvedNode: ray.curvedNode };
  } finally {
    ray.free();
  }
}

export function cutSlice(net: Classifier, { pixels, options, first, count }: SliceRequest): SliceCells {
  const slice = new Slice(net, pixels, options);
  try {
    return slice.cells(first, count);
  } finally {
    slice.free();
  }
}
