import { describe, expect, test } from "vitest";
import type { Catalog } from "../src/state/catalog.ts";
import { breedingNet, evolutionOptions } from "../src/state/evolution.ts";

const zoo = (...ids: string[]) => ({ models: ids.map((id) => ({ id })) }) as unknown as Catalog;

describe("the net that evolutions ask first", () => {
  test("is the tiny one where there is one", () => expect(breedingNet(zoo("linear", "plain", "tiny"))).toBe("tiny"));
  test("else the plain one", () => expect(breedingNet(zoo("linear", "plain"))).toBe("plain"));
  test("else any", () => expect(breedingNet(zoo("linear"))).toBe("linear"));
  test("but there must be one", () => expect(() => breedingNet(zoo())).toThrow("no net"));
});

test("the core is told the published population, and to go on to certainty", () => {
  expect(evolutionOptions("cppn", 3)).toMatchObject({ encoding: "cppn", population: 200, confidence: 0.9999, seed: 3 });
});
