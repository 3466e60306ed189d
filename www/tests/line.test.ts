import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Line } from "../src/engine/line.ts";
import { PuppetWorker } from "./puppet-worker.ts";

let worker: PuppetWorker;
let deaths: number;
let line: Line;

beforeEach(() => {
  vi.useFakeTimers();
  worker = new PuppetWorker();
  deaths = 0;
  line = new Line(() => worker as unknown as Worker, () => (deaths += 1));
});
afterEach(() => vi.useRealTimers());

const ask = () => line.ask<string>({ kind: "noise", id: line.newId(), seed: 1 });

describe("a line to a worker", () => {
  test("gives each answer to who asked", async () => {
    const [first, second] = [ask(), ask()];
    worker.say({ kind: "done", id: 2, value: "two" });
    worker.say({ kind: "done", id: 1, value: "one" });
    expect(await Promise.all([first, second])).toEqual(["one", "two"]);
  });

  test("rejects with the worker's reason, and stays alive", async () => {
    const answer = ask();
    worker.say({ kind: "failed", id: 1, failure: { code: "refused", message: "no" } });
    await expect(answer).rejects.toMatchObject({ code: "refused", message: "no" });
    expect(line.alive).toBe(true);
  });

  test("says that a worker that never spoke did not start", async () => {
    const answer = ask();
    worker.dispatchEvent(new Event("error"));
    await expect(answer).rejects.toMatchObject({ code: "not-started" });
    expect(deaths).toBe(1);
  });

  test("tells everybody who waits when the worker dies, and later askers too", async () => {
    const answers = [ask(), ask()];
    worker.say({ kind: "pong" });
    worker.dispatchEvent(new Event("error"));
    for (const answer of answers) await expect(answer).rejects.toMatchObject({ code: "crashed" });
    await expect(ask()).rejects.toMatchObject({ code: "crashed" });
    expect(worker.terminated).toBe(true);
    expect(deaths).toBe(1);
  });

  test("takes a trap in the program for the worker's death: its memory is not to be trusted", async () => {
    const [first, second] = [ask(), ask()];
    worker.say({ kind: "failed", id: 1, failure: { code: "crashed", message: "unreachable" } });
    await expect(first).rejects.toMatchObject({ code: "crashed" });
    await expect(second).rejects.toMatchObject({ code: "crashed" });
    expect(worker.terminated).toBe(true);
  });

  test("takes long silence for death, but not a slow answer with signs of life", async () => {
    const slow = ask();
    for (let seconds = 0; seconds < 60; seconds += 5) {
      vi.advanceTimersByTime(5_000);
      worker.say({ kind: "pong" });
    }
    expect(line.alive).toBe(true);
    vi.advanceTimersByTime(60_000);
    await expect(slow).rejects.toMatchObject({ code: "crashed" });
  });

  test("asks for no sign of life while nobody waits", () => {
    vi.advanceTimersByTime(60_000);
    expect(worker.sent).toEqual([]);
    expect(line.alive).toBe(true);
  });
});
