import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readManifest } from "../src/state/catalog.ts";
import { belonging, pageResults, readResults } from "../src/state/results.ts";
import { evidence, RESULTS } from "../src/text/measured.node.ts";
import { council, net, results } from "./made-up-results.ts";

const root = new URL("../../", import.meta.url);
const json = (path: string) => JSON.parse(readFileSync(new URL(path, root), "utf8"));
const manifest = json("models/manifest.json") as { models: { id: string; file: string; sha256: string }[]; test_batch_sha256: string };
const shipped = json(RESULTS);

describe("the results that are shipped", () => {
  test("are those of models/evaluation.json: after a measurement, `npm run results` (or `make experiments`)", () =>
    expect(shipped).toEqual(JSON.parse(JSON.stringify(pageResults(json("models/evaluation.json"))))));

  test("shown is only what was measured on the very files that are shipped, and on the official test pictures", () => {
    const shown = evidence().results;
    for (const { id, sha256 } of shown.nets) {
      const { file } = manifest.models.find((model) => model.id === id)!;
      expect(createHash("sha256").update(readFileSync(new URL(`models/${file}`, root))).digest("hex")).toBe(sha256);
    }
    const known = shown.nets.map(({ id }) => id);
    for (const { members } of shown.ensembles) expect(known).toEqual(expect.arrayContaining(members));
    expect(shown.run.data_sha256).toBe(manifest.test_batch_sha256);
  });

  test("say how they came about", () => {
    expect(shipped.run.command).toMatch(/evaluate/);
    expect(shipped.commits.length).toBeGreaterThan(0);
    expect(shipped).not.toHaveProperty("units");
  });
});

describe("figures of a net that changed", () => {
  const measured = results([net("residual"), net("plain"), net("strangers-1"), net("strangers-2"), net("strangers-3")], [council("strangers"), council("gone")]);
  const zoo = (changed?: string) => measured.nets.map(({ id, sha256 }) => ({ id, sha256: id === changed ? "another" : sha256 }));
  const councils = [{ id: "strangers", members: ["strangers-1", "strangers-2", "strangers-3"] }];
  const shown = (...to: Parameters<typeof belonging> extends [unknown, ...infer Rest] ? Rest : never) => {
    const { nets, ensembles } = belonging(measured, ...to);
    return [nets.map(({ id }) => id), ensembles.map(({ id }) => id)];
  };

  test("are left out, and those of its councils", () => {
    expect(shown(zoo(), councils)).toEqual([["residual", "plain", "strangers-1", "strangers-2", "strangers-3"], ["strangers"]]);
    expect(shown(zoo("plain"), councils)).toEqual([["residual", "strangers-1", "strangers-2", "strangers-3"], ["strangers"]]);
    expect(shown(zoo("strangers-2"), councils)).toEqual([["residual", "plain", "strangers-1", "strangers-3"], []]);
    expect(shown(zoo().slice(0, 3), councils)).toEqual([["residual", "plain", "strangers-1"], []]);
  });

  test("and a council's when its members are others, or in another order", () => {
    expect(shown(zoo(), [{ id: "strangers", members: ["strangers-2", "strangers-1", "strangers-3"] }])[1]).toEqual([]);
    expect(shown(zoo(), [{ id: "strangers", members: ["strangers-1", "strangers-2"] }])[1]).toEqual([]);
  });
});

test("older files lack fields: they are read as empty", () => {
  const { questions: _, rays: __, filters: ___, noise: ____, ...old } = net("residual");
  const { cost: _____, ...council_ } = council("strangers");
  const read = readResults(results([old as never], [council_ as never]));
  expect(read.nets[0]).toMatchObject({ questions: null, rays: [], filters: [], noise: null });
  expect(read.ensembles[0]!.cost).toEqual([]);
  expect(readManifest(manifest).models.length).toBeGreaterThan(0);
});
