/** What the page and a worker say to each other. Pixels: planar RGB, f32 in [0, 1]; their buffers are transferred. */
import type { AttackOptions, Certificate, CertifierProgress, Filter, ModelOptions, Progress, SmoothingOptions, Verdict, VoteRule } from "easily-fooled";
import type { Guard } from "../state/filters.ts";
import type { EvolutionRequest, EvolutionUpdate } from "./evolution-protocol.ts";
import type { RayRequest, SampleRequest, SliceRequest } from "./ray-work.ts";
import type { Material, PieceFound, PieceOf } from "./experiment-protocol.ts";

/** Width and height of every picture, and the number of values that one holds. */
export const SIDE = 32;
export const PIXEL_VALUES = 3 * SIDE * SIDE;

export interface AttackRequest {
  /** Attacked together when there are several. */
  models: string[];
  rule: VoteRule;
  /** The judge stands behind it; the attacker, too, who knows of it. */
  guard?: Guard | undefined;
  pixels: Float32Array;
  options: AttackOptions;
  /** Milliseconds to wait after each iteration, so that it can be watched; 0: as fast as possible. */
  pace: number;
  /** In slow motion. */
  slowly?: boolean;
  /** Do one iteration and pause, instead of running on. */
  oneStep: boolean;
}

/** One picture's answer under smoothing, with its certificate. */
export interface CertifyRequest {
  models: string[];
  pixels: Float32Array;
  options: SmoothingOptions;
}

export interface CertifyProgress {
  kind: "progress";
  progress: CertifierProgress;
}

export interface CertifyResult {
  kind: "finished";
  certificate: Certificate;
  milliseconds: number;
}

export type CertifyUpdate = CertifyProgress | CertifyResult;

export type Control = "pause" | "resume" | "step" | "stop" | "slowly" | "briskly";

export type Request =
  | { kind: "start"; id: number; program: WebAssembly.Module }
  /** The second runtime is on its way (not answered); its program; or why it will not come (not answered). */
  | { kind: "second-expected"; id: number }
  | { kind: "second"; id: number; program: WebAssembly.Module }
  | { kind: "no-second"; id: number; failure: Failure }
  /** Answered with the milliseconds that it took to build a net. Without a blueprint the second runtime reads the file first. */
  | { kind: "load"; id: number; model: string; bytes: Uint8Array; blueprint?: Uint8Array | undefined; options?: ModelOptions | undefined }
  /** Answered with the report of a net that was loaded. */
  | { kind: "describe"; id: number; model: string }
  | { kind: "unload"; id: number; model: string }
  | { kind: "decode"; id: number; file: Blob }
  | { kind: "noise"; id: number; seed: number }
  | { kind: "vote"; id: number; models: string[]; rule: VoteRule; guard?: Guard | undefined; pixels: Float32Array }
  /** Answered with what nets behind the filter see. */
  | { kind: "see"; id: number; filter: Filter; pixels: Float32Array; seed: number }
  | ({ kind: "certify"; id: number } & CertifyRequest)
  | ({ kind: "attack"; id: number } & AttackRequest)
  | ({ kind: "evolve"; id: number } & EvolutionRequest)
  /** Answered with the picture of a genome, as RGBA. */
  | { kind: "draw"; id: number; genome: string; side: number }
  | ({ kind: "sample"; id: number } & SampleRequest)
  | ({ kind: "far-end"; id: number } & RayRequest)
  | ({ kind: "slice"; id: number } & SliceRequest)
  /** Answered piece by piece, as they are given, until it is abandoned. */
  | ({ kind: "experiment"; id: number } & Material)
  | ({ kind: "piece"; id: number } & PieceOf)
  | { kind: "control"; id: number; control: Control }
  | { kind: "abandon"; id: number }
  | { kind: "ping" };

/** What is kept of every iteration, for curves. */
export interface TrailPoint {
  iteration: number;
  active: number[];
  /** Probabilities, member by member. */
  members: Float32Array[];
  /** What the attack climbs; undefined before it began. */
  loss: number | undefined;
  /** Questions so far. */
  queries: number;
  /** Largest change of a value. */
  linf: number;
}

export interface AttackProgress {
  kind: "progress";
  progress: Progress;
  /** The iterations since the last message, oldest first. */
  trail: TrailPoint[];
  /** The current iterate. */
  pixels: Float32Array;
}

export interface AttackResult {
  kind: "finished";
  /** The best picture, rounded to 8 bits: what a download holds. */
  best: Float32Array;
  verdict: Verdict;
  seed: number;
  /** The visitor ended it before its last iteration. */
  stopped: boolean;
  /** Spent on the iterations, without the waiting between them. */
  milliseconds: number;
}

export type AttackUpdate = AttackProgress | AttackResult;

/** Progress that nobody had time to read: the newest picture, the whole trail. */
export function mergeProgress(earlier: AttackProgress, later: AttackProgress): AttackProgress {
  return { ...later, trail: [...earlier.trail, ...later.trail] };
}

export type FailureCode =
  | "unsupported" // the browser lacks something
  | "network" // a file did not arrive
  | "not-a-program" // something else arrived in its place
  | "not-started" // the worker never spoke: its script did not arrive, or the browser knows no module workers
  | "crashed" // the worker stopped
  | "memory" // the browser has none left for another worker
  | "picture" // a file that is no picture, or too large
  | "refused"; // the core said no; its message says why

export interface Failure {
  code: FailureCode;
  message: string;
}

export type Reply =
  | { kind: "done"; id: number; value: unknown }
  | { kind: "update"; id: number; update: AttackUpdate | EvolutionUpdate | CertifyUpdate | PieceFound }
  | { kind: "failed"; id: number; failure: Failure }
  | { kind: "pong" };

export class EngineError extends Error {
  override readonly name = "EngineError";
  constructor(readonly code: FailureCode, message: string) {
    super(message);
  }
}

export function failureOf(reason: unknown): Failure {
  if (reason instanceof EngineError) return { code: reason.code, message: reason.message };
  // A trap in WebAssembly leaves its memory in an unknown state: only a new worker helps.
  const overflowed = reason instanceof RangeError && /call stack/.test(reason.message);
  if (reason instanceof WebAssembly.RuntimeError || overflowed) return { code: "crashed", message: reason.message };
  // What browsers say where a memory cannot be had, or is full.
  if (reason instanceof RangeError) return { code: "memory", message: reason.message };
  if (reason instanceof DOMException && reason.name === "SecurityError") return { code: "not-started", message: reason.message };
  return { code: "refused", message: reason instanceof Error ? reason.message : String(reason) };
}
