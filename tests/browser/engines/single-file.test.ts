import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "./engine.ts";
import { LISTENER } from "./listener.ts";

test("the single file opens from disk, and fools a net", async ({ tab }) => {
  const folder = mkdtempSync(join(tmpdir(), "easily-fooled-"));
  const copy = join(folder, "easily-fooled.html");
  const text = readFileSync(new URL("../../../dist/easily-fooled.html", import.meta.url), "utf8");
  writeFileSync(copy, text.replace("<head>", () => `<head>${LISTENER}`));
  try {
    await tab.open(pathToFileURL(copy).href);
    await tab.figure("ef-fool-one");
    await tab.press(/^Make it a ship/, "ef-fool-one", "button");
    await tab.finds(/Target reached.*runtime agrees/, "ef-fool-one", ".verdict");
    expect(await tab.complaints()).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
