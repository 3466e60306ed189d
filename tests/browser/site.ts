import { readFileSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Locator, type Page, test as plain } from "@playwright/test";
import { serve } from "./server.mjs";

interface Site {
  /** The site's address, served on a sub-path. */
  address: string;
}

interface Watched {
  /** Complaints of the console that a test provokes on purpose. */
  provoked: RegExp | undefined;
}

/** Few tests let the service worker in: it would answer what others withhold. And tests look at pictures more often than visitors do. */
const EXPECTED = /Service Worker registration blocked by Playwright|willReadFrequently/;

/** A page that fails its test on any console error, page error, or request to another host. */
export const test = plain.extend<Watched & { watched: void }, { site: Site }>({
  site: [
    async ({}, use) => {
      const { address, stop } = await serve();
      await use({ address });
      stop();
    },
    { scope: "worker" },
  ],
  provoked: [undefined, { option: true }],
  watched: [
    async ({ page, site, provoked }, use) => {
      const complaints: string[] = [];
      const complain = (text: string) => {
        if (!provoked?.test(text) && !EXPECTED.test(text)) complaints.push(text);
      };
      page.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning") complain(`${message.type()}: ${message.text()}`);
      });
      page.on("pageerror", (error) => complain(`page error: ${error.message}`));
      page.on("request", (request) => {
        const { protocol, host } = new URL(request.url());
        if (protocol !== "data:" && protocol !== "blob:" && host !== new URL(site.address).host) complain(`request to ${request.url()}`);
      });
      await use();
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

interface Zoo {
  models: { id: string; title: string; ensemble?: string }[];
  ensembles?: { id: string; title: string; members: string[] }[];
}
const zoo = JSON.parse(readFileSync(new URL("../../models/manifest.json", import.meta.url), "utf8")) as Zoo;
/** The nets that were not trained as one of several, and the councils of those that were. */
export const alone = zoo.models.filter(({ ensemble }) => ensemble === undefined);
export const councils = zoo.ensembles ?? [];
export const titleOf = (id: string) => zoo.models.find((model) => model.id === id)!.title;

/** Brings a figure into sight, so that its script is loaded, and returns it. */
export async function figure(
  page: Page,
  name: "ef-fool-one" | "ef-certain" | "ef-straight-line" | "ef-without-keys" | "ef-reuse" | "ef-blur" | "ef-ask-several" | "ef-cost" | "ef-lab",
): Promise<Locator> {
  const found = page.locator(name);
  await found.scrollIntoViewIfNeeded();
  await expect(found.getByRole("heading").first()).toBeVisible();
  await found.scrollIntoViewIfNeeded();
  return found;
}

/** All text of a figure's verdict. */
export const verdict = (of: Locator) => of.locator(".verdict");

export async function violations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(" ")} ${failureSummary}`).join("; ")}`);
}

/** What is wider than the window, too small to read, or too small to press. */
export function misfits(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const problems: string[] = [];
    const visit = (root: Document | ShadowRoot) => {
      for (const element of root.querySelectorAll<HTMLElement>("*")) {
        if (element.shadowRoot) visit(element.shadowRoot);
        const box = element.getBoundingClientRect();
        if (box.width <= 1 || box.height <= 1 || !element.checkVisibility()) continue;
        const name = `${element.tagName.toLowerCase()}.${String(element.className)} ${(element.textContent ?? "").trim().slice(0, 30)}`;
        const scrolls = element.closest(".strip, .skip, .scroll, .visually-hidden, svg");
        if (!scrolls && (box.right > innerWidth + 1 || box.left < -1)) problems.push(`too wide: ${name}`);
        const text = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
        if (text && Number.parseFloat(getComputedStyle(element).fontSize) < 14) problems.push(`small text: ${name}`);
        const target = element.closest("label") ?? element;
        const size = target.getBoundingClientRect();
        const pressed = element.matches("button, select, summary, input:not([type=radio], [type=checkbox], [type=file])");
        if (pressed && (size.height < 24 || size.width < 24)) problems.push(`tiny: ${name} ${size.width}×${size.height}`);
      }
    };
    visit(document);
    if (document.documentElement.scrollWidth > innerWidth) problems.push(`the page is ${document.documentElement.scrollWidth} wide`);
    return problems;
  });
}

/** Scrolls through the whole page, so that everything that waits to be seen has been loaded. */
export async function readThrough(page: Page): Promise<void> {
  while (await page.evaluate(() => scrollY + innerHeight < document.documentElement.scrollHeight - 1)) {
    await page.mouse.wheel(0, 700);
    await page.waitForTimeout(60);
  }
  const last = page.locator("ef-lab ef-chart").last();
  await last.scrollIntoViewIfNeeded();
  await last.locator("svg[class^=plot]").waitFor();
}
