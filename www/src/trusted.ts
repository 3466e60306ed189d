/** Addresses of scripts, vouched for where a page takes no other ones (Trusted Types): ours does, see plugins/. */

interface Policy {
  createScriptURL(address: string): unknown;
}
interface Factory {
  createPolicy(name: string, rules: { createScriptURL(address: string): string }): Policy;
}
const { trustedTypes } = globalThis as { trustedTypes?: Factory };

/** Files of the site's own, and scripts that were made here: see spawn.ts. */
const OURS = [`${new URL("./", import.meta.url).origin}/`, "blob:", "data:text/javascript"];

function ours(address: string): string {
  const absolute = new URL(address, location.href).href;
  if (!OURS.some((beginning) => absolute.startsWith(beginning))) throw new TypeError(`${absolute} is no script of this page`);
  return absolute;
}

/** Whoever embeds a figure may forbid policies, or have one of this name already: then there is none. */
function policy(name: string): Policy | undefined {
  try {
    return trustedTypes?.createPolicy(name, { createScriptURL: ours });
  } catch {
    return undefined;
  }
}

let own: Policy | undefined;

/** The address, fit to be given to the browser as a script's. */
export function trusted(address: string | URL): string {
  own ??= policy("easily-fooled");
  return (own?.createScriptURL(String(address)) ?? String(address)) as string;
}

/** For scripts that others start (the bundler, in the page that is a single file). */
export const vouchForAll = (): void => void policy("default");
