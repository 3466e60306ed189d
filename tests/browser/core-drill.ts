/** Runs in a worker, before its own script: lets a test look at the core's memory, and break it in the ways in which WebAssembly can break. */
import type { Page } from "@playwright/test";

interface Drill {
  /** The next step of an attack reads far outside of the memory. */
  trap?: boolean;
  /** Takes every byte that the memory could still give. */
  fill?: () => void;
  /** Of the core's memory, in bytes. */
  size?: () => number;
}

/** `refusals`: so many of the first workers are refused their memory by the browser. */
export async function openCores(page: Page, refusals = 0): Promise<void> {
  let workers = 0;
  await page.route(/\/worker-[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    const refused = workers++ < refusals;
    await route.fulfill({ response, body: `(${patch.toString()})(${refused});\n${await response.text()}` });
  });
}

function patch(refused: boolean): void {
  const drill = globalThis as unknown as Drill;
  const instantiate = WebAssembly.instantiate as (...given: unknown[]) => Promise<WebAssembly.Instance | WebAssembly.WebAssemblyInstantiatedSource>;
  const opened = async (...given: unknown[]) => {
    if (refused) throw new RangeError("WebAssembly.instantiate(): Out of memory: Cannot allocate Wasm memory for new instance");
    const made = await instantiate(...given);
    const instance = made instanceof WebAssembly.Instance ? made : made.instance;
    const exports = { ...instance.exports } as Record<string, (...given: number[]) => unknown> & { memory: WebAssembly.Memory };
    const { attack_step: step } = exports;
    if (step) exports["attack_step"] = (...given) => (drill.trap ? step(0xffff_fff0, 1) : step(...given));
    drill.size = () => exports.memory.buffer.byteLength;
    const take = Object.entries(exports).find(([name]) => name.startsWith("__wbindgen_malloc"))?.[1];
    if (take) {
      const others = drill.fill;
      drill.fill = () => {
        others?.();
        exports.memory.grow(65_536 - exports.memory.buffer.byteLength / 65_536);
        for (let bytes = 1 << 24; bytes >= 64; bytes /= 2) {
          try {
            for (;;) take(bytes, 8);
          } catch {
            // Half as many may still fit.
          }
        }
      };
    }
    return { instance: { exports }, module: given[0] };
  };
  (WebAssembly as unknown as { instantiate: typeof opened }).instantiate = opened;
}

export async function trapNext(page: Page): Promise<void> {
  for (const worker of page.workers()) await worker.evaluate(() => void ((globalThis as unknown as Drill).trap = true));
}

export async function fillMemory(page: Page): Promise<void> {
  for (const worker of page.workers()) await worker.evaluate(() => (globalThis as unknown as Drill).fill?.());
}

/** Bytes of memory that each worker's core has. */
export async function memories(page: Page): Promise<number[]> {
  return Promise.all(page.workers().map((worker) => worker.evaluate(() => (globalThis as unknown as Drill).size?.() ?? 0)));
}
