import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type AttackJob, WorkerEngine } from "../src/engine/client.ts";
import type { ExperimentRequest } from "../src/engine/experiment-protocol.ts";
import type { EvolutionReport } from "../src/engine/evolution-protocol.ts";
import type { AttackRequest, AttackUpdate, Request } from "../src/engine/protocol.ts";
import { PuppetWorker } from "./puppet-worker.ts";

/** The smallest WebAssembly program: none at all. */
const PROGRAM = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
let files: Record<string, () => Response>;
let fetched: string[];
let workers: PuppetWorker[];
let engine: WorkerEngine;
let loadTimes: number[];

const willing = (request: Request) =>
  request.kind === "start" || request.kind === "second" || request.kind === "load" || request.kind === "noise"
    ? ({ kind: "done", id: request.id, value: request.kind === "load" ? (loadTimes.shift() ?? 1) : undefined } as const)
    : undefined;

beforeEach(() => {
  fetched = [];
  workers = [];
  loadTimes = [];
  files = {
    program: () => new Response(PROGRAM, { headers: { "content-type": "application/wasm" } }),
    second: () => new Response(PROGRAM, { headers: { "content-type": "application/wasm" } }),
    net: () => new Response(new Uint8Array(8)),
    blueprint: () => new Response(new Uint8Array(2)),
  };
  vi.stubGlobal("Worker", class {});
  vi.stubGlobal("OffscreenCanvas", class {});
  vi.stubGlobal("fetch", async (address: string) => {
    fetched.push(address);
    return files[address]!();
  });
  engine = new WorkerEngine({ program: "program", second: "second", models: { net: { file: "net", blueprint: "blueprint" } } }, spawn, 2);
});
afterEach(() => vi.unstubAllGlobals());

function spawn(): Worker {
  const worker = new PuppetWorker(willing);
  workers.push(worker);
  return worker as unknown as Worker;
}

const never = new AbortController().signal;
const request: AttackRequest = {
  models: ["net"],
  rule: "mean",
  pixels: new Float32Array(3),
  options: { method: "pgd", target: 1 },
  pace: 0,
  oneStep: false,
};
const progress = (iteration: number) =>
  ({ kind: "progress", progress: { iteration }, trail: [{ iteration, active: [], members: [] }], pixels: new Float32Array(3) }) as unknown as AttackUpdate;
const finished = { kind: "finished", stopped: false } as unknown as AttackUpdate;

const measurement = (pieces: number): ExperimentRequest => ({
  models: ["net"],
  pictures: new Float32Array(3),
  labels: new Uint8Array(1),
  tasks: [],
  seed: 1,
  todo: Array.from({ length: pieces }, (_, piece) => ({ task: 0, piece })),
});
/** Answers the piece that the worker was given last. */
function found(worker: PuppetWorker): void {
  const { id, task, piece } = worker.heard("piece").at(-1)!;
  worker.say({ kind: "update", id, update: { task, piece, found: { kind: "nothing" }, picture: undefined, milliseconds: 1 } });
}

/** Starts listening, and waits until the worker has been asked. */
async function begin(job: AttackJob) {
  const updates = job[Symbol.asyncIterator]();
  const first = updates.next();
  first.catch(() => {});
  await vi.waitFor(() => expect(workers.some((worker) => worker.heard("attack").length > 0)).toBe(true));
  return { updates, first };
}

describe("an engine of workers", () => {
  test("fetches nothing and starts nobody until it is asked", () => {
    expect(fetched).toEqual([]);
    expect(workers).toEqual([]);
  });

  test("fetches program and nets once, however many ask", async () => {
    await Promise.all(Array.from({ length: 6 }, () => engine.noise(1, never)));
    void begin(engine.attack(request, never));
    void begin(engine.attack(request, never));
    await vi.waitFor(() => expect(workers.flatMap((worker) => worker.heard("attack"))).toHaveLength(2));
    expect(fetched.sort()).toEqual(["blueprint", "net", "program", "second"]);
    expect(workers).toHaveLength(2);
  });

  test("knows which nets were asked for, and how long the first worker took to set each up", async () => {
    loadTimes = [38, 5];
    expect(engine.has("net")).toBe(false);
    expect(engine.loadTime("net")).toBeUndefined();
    await begin(engine.attack(request, never));
    void begin(engine.attack(request, never));
    await vi.waitFor(() => expect(workers.flatMap((worker) => worker.heard("load"))).toHaveLength(2));
    await vi.waitFor(() => expect(workers.flatMap((worker) => worker.heard("attack"))).toHaveLength(2));
    expect(engine.has("net")).toBe(true);
    expect(engine.loadTime("net")).toBe(38);
  });

  test("asks for the second runtime last, and gives it to each worker", async () => {
    await begin(engine.attack(request, never));
    expect(fetched.slice(0, -1).sort()).toEqual(["blueprint", "net", "program"]);
    expect(fetched.at(-1)).toBe("second");
    await vi.waitFor(() => expect(workers[0]!.heard("second")).toHaveLength(1));
    expect(workers[0]!.sent.map(({ kind }) => kind).indexOf("second")).toBeGreaterThan(workers[0]!.sent.map(({ kind }) => kind).indexOf("load"));
    void begin(engine.attack(request, never));
    await vi.waitFor(() => expect(workers[1]?.heard("second")).toHaveLength(1));
    expect(fetched.filter((address) => address === "second")).toHaveLength(1);
  });

  test("tells a worker that the second runtime will not come, and tries again when it is needed again", async () => {
    const there = files.second!;
    files.second = () => new Response("", { status: 404 });
    await begin(engine.attack(request, never));
    await vi.waitFor(() => expect(workers[0]!.heard("no-second")).toMatchObject([{ failure: { code: "network", message: "second" } }]));
    files.second = there;
    for (let more = 0; more < 2; more++) void begin(engine.attack(request, never));
    await vi.waitFor(() => expect(workers.flatMap((worker) => worker.heard("attack"))).toHaveLength(3));
    await vi.waitFor(() => expect(workers[0]!.heard("second")).toHaveLength(1));
  });

  test("a net of the visitor's own waits for the second runtime, which reads it", async () => {
    const adopted = engine.adopt(new Uint8Array(4), {}, never);
    await vi.waitFor(() => expect(workers[0]?.heard("describe")).toHaveLength(1));
    await vi.waitFor(() => expect(workers[0]!.heard("second")).toHaveLength(1));
    expect(workers[0]!.heard("load")[0]!.blueprint).toBeUndefined();
    workers[0]!.say({ kind: "done", id: workers[0]!.heard("describe")[0]!.id, value: {} });
    await adopted;
  });

  test("gives two attacks to two workers", async () => {
    await begin(engine.attack(request, never));
    void begin(engine.attack(request, never));
    await vi.waitFor(() => expect(workers).toHaveLength(2));
    await vi.waitFor(() => expect(workers.map((worker) => worker.heard("attack").length)).toEqual([1, 1]));
  });

  test("merges progress that nobody had time to read, and loses no point of the curve", async () => {
    const { updates, first } = await begin(engine.attack(request, never));
    const [worker] = workers;
    const { id } = worker!.heard("attack")[0]!;
    for (const iteration of [1, 2, 3]) worker!.say({ kind: "update", id, update: progress(iteration) });
    worker!.say({ kind: "update", id, update: finished });
    const read: AttackUpdate[] = [(await first).value as AttackUpdate];
    for (let next = await updates.next(); !next.done; next = await updates.next()) read.push(next.value);
    const trail = read.flatMap((update) => (update.kind === "progress" ? update.trail.map(({ iteration }) => iteration) : []));
    expect(trail).toEqual([1, 2, 3]);
    expect(read.at(-1)?.kind).toBe("finished");
  });

  test("passes orders on, also those given before the attack had begun", async () => {
    const job = engine.attack(request, never);
    job.control("pause");
    await begin(job);
    job.control("resume");
    expect(workers[0]!.heard("control").map(({ control }) => control)).toEqual(["pause", "resume"]);
  });

  test("an evolution is a job like an attack, and its unread reports are merged", async () => {
    const job = engine.evolve({ models: ["net"], rule: "mean", options: { encoding: "cppn" }, reportEvery: 100, oneStep: false }, never);
    const updates = job[Symbol.asyncIterator]();
    const first = updates.next();
    await vi.waitFor(() => expect(workers[0]?.heard("evolve")).toHaveLength(1));
    const { id } = workers[0]!.heard("evolve")[0]!;
    const report = (label: number) => ({ kind: "progress", champions: [{ label }] }) as unknown as EvolutionReport;
    workers[0]!.say({ kind: "update", id, update: report(1) });
    workers[0]!.say({ kind: "update", id, update: report(2) });
    expect((await first).value).toMatchObject({ champions: [{ label: 1 }, { label: 2 }] });
    job.control("stop");
    expect(workers[0]!.heard("control")).toMatchObject([{ id, control: "stop" }]);
  });

  test("draws a genome without any net", async () => {
    const drawn = engine.draw("AQ", 1024, never);
    await vi.waitFor(() => expect(workers[0]?.heard("draw")).toMatchObject([{ genome: "AQ", side: 1024 }]));
    workers[0]!.say({ kind: "done", id: workers[0]!.heard("draw")[0]!.id, value: "a picture" });
    expect(await drawn).toBe("a picture");
    expect(fetched).toEqual(["program"]);
  });

  test("an aborted attack rejects with the reason, and the worker is told", async () => {
    const abort = new AbortController();
    const { first } = await begin(engine.attack(request, abort.signal));
    abort.abort(new Error("changed my mind"));
    await expect(first).rejects.toThrow("changed my mind");
    await vi.waitFor(() => expect(workers[0]!.heard("abandon")).toHaveLength(1));
  });

  test("shares a measurement among its workers, piece by piece", async () => {
    const measured: string[] = [];
    const reading = (async () => {
      for await (const { task, piece } of engine.experiment(measurement(5), never)) measured.push(`${task}/${piece}`);
    })();
    await vi.waitFor(() => expect(workers.flatMap((worker) => worker.heard("piece"))).toHaveLength(2));
    // The second is quicker: it gets all that is left.
    const [slow, quick] = workers as [PuppetWorker, PuppetWorker];
    for (let done = 0; done < 4; done++) {
      await vi.waitFor(() => expect(quick.heard("piece")).toHaveLength(done + 1));
      found(quick);
    }
    found(slow);
    await reading;
    expect(measured.sort()).toEqual(["0/0", "0/1", "0/2", "0/3", "0/4"]);
    expect(workers.map((worker) => worker.heard("abandon").length)).toEqual([1, 1]);
  });

  test("what was measured before a worker died is not lost", async () => {
    const measured: number[] = [];
    const reading = (async () => {
      for await (const { piece } of engine.experiment(measurement(9), never)) measured.push(piece);
    })();
    reading.catch(() => {});
    await vi.waitFor(() => expect(workers.flatMap((worker) => worker.heard("piece"))).toHaveLength(2));
    found(workers[0]!);
    workers[1]!.dispatchEvent(new Event("error"));
    await expect(reading).rejects.toMatchObject({ code: "crashed" });
    expect(measured).toEqual([0]);
    await vi.waitFor(() => expect(workers[0]!.heard("abandon")).toHaveLength(1));
  });

  test("an aborted measurement ends on every worker", async () => {
    const abort = new AbortController();
    const reading = (async () => {
      for await (const _ of engine.experiment(measurement(9), abort.signal)) {}
    })();
    reading.catch(() => {});
    await vi.waitFor(() => expect(workers.flatMap((worker) => worker.heard("piece"))).toHaveLength(2));
    abort.abort(new Error("enough"));
    await expect(reading).rejects.toThrow("enough");
    await vi.waitFor(() => expect(workers.map((worker) => worker.heard("abandon").length)).toEqual([1, 1]));
  });

  test("replaces a worker that died", async () => {
    const { first } = await begin(engine.attack(request, never));
    workers[0]!.dispatchEvent(new Event("error"));
    await expect(first).rejects.toMatchObject({ code: "crashed" });
    await engine.noise(1, never);
    expect(workers).toHaveLength(2);
    expect(fetched.filter((address) => address === "program")).toHaveLength(1);
  });

  test("names the file that did not arrive, and asks for it again next time", async () => {
    files["program"] = () => new Response("", { status: 404 });
    await expect(engine.noise(1, never)).rejects.toMatchObject({ code: "network", message: "program" });
    files["program"] = () => new Response(PROGRAM);
    await expect(engine.noise(1, never)).resolves.toBeUndefined();
  });

  test.each([
    ["by its type", () => new Response("<!doctype html>", { headers: { "content-type": "text/html" } })],
    ["by its bytes", () => new Response("<!doctype html>")],
  ])("knows a web page in place of the program %s", async (_, page) => {
    files["program"] = page;
    await expect(engine.noise(1, never)).rejects.toMatchObject({ code: "not-a-program" });
  });
});
