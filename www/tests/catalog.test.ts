import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Catalog, readManifest } from "../src/state/catalog.ts";
import { firstCouncil, membersOf, seated, sizesOf, standingAlone, trainedTogether } from "../src/state/council.ts";

const net = (id: string, more: object = {}) => ({ id, title: `Net ${id}`, description: "", file: `${id}.onnx`, bytes: 1000, sha256: "00", test_accuracy: 0.9, ...more });
const SHAPES = [net("linear"), net("plain"), net("residual")];
const strangers = (count: number) => Array.from({ length: count }, (_, index) => net(`strangers-${index + 1}`, { ensemble: "strangers" }));
const members = (count: number) => strangers(count).map(({ id }) => id);
const ensemble = (change: object = {}) => ({ id: "strangers", title: "Strangers", description: "One plan, other seeds.", members: members(5), test_accuracy: 0.93, ...change });
const manifest = (change: object = {}) => ({ classes: ["cat", "dog"], models: [...SHAPES, ...strangers(5)], ensembles: [ensemble()], ...change });

describe("the manifest that is there", () => {
  const catalog = readManifest(JSON.parse(readFileSync(new URL("../../models/manifest.json", import.meta.url), "utf8")));
  test("can be read, and has a council of three shapes", () => {
    expect(catalog.classes).toHaveLength(10);
    expect(membersOf(catalog, { ensemble: "shapes", size: 3 })).toEqual(["linear", "plain", "residual"]);
    expect(standingAlone(catalog).length).toBeGreaterThanOrEqual(3);
  });
});

describe("ensembles", () => {
  test("three shapes are a council without a word in the manifest", () => {
    const { ensembles } = readManifest({ classes: ["cat"], models: SHAPES });
    expect(ensembles).toMatchObject([{ id: "shapes", members: ["linear", "plain", "residual"], accuracy: undefined }]);
    expect(ensembles[0]!.title).not.toBe("");
    expect(ensembles[0]!.description).not.toBe("");
  });
  test("and stay one beside others", () => {
    const { ensembles } = readManifest(manifest());
    expect(ensembles.map(({ id }) => id)).toEqual(["shapes", "strangers"]);
    expect(ensembles[1]).toMatchObject({ title: "Strangers", members: members(5), accuracy: 0.93 });
  });
  test("the manifest may say more about them than we do", () => {
    const measured = ensemble({ id: "shapes", members: ["linear", "plain", "residual"], test_accuracy: 0.91 });
    expect(readManifest(manifest({ models: SHAPES, ensembles: [measured] })).ensembles).toMatchObject([{ id: "shapes", accuracy: 0.91 }]);
  });
  test("need no measured accuracy", () => {
    expect(readManifest(manifest({ ensembles: [ensemble({ test_accuracy: undefined })] })).ensembles[1]!.accuracy).toBeUndefined();
  });
});

describe("a manifest that cannot be spoken of is refused, with the reason", () => {
  test.each([
    ["nothing", null, "models/manifest.json is not an object"],
    ["no nets", { classes: ["cat"] }, "models is not a list"],
    ["no title", manifest({ models: [...SHAPES, net("tiny", { title: "" })], ensembles: [] }), 'net "tiny" has no title'],
    ["no accuracy", manifest({ models: [net("tiny", { test_accuracy: undefined })], ensembles: [] }), 'net "tiny" has no test_accuracy'],
    ["accuracy in per cent", manifest({ models: [net("tiny", { test_accuracy: 93 })], ensembles: [] }), "between 0 and 1"],
    ["the same net twice", manifest({ models: [...SHAPES, net("plain")], ensembles: [] }), 'models has "plain" twice'],
    ["ensembles that are no list", manifest({ ensembles: {} }), "ensembles is not a list"],
    ["absent members", manifest({ ensembles: [ensemble({ members: [...members(5), "strangers-6", "nobody"] })] }), "not among the models: strangers-6, nobody"],
    ["a member twice", manifest({ ensembles: [ensemble({ members: [...members(5), "strangers-1"] })] }), "a member twice"],
    ["a council of one", manifest({ models: [...SHAPES, ...strangers(1)], ensembles: [ensemble({ members: members(1) })] }), "fewer than 2 members"],
    ["no sentence", manifest({ ensembles: [ensemble({ description: undefined })] }), 'ensemble "strangers" has no description'],
    ["the same ensemble twice", manifest({ ensembles: [ensemble(), ensemble()] }), 'ensembles has "strangers" twice'],
    ["a net of no ensemble", manifest({ ensembles: [] }), 'net "strangers-1" says that it belongs to "strangers"'],
    ["a net that its ensemble does not know", manifest({ ensembles: [ensemble({ members: members(4) })] }), 'net "strangers-5"'],
  ])("%s", (_, value, reason) => expect(() => readManifest(value)).toThrow(reason));
});

describe("who votes", () => {
  const small = readManifest(manifest({ models: SHAPES, ensembles: [] }));
  const large = readManifest(manifest());
  test("first three strangers, and without strangers the three shapes", () => {
    expect(membersOf(large, firstCouncil(large))).toEqual(members(3));
    expect(membersOf(small, firstCouncil(small))).toEqual(["linear", "plain", "residual"]);
  });
  test.each([
    [{ ensemble: "strangers", size: 9 }, { ensemble: "strangers", size: 5 }],
    [{ ensemble: "strangers", size: 0 }, { ensemble: "strangers", size: 2 }],
    [{ ensemble: "shapes", size: 5 }, { ensemble: "shapes", size: 3 }],
    [{ ensemble: "nobody", size: 3 }, { ensemble: "shapes", size: 3 }],
  ])("never more or fewer than there are: %j", (wanted, given) => expect(seated(large, wanted)).toEqual(given));
  test("from two to all", () => expect(sizesOf(large.ensembles[1]!)).toEqual([2, 3, 4, 5]));
  test("a zoo without any council says what it lacks", () => {
    const none: Catalog = { classes: [], classNames: [], models: [], ensembles: [] };
    expect(() => firstCouncil(none)).toThrow("has no ensemble");
  });
});

test("nets stand alone, or are grouped with those they were trained to vote with", () => {
  const catalog = readManifest(manifest());
  expect(standingAlone(catalog).map(({ id }) => id)).toEqual(["linear", "plain", "residual"]);
  expect(trainedTogether(catalog).map(({ ensemble, models }) => [ensemble.id, models.length])).toEqual([["strangers", 5]]);
});
