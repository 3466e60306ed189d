declare module "virtual:models" {
  /** models/manifest.json as it is; `state/catalog.ts` reads it. */
  export const manifest: unknown;
  export const addresses: Record<string, string>;
}

declare module "virtual:measured" {
  const measured: import("./text/measured.node.ts").Measured;
  export default measured;
}

declare module "easily-fooled/easily_fooled_bg.wasm?url" {
  const address: string;
  export default address;
}
