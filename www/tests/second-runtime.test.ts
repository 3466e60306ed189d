import { describe, expect, test } from "vitest";
import { SecondRuntime } from "../src/engine/second-runtime.ts";

const failure = { code: "network", message: "program.wasm" } as const;

describe("the second runtime in a worker", () => {
  test("whoever waits is told that it will not come, and so is who asks later", async () => {
    const second = new SecondRuntime();
    const waiting = second.here();
    second.fail(failure);
    await expect(waiting).rejects.toThrow("program.wasm");
    await expect(second.here()).rejects.toThrow("program.wasm");
  });

  test("once it is on its way again, they wait again", async () => {
    const second = new SecondRuntime();
    second.fail(failure);
    second.expect();
    const outcome = await Promise.race([second.here().then(() => "came", () => "failed"), new Promise((resolve) => setTimeout(() => resolve("waits"), 20))]);
    expect(outcome).toBe("waits");
  });
});
