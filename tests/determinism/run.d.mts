type Core = typeof import("../../pkg/easily_fooled.js");
type BytesOf = (net: string) => Uint8Array | Promise<Uint8Array>;

export function attacked(core: Core, bytesOf: BytesOf, cases: unknown, pictures: unknown): AsyncGenerator<[string, string]>;
export function differing(core: Core, bytesOf: BytesOf, lists: { cases: unknown; pictures: unknown; table: unknown }): Promise<string[]>;
