import type { Filter, ModelOptions, SliceCells, Vote, VoteRule } from "easily-fooled";
import type { Guard } from "../state/filters.ts";
import type { NetReport } from "../state/own-net.ts";
import type { Rgba } from "../state/pixels.ts";
import { type EvolutionReport, type EvolutionRequest, type EvolutionResult, mergeReports } from "./evolution-protocol.ts";
import type { ExperimentRequest, Material, PieceFound, PieceOf } from "./experiment-protocol.ts";
import { fetchBytes, fetchProgram } from "./fetching.ts";
import { Line } from "./line.ts";
import {
  type AttackProgress,
  type AttackRequest,
  type AttackResult,
  type CertifyProgress,
  type CertifyRequest,
  type CertifyResult,
  type Control,
  EngineError,
  failureOf,
  mergeProgress,
  type Request,
} from "./protocol.ts";
import type { Ended, RayRequest, Sampled, SampleRequest, SliceRequest } from "./ray-work.ts";
import { missingFeature } from "./support.ts";

/** Work under way that can be watched and told what to do: its updates, in order, and the orders that it takes. */
export interface Job<Update> extends AsyncIterable<Update, void> {
  control(control: Control): void;
}

export type AttackJob = Job<AttackProgress | AttackResult>;
export type CertifyJob = Job<CertifyProgress | CertifyResult>;
export type EvolutionJob = Job<EvolutionReport | EvolutionResult>;

/** What a job is asked with, and how two of its updates in a row become one. */
interface Assignment<Progress> {
  models: string[];
  request: (id: number) => Extract<Request, { kind: "attack" | "certify" | "evolve" }>;
  merge: (earlier: Progress, later: Progress) => Progress;
}

export interface VoteRequest {
  models: string[];
  rule: VoteRule;
  /** What stands before them. */
  guard?: Guard | undefined;
  pixels: Float32Array;
}

export interface SeeRequest {
  filter: Filter;
  pixels: Float32Array;
  /** Of a random filter: it shows the first draw. */
  seed: number;
}

/** Everything that the figures ask of the core. Aborting a signal rejects with its reason. */
export interface Engine {
  /** Fetches program and nets in the background, so that the first press waits less. */
  warm(models: string[]): void;
  /** Milliseconds that a worker took to make this net of its bytes, the first time; undefined before. */
  loadTime(model: string): number | undefined;
  /** Has this net been downloaded, or is it on its way? */
  has(model: string): boolean;
  /** Takes a net of the visitor's in, under an id of its own, until it is released. */
  adopt(bytes: Uint8Array, options: ModelOptions, signal: AbortSignal): Promise<{ id: string; report: NetReport }>;
  release(model: string): void;
  decode(file: Blob, signal: AbortSignal): Promise<Float32Array>;
  noise(seed: number, signal: AbortSignal): Promise<Float32Array>;
  vote(request: VoteRequest, signal: AbortSignal): Promise<Vote>;
  /** What nets behind a filter see. */
  see(request: SeeRequest, signal: AbortSignal): Promise<Float32Array>;
  attack(request: AttackRequest, signal: AbortSignal): AttackJob;
  certify(request: CertifyRequest, signal: AbortSignal): CertifyJob;
  evolve(request: EvolutionRequest, signal: AbortSignal): EvolutionJob;
  /** Piece after piece, as they are found, by as many workers as there are. Those found before it fails or is aborted were found all the same. */
  experiment(request: ExperimentRequest, signal: AbortSignal): AsyncIterable<PieceFound, void>;
  /** The picture of a genome, `side` pixels wide and high. */
  draw(genome: string, side: number, signal: AbortSignal): Promise<Rgba>;
  /** What a net says at some points of a line. */
  sample(request: SampleRequest, signal: AbortSignal): Promise<Sampled>;
  /** Where a line bends for the last time, and what comes after. */
  farEnd(request: RayRequest, signal: AbortSignal): Promise<Ended>;
  /** Some cells of a flat cut. */
  slice(request: SliceRequest, signal: AbortSignal): Promise<SliceCells>;
}

export interface Addresses {
  /** The engine. */
  program: string;
  /** The second runtime, which also reads the visitor's own nets. */
  second: string;
  models: Record<string, ModelAddresses>;
}

export interface ModelAddresses {
  /** The `.onnx` file. */
  file: string;
  /** What the engine needs beside it. */
  blueprint: string;
}

interface ModelFiles {
  bytes: Uint8Array;
  /** None of the visitor's own nets. */
  blueprint: Uint8Array | undefined;
}

interface Station {
  line: Line;
  /** How many jobs were given to this worker and are not finished. */
  jobs: number;
  started: Promise<void>;
  loaded: Map<string, Promise<void>>;
  /** It was given the second runtime, or will be. */
  completed: boolean;
}

/** A pool of workers that share one compiled program and one copy of each downloaded net. */
export class WorkerEngine implements Engine {
  private stations: Station[] = [];
  /** By address. */
  private readonly programs = new Map<string, Promise<WebAssembly.Module>>();
  private readonly files = new Map<string, Promise<ModelFiles>>();
  private readonly loadTimes = new Map<string, number>();
  /** Of the visitor's own nets. */
  private readonly options = new Map<string, ModelOptions>();
  private adopted = 0;

  constructor(
    private readonly addresses: Addresses,
    private readonly spawn: () => Worker,
    private readonly poolSize = Math.min(3, navigator.hardwareConcurrency || 2),
  ) {}

  warm(models: string[]): void {
    if (missingFeature()) return;
    // Whatever fails here is asked for again, and reported, when it is needed.
    Promise.all([this.compile(this.addresses.program), ...models.map((model) => this.file(model))])
      .then(idle)
      .then(() => this.compile(this.addresses.second))
      .catch(() => {});
  }

  loadTime(model: string): number | undefined {
    return this.loadTimes.get(model);
  }

  has(model: string): boolean {
    return this.files.has(model);
  }

  async adopt(bytes: Uint8Array, options: ModelOptions, signal: AbortSignal): Promise<{ id: string; report: NetReport }> {
    this.adopted += 1;
    const id = `own-${this.adopted}`;
    this.files.set(id, Promise.resolve({ bytes, blueprint: undefined }));
    this.options.set(id, options);
    try {
      return { id, report: await this.ask([id], signal, (line) => line.ask<NetReport>({ kind: "describe", id: line.newId(), model: id })) };
    } catch (reason) {
      this.release(id);
      throw reason;
    }
  }

  release(model: string): void {
    this.files.delete(model);
    this.options.delete(model);
    for (const { line, loaded } of this.stations) {
      if (loaded.delete(model)) line.post({ kind: "unload", id: line.newId(), model });
    }
  }

  decode(file: Blob, signal: AbortSignal): Promise<Float32Array> {
    return this.ask([], signal, (line) => line.ask<Float32Array>({ kind: "decode", id: line.newId(), file }));
  }

  noise(seed: number, signal: AbortSignal): Promise<Float32Array> {
    return this.ask([], signal, (line) => line.ask<Float32Array>({ kind: "noise", id: line.newId(), seed }));
  }

  vote(request: VoteRequest, signal: AbortSignal): Promise<Vote> {
    return this.ask(request.models, signal, (line) => line.ask<Vote>({ kind: "vote", id: line.newId(), ...request }));
  }

  see(request: SeeRequest, signal: AbortSignal): Promise<Float32Array> {
    return this.ask([], signal, (line) => line.ask<Float32Array>({ kind: "see", id: line.newId(), ...request }));
  }

  certify(request: CertifyRequest, signal: AbortSignal): CertifyJob {
    const { models } = request;
    return this.job<CertifyProgress, CertifyResult>({ models, request: (id) => ({ kind: "certify", id, ...request }), merge: (_, later) => later }, signal);
  }

  attack(request: AttackRequest, signal: AbortSignal): AttackJob {
    const { models } = request;
    return this.job<AttackProgress, AttackResult>({ models, request: (id) => ({ kind: "attack", id, ...request }), merge: mergeProgress }, signal);
  }

  evolve(request: EvolutionRequest, signal: AbortSignal): EvolutionJob {
    const { models } = request;
    return this.job<EvolutionReport, EvolutionResult>({ models, request: (id) => ({ kind: "evolve", id, ...request }), merge: mergeReports }, signal);
  }

  async *experiment(request: ExperimentRequest, signal: AbortSignal): AsyncGenerator<PieceFound, void> {
    const { todo, ...material } = request;
    const left = [...todo];
    const found: PieceFound[] = [];
    const ending = new AbortController();
    const end = () => ending.abort(signal.reason);
    signal.addEventListener("abort", end, { once: true });
    if (signal.aborted) end();
    let wake = () => {};
    const deliver = (piece: PieceFound) => {
      found.push(piece);
      wake();
    };
    let failure: { reason: unknown } | undefined;
    let working = Math.min(this.poolSize, left.length);
    for (let index = working; index > 0; index--) {
      this.share(material, () => left.shift(), deliver, ending.signal)
        .catch((reason: unknown) => (failure ??= { reason }))
        .finally(() => {
          working -= 1;
          wake();
        });
    }
    try {
      for (;;) {
        const piece = found.shift();
        if (piece) yield piece;
        else if (failure) throw failure.reason;
        else if (working === 0) return;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      signal.removeEventListener("abort", end);
      ending.abort();
    }
  }

  /** Has one worker do pieces for as long as there is a next one. */
  private async share(
    material: Material,
    next: () => PieceOf | undefined,
    deliver: (piece: PieceFound) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const station = await this.borrow(material.models, signal);
    const { line } = station;
    const id = line.newId();
    try {
      await new Promise<void>((resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason), { once: true });
        const give = () => {
          const piece = next();
          if (piece) line.post({ kind: "piece", id, ...piece });
          else resolve();
        };
        line.open({ kind: "experiment", id, ...material }, [], (answer) => {
          if (answer.kind === "failed") reject(new EngineError(answer.failure.code, answer.failure.message));
          if (answer.kind !== "update") return;
          deliver(answer.update as PieceFound);
          give();
        });
        give();
      });
    } finally {
      line.forget(id);
      line.post({ kind: "abandon", id });
      station.jobs -= 1;
    }
  }

  draw(genome: string, side: number, signal: AbortSignal): Promise<Rgba> {
    return this.ask([], signal, (line) => line.ask<Rgba>({ kind: "draw", id: line.newId(), genome, side }));
  }

  sample(request: SampleRequest, signal: AbortSignal): Promise<Sampled> {
    return this.ask([request.model], signal, (line) => line.ask<Sampled>({ kind: "sample", id: line.newId(), ...request }));
  }

  farEnd(request: RayRequest, signal: AbortSignal): Promise<Ended> {
    return this.ask([request.model], signal, (line) => line.ask<Ended>({ kind: "far-end", id: line.newId(), ...request }));
  }

  slice(request: SliceRequest, signal: AbortSignal): Promise<SliceCells> {
    return this.ask([request.model], signal, (line) => line.ask<SliceCells>({ kind: "slice", id: line.newId(), ...request }));
  }

  private job<Progress extends AttackProgress | CertifyProgress | EvolutionReport, Result extends AttackResult | CertifyResult | EvolutionResult>(
    { models, request, merge }: Assignment<Progress>,
    signal: AbortSignal,
  ): Job<Progress | Result> {
    let orders: Control[] = [];
    let send: (control: Control) => void = (control) => orders.push(control);
    const borrow = () => this.borrow(models, signal);
    const takeOrders = () => {
      for (const control of orders) send(control);
      orders = [];
    };
    return {
      control: (control) => send(control),
      async *[Symbol.asyncIterator](): AsyncGenerator<Progress | Result, void> {
        const station = await borrow();
        const { line } = station;
        const id = line.newId();
        send = (control) => line.post({ kind: "control", id, control });
        const inbox = new Inbox<Progress, Result>(merge);
        const abort = () => inbox.fail(signal.reason);
        signal.addEventListener("abort", abort);
        try {
          line.open(request(id), [], (answer) => {
            // A worker answers an assignment with its own kind of updates.
            if (answer.kind === "update") inbox.put(answer.update as Progress | Result);
            if (answer.kind === "failed") inbox.fail(new EngineError(answer.failure.code, answer.failure.message));
          });
          takeOrders();
          for (;;) {
            const update = await inbox.take();
            yield update;
            if (update.kind === "finished") return;
          }
        } finally {
          signal.removeEventListener("abort", abort);
          line.forget(id);
          line.post({ kind: "abandon", id });
          station.jobs -= 1;
        }
      },
    };
  }

  private async ask<T>(models: string[], signal: AbortSignal, question: (line: Line) => Promise<T>): Promise<T> {
    const station = await this.borrow(models, signal);
    try {
      return await abortable(question(station.line), signal);
    } finally {
      station.jobs -= 1;
    }
  }

  /** The least busy worker, started and with these nets loaded. Who borrows it counts itself out of `jobs` in the end. */
  private async borrow(models: string[], signal: AbortSignal): Promise<Station> {
    signal.throwIfAborted();
    const missing = missingFeature();
    if (missing) throw new EngineError("unsupported", missing);
    const [program, ...files] = await abortable(
      Promise.all([this.compile(this.addresses.program), ...models.map((model) => this.file(model))]),
      signal,
    );
    const station = this.leastBusy(program);
    station.jobs += 1;
    try {
      await abortable(station.started, signal);
      if (models.some((model) => this.options.has(model))) this.complete(station);
      for (const [index, model] of models.entries()) await abortable(this.load(station, model, files[index]!), signal);
      if (models.length > 0) this.complete(station);
      return station;
    } catch (reason) {
      station.jobs -= 1;
      throw reason;
    }
  }

  /** Gives a worker the second runtime, as soon as that is there. */
  private complete(station: Station): void {
    if (station.completed) return;
    station.completed = true;
    const { line } = station;
    // Those who wait for it in the worker are told there; whoever needs it next has it tried again.
    const again = () => (station.completed = false);
    line.post({ kind: "second-expected", id: line.newId() });
    this.compile(this.addresses.second).then(
      (program) => line.ask<void>({ kind: "second", id: line.newId(), program }).catch(again),
      (reason: unknown) => {
        again();
        line.post({ kind: "no-second", id: line.newId(), failure: failureOf(reason) });
      },
    );
  }

  private load({ line, loaded }: Station, model: string, { bytes, blueprint }: ModelFiles): Promise<void> {
    let loading = loaded.get(model);
    if (!loading) {
      loading = line.ask<number>({ kind: "load", id: line.newId(), model, bytes, blueprint, options: this.options.get(model) }).then((milliseconds) => {
        if (!this.loadTimes.has(model)) this.loadTimes.set(model, milliseconds);
      });
      loaded.set(model, loading);
      loading.catch(() => {
        loaded.delete(model);
        // What came may have been something else than the net: the next try fetches it again.
        if (!this.options.has(model)) this.files.delete(model);
      });
    }
    return loading;
  }

  private leastBusy(program: WebAssembly.Module): Station {
    const idle = this.stations.find(({ jobs }) => jobs === 0);
    if (idle) return idle;
    if (this.stations.length < this.poolSize) {
      const line = new Line(this.spawn, (dead) => {
        this.stations = this.stations.filter((station) => station.line !== dead);
      });
      const started = line.ask<void>({ kind: "start", id: line.newId(), program });
      // A worker that could not start (too little memory) will not start later either.
      started.catch(() => line.end());
      const station = { line, jobs: 0, started, loaded: new Map<string, Promise<void>>(), completed: false };
      this.stations.push(station);
      return station;
    }
    return this.stations.reduce((best, station) => (station.jobs < best.jobs ? station : best));
  }

  /** Fetched once; what failed is fetched again when it is needed again. */
  private compile(address: string): Promise<WebAssembly.Module> {
    let program = this.programs.get(address);
    if (!program) {
      program = fetchProgram(address);
      this.programs.set(address, program);
      program.catch(() => this.programs.delete(address));
    }
    return program;
  }

  private file(model: string): Promise<ModelFiles> {
    let file = this.files.get(model);
    if (!file) {
      const addresses = this.addresses.models[model];
      if (addresses === undefined) throw new EngineError("network", model);
      file = Promise.all([fetchBytes(addresses.file), fetchBytes(addresses.blueprint)]).then(([bytes, blueprint]) => ({ bytes, blueprint }));
      this.files.set(model, file);
      file.catch(() => this.files.delete(model));
    }
    return file;
  }
}

/** Updates on their way to a consumer. Progress that was not read in time is merged. */
class Inbox<Progress extends { kind: "progress" }, Result extends { kind: "finished" }> {
  private readonly waiting: (Progress | Result)[] = [];
  private failure: { reason: unknown } | undefined;
  private wake = () => {};

  constructor(private readonly merge: (earlier: Progress, later: Progress) => Progress) {}

  put(update: Progress | Result): void {
    const last = this.waiting.at(-1);
    if (last?.kind === "progress" && update.kind === "progress") this.waiting[this.waiting.length - 1] = this.merge(last, update);
    else this.waiting.push(update);
    this.wake();
  }

  fail(reason: unknown): void {
    this.failure = { reason };
    this.wake();
  }

  async take(): Promise<Progress | Result> {
    for (;;) {
      if (this.failure) throw this.failure.reason;
      const update = this.waiting.shift();
      if (update) return update;
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }
}

/** When the page has nothing else to do. */
const idle = () => new Promise<void>((resolve) => (typeof requestIdleCallback === "function" ? requestIdleCallback(() => resolve()) : setTimeout(resolve, 500)));

function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) return Promise.reject(signal.reason);
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
