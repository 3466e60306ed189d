import type { Plugin } from "vite";

const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  // data: for sandboxed frames, see spawn.ts.
  "worker-src 'self' data:",
  "connect-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  // Lit's styles where constructable sheets are missing, and the charts' inline styles.
  "style-src 'self' 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  // Text becomes markup or a script's address only by Lit's templates and src/trusted.ts.
  "require-trusted-types-for 'script'",
  "trusted-types lit-html easily-fooled",
].join("; ");

/** The built page may talk to nobody but the host that it came from. (Not in development: hot reloading needs more.) */
export function securityPolicy(): Plugin {
  return {
    name: "security-policy",
    apply: "build",
    transformIndexHtml: () => [
      { tag: "meta", attrs: { "http-equiv": "Content-Security-Policy", content: POLICY }, injectTo: "head-prepend" },
    ],
  };
}
