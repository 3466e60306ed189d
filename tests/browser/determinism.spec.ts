import { fileURLToPath } from "node:url";
import { serve } from "./server.mjs";
import { expect, test } from "./site.ts";

test.use({ provoked: /request to http:/ });

// Other engines check the same table: see engines/determinism.test.ts.
test("attacks make the pictures of the table, bit for bit", async ({ page }) => {
  test.setTimeout(300_000);
  const { address, stop } = await serve(0, fileURLToPath(new URL("../../", import.meta.url)));
  await page.goto(`${address}tests/determinism/`);
  await expect(page).toHaveTitle("Done", { timeout: 280_000 });
  expect(await page.locator("body").innerText()).toMatch(/^all \d+ as in the table$/);
  stop();
});
