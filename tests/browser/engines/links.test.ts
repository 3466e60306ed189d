import links from "../links.json" with { type: "json" };
import { expect, test } from "./engine.ts";

for (const { what, hash, verdict } of links) {
  test(`a link makes the same picture, bit for bit: ${what}`, async ({ tab, site }) => {
    const given = new URLSearchParams(hash);
    const figure = `ef-${given.get("figure")}`;
    await tab.open(`${site.address}#${hash}`);
    await tab.says(/the same picture again, bit for bit/, figure);
    expect(await tab.text(figure, ".verdict .sentence")).toBe(verdict);
    expect(await tab.fingerprint(figure, "ef-picture.result", "canvas")).toBe(given.get("result"));
  });
}
