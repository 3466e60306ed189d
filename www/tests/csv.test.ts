import { expect, test } from "vitest";
import { csvOf } from "../src/state/csv.ts";

test("a table has a row for each place, and leaves out what is not known there", () => {
  const series = [
    { name: "frog, green", points: [{ iteration: 0, value: 1 }, { iteration: 2, value: 0.123456789 }] },
    { name: 'a "ship"', points: [{ iteration: 2, value: 0 }, { iteration: 1, value: 0.5 }] },
  ];
  expect(csvOf("Step", series)).toBe('Step,"frog, green","a ""ship"""\r\n0,1,\r\n1,,0.5\r\n2,0.123456789,0\r\n');
});
