import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { licences } from "./plugins/licences.ts";
import { measurements } from "./plugins/measured.ts";
import { models } from "./plugins/models.ts";
import { prose } from "./plugins/prose.ts";
import { securityPolicy } from "./plugins/security-policy.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  base: "./",
  plugins: [models(here("../models")), measurements(), prose(), securityPolicy(), licences()],
  resolve: {
    alias: [
      { find: /^easily-fooled$/, replacement: here("../pkg/easily_fooled.js") },
      { find: /^easily-fooled\//, replacement: here("../pkg/") },
    ],
  },
  server: { fs: { allow: [here("..")] } },
  build: {
    outDir: "../dist",
    emptyOutDir: true,
    target: "es2022",
    // Nothing as data: URL: each file is cached by its own hash, and the policy needs no exception for fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 400,
  },
  worker: { format: "es" },
  test: { include: ["tests/**/*.test.ts"] },
});
