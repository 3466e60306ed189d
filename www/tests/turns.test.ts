import { describe, expect, test } from "vitest";
import { Turns } from "../src/engine/turns.ts";

const [quick, slow] = [{}, {}];

describe("attacks of one worker", () => {
  test("take turns by the time they computed, not by their iterations", () => {
    const turns = new Turns();
    turns.enter(quick);
    turns.enter(slow);
    const iterations = { quick: 0, slow: 0 };
    for (let round = 0; round < 1000; round++) {
      if (!turns.isWaiting(slow)) {
        turns.spend(slow, 500);
        iterations.slow += 1;
      }
      if (!turns.isWaiting(quick)) {
        turns.spend(quick, 2);
        iterations.quick += 1;
      }
    }
    expect(iterations.quick / iterations.slow).toBeGreaterThan(200);
    expect(iterations.slow).toBeGreaterThan(1);
  });

  test("never wait for one that rests", () => {
    const turns = new Turns();
    turns.enter(quick);
    turns.enter(slow);
    turns.spend(slow, 500);
    expect(turns.isWaiting(slow)).toBe(true);
    turns.leave(quick);
    expect(turns.isWaiting(slow)).toBe(false);
  });

  test("do not hold a newcomer's late start against the others", () => {
    const turns = new Turns();
    turns.enter(slow);
    turns.spend(slow, 500);
    turns.enter(quick);
    expect(turns.isWaiting(slow)).toBe(false);
    turns.spend(quick, 1);
    expect(turns.isWaiting(quick)).toBe(true);
  });
});
