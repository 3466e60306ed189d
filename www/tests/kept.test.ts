import { expect, test } from "vitest";
import { Kept } from "../src/engine/kept.ts";

test("what was asked for last is kept, the rest is freed once and made again when asked", () => {
  const log: string[] = [];
  const kept = new Kept<{ free(): void }>(2);
  const ask = (key: string) =>
    kept.get(key, () => {
      log.push(`made ${key}`);
      return { free: () => log.push(`freed ${key}`) };
    });
  ask("a");
  ask("b");
  ask("a");
  ask("c");
  expect(log).toEqual(["made a", "made b", "made c", "freed b"]);
  ask("b");
  kept.forget("c");
  kept.forget("c");
  expect(log.slice(4)).toEqual(["made b", "freed a", "freed c"]);
});

test("what cannot be made leaves the others as they are", () => {
  const kept = new Kept<{ free(): void }>(1);
  let freed = 0;
  const first = kept.get("a", () => ({ free: () => freed++ }));
  expect(() => kept.get("b", () => { throw new Error("no net"); })).toThrow("no net");
  expect(kept.get("a", () => { throw new Error("made again"); })).toBe(first);
  expect(freed).toBe(0);
});
