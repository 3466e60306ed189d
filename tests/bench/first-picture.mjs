/**
 * What it takes to fool the first picture on the built page, from a cold cache: bytes (gzip) and milliseconds.
 *
 *   node first-picture.mjs [ROUNDS]      after `make site`; prints a table, writes first-picture.json, and what the README says of it
 *
 * The button is pressed as soon as it is there. "fooled": the engine has fooled the net; "judged": the second runtime has agreed.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { launch } from "./browser.mjs";
import { writeReadme } from "./report.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const SITE = here("../../dist");
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".json": "application/json", ".svg": "image/svg+xml", ".woff2": "font/woff2", ".png": "image/png" };
const PACKED = new Set([".png", ".woff2"]);
const rounds = Number(process.argv[2] ?? 9);
if (!existsSync(join(SITE, "index.html"))) throw new Error("dist/ is missing: run `make site` first");

/** The site as a usual host serves it, and a note of what was asked for. */
let asked = [];
const packed = new Map();
function fileAt(path) {
  if (!packed.has(path)) {
    const bytes = readFileSync(join(SITE, path));
    packed.set(path, PACKED.has(extname(path)) ? bytes : gzipSync(bytes));
  }
  return packed.get(path);
}
const server = createServer((request, response) => {
  const { pathname } = new URL(request.url, "http://localhost");
  const path = normalize(pathname.endsWith("/") ? `${pathname}index.html` : pathname);
  if (!existsSync(join(SITE, path))) return response.writeHead(404).end();
  const bytes = fileAt(path);
  asked.push({ path, bytes: bytes.length, at: performance.now() });
  const encoding = PACKED.has(extname(path)) ? {} : { "content-encoding": "gzip" };
  response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "application/octet-stream", ...encoding }).end(bytes);
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const address = `http://127.0.0.1:${server.address().port}/`;

async function visit(browser) {
  // Without motion no iteration is held back so that it can be watched. A service worker would fetch the rest of the page beside.
  const context = await browser.newContext({ reducedMotion: "reduce", serviceWorkers: "block", locale: "en" });
  const page = await context.newPage();
  asked = [];
  const began = performance.now();
  await page.goto(address, { waitUntil: "commit" });
  const moments = await page.evaluate(async () => {
    const figure = await new Promise((resolve) => {
      const look = () => {
        const found = document.querySelector("ef-fool-one");
        const button = found?.shadowRoot?.querySelector("button.main:not([disabled])");
        if (!button || !found.place) return requestAnimationFrame(look);
        resolve(found);
      };
      look();
    });
    const pressed = performance.now();
    const judged = new Promise((resolve) => figure.addEventListener("ef-result", () => resolve(performance.now())));
    const fooled = new Promise((resolve) => {
      const look = () => (figure.run?.progress?.bestReached ? resolve(performance.now()) : requestAnimationFrame(look));
      look();
    });
    figure.shadowRoot.querySelector("button.main").click();
    return { pressed, fooled: await fooled, judged: await judged };
  });
  await context.close();
  const upTo = (moment) => asked.filter(({ at }) => at - began <= moment);
  return { ...moments, files: upTo(moments.judged) };
}

const browser = await launch();
const version = browser.version();
const visits = [];
for (let round = 0; round < rounds; round++) visits.push(await visit(browser));
await browser.close();
server.close();

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const times = Object.fromEntries(["pressed", "fooled", "judged"].map((key) => [key, Math.round(median(visits.map((visit) => visit[key])))]));
/** The second runtime is on its way by then, and nobody waits for it. */
const isLater = ({ path }) => /easily_fooled_bg-.*\.wasm$/.test(path);
const files = visits.at(-1).files.map(({ path, bytes }) => ({ path, bytes }));
const before = files.filter((file) => !isLater(file));
const sum = (list) => list.reduce((total, { bytes }) => total + bytes, 0);
const kindOf = ({ path }) => extname(path).slice(1) || "html";
for (const kind of new Set(before.map(kindOf))) console.log(kind.padEnd(12), String(sum(before.filter((file) => kindOf(file) === kind))).padStart(9));
console.log("in all".padEnd(12), String(sum(before)).padStart(9), "bytes before the first picture is fooled;", sum(files.filter(isLater)), "of the second runtime");
console.log(`milliseconds after navigation (median of ${rounds}): pressed ${times.pressed}, fooled ${times.fooled}, judged ${times.judged}`);
writeFileSync(here("first-picture.json"), `${JSON.stringify({ command: "make bench-first", date: new Date().toISOString(), browser: `Chromium ${version}`, rounds, milliseconds: times, bytes: { beforeTheFirstPicture: sum(before), secondRuntime: sum(files.filter(isLater)) }, files }, undefined, 2)}\n`);
writeReadme();
