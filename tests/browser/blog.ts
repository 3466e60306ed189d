import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";

/** Somebody else's page, on another host. */
export async function blog(page: Page, body: string): Promise<void> {
  const html = `<!doctype html><html lang="en"><head><title>A blog</title><link rel="icon" href="data:,"></head><body>${body}</body></html>`;
  const server = createServer((_, response) => response.writeHead(200, { "content-type": "text/html" }).end(html));
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  page.once("close", () => server.close());
  await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
}
