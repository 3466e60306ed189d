/** Starts one worker of the engine, wherever the page that asks for it comes from. */
import address from "./engine/worker.ts?worker&url";
import { trusted } from "./trusted.ts";

export function spawn(): Worker {
  const absolute = new URL(address, import.meta.url);
  if (absolute.origin === self.origin) return new Worker(trusted(absolute), { type: "module" });
  // Workers must come from the page's own origin; what they import need not.
  const script = `import ${JSON.stringify(absolute.href)};`;
  // In a sandboxed frame even a blob is of another origin; a data: address is not.
  const source = self.origin === "null" ? `data:text/javascript,${encodeURIComponent(script)}` : URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  return new Worker(trusted(source), { type: "module" });
}
