import { describe, expect, test } from "vitest";
import { Orders } from "../src/engine/orders.ts";

/** What `next` says if it says anything before other work is done. */
async function soon(orders: Orders): Promise<string | undefined> {
  return Promise.race([orders.next(), new Promise<undefined>((resolve) => setTimeout(resolve, 5))]);
}

describe("orders", () => {
  test("nothing said: run", async () => expect(await new Orders(false).next()).toBe("run"));

  test("one step asked for: one step, then wait", async () => {
    const orders = new Orders(true);
    expect(await soon(orders)).toBe("step");
    expect(orders.waiting).toBe(true);
    expect(await soon(orders)).toBeUndefined();
  });

  test("a pause holds until the next order, and steps are counted", async () => {
    const orders = new Orders(false);
    orders.control("pause");
    const waiting = orders.next();
    orders.control("step");
    orders.control("step");
    expect(await waiting).toBe("step");
    expect(await soon(orders)).toBe("step");
    expect(await soon(orders)).toBeUndefined();
    orders.control("resume");
    expect(await soon(orders)).toBe("run");
  });

  test.each(["stop", "abandon"] as const)("%s ends it, also while it waits", async (how) => {
    const orders = new Orders(false);
    orders.control("pause");
    const waiting = orders.next();
    if (how === "stop") orders.control("stop");
    else orders.abandon();
    expect(await waiting).toBe("end");
    expect([orders.stopped, orders.abandoned]).toEqual([how === "stop", how === "abandon"]);
  });
});
