/** The same two hundred pictures as natively and in browsers: see tests/determinism/main.rs. */
import { readFileSync } from "node:fs";
import * as core from "easily-fooled";
import { expect, test } from "vitest";
import cases from "../../tests/determinism/cases.json";
import pictures from "../../tests/determinism/pictures.json";
import { differing } from "../../tests/determinism/run.mjs";
import table from "../../tests/determinism/table.json";
import "./core.ts";

const net = (id: string) => new Uint8Array(readFileSync(new URL(`../../models/${id}.onnx`, import.meta.url)));

test("attacks make the pictures of the table, bit for bit, in Node", { timeout: 300_000 }, async () => {
  expect(cases.length).toBeGreaterThanOrEqual(200);
  expect(await differing(core, net, { cases, pictures, table })).toEqual([]);
});
