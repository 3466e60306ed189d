import { fileURLToPath } from "node:url";
import { serve } from "../server.mjs";
import { test } from "./engine.ts";
import { LISTENER } from "./listener.ts";

test("attacks make the pictures of the table, bit for bit", async ({ tab }) => {
  const { address, stop } = await serve(0, fileURLToPath(new URL("../../../", import.meta.url)), LISTENER);
  try {
    await tab.open(`${address}tests/determinism/`);
    await tab.says(/^all \d+ as in the table$/, "body");
  } finally {
    stop();
  }
});
