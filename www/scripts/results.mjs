/** Writes what the page shows of models/evaluation.json: `npm run results` (part of `make experiments`). */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { runnerImport } from "vite";

const { pageResults } = (await runnerImport(new URL("../src/state/results.ts", import.meta.url).pathname)).module;
const report = JSON.parse(readFileSync(new URL("../../models/evaluation.json", import.meta.url), "utf8"));
const folder = new URL("../public/results/", import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL("evaluation.json", folder), `${JSON.stringify(pageResults(report))}\n`);
