declare module "virtual:models" {
  /** models/manifest.json as it is; `state/catalog.ts` reads it. */
  export const manifest: unknown;
  /** By the net's id. */
  export const addresses: Record<string, { file: string; blueprint: string }>;
}

declare module "virtual:gallery" {
  /** gallery.json as it is; `state/catalog.ts` reads it. */
  export const pictures: unknown;
  /** By the name of the file. */
  export const addresses: Record<string, string>;
}

declare module "*?worker&url" {
  const address: string;
  export default address;
}

declare module "virtual:measured" {
  const measured: import("./text/measured.node.ts").Measured;
  export default measured;
}

declare module "easily-fooled/*.wasm?url" {
  const address: string;
  export default address;
}

declare module "*?worker&inline" {
  const EngineWorker: new () => Worker;
  export default EngineWorker;
}
