/** PyTorch in a process of its own, behind the face that the other runtimes have; it times itself. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { checkAgreement } from "./agreement.js";
import { Classifier } from "./core.mjs";
import { drawBatches } from "./pictures.js";

export const PYTORCH = "PyTorch (native, 1 thread)";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** `python`: a command. Resolves to {version, check, time, stop}. */
export async function startPyTorch(python) {
  const child = spawn(python, ["-W", "ignore", here("pytorch.py")], { stdio: ["pipe", "pipe", "inherit"] });
  const died = new Promise((_, reject) => {
    child.on("error", reject);
    child.on("exit", () => reject(new Error(`${python} cannot run tests/bench/pytorch.py`)));
  });
  died.catch(() => {}); // It also ends when it is stopped.
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => JSON.parse((await Promise.race([lines.next(), died])).value ?? "null") ?? (await died);
  const ask = (request) => {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    return answer();
  };
  const { version } = await answer();

  return {
    version,
    /** Errors relative to ours; throws where they are too large. */
    async check(id, batch) {
      const classifier = Classifier.fromOnnx(readFileSync(here(`../../models/${id}.onnx`)));
      const ours = {
        layout: "nchw",
        forward: (pixels) => classifier.logits(pixels),
        gradient: (pixels, cotangent) => classifier.inputGradient(pixels, cotangent),
      };
      const asked = (pixels, cotangent) => ask({ net: id, batch, pixels: [...pixels], cotangent: [...cotangent] });
      const theirs = {
        name: PYTORCH,
        layout: "nchw",
        forward: async (pixels) => (await asked(pixels, new Float32Array(batch * classifier.classCount))).logits,
        gradient: async (pixels, cotangent) => (await asked(pixels, cotangent)).gradients,
      };
      const errors = await checkAgreement([ours, theirs], drawBatches(batch), batch);
      classifier.free();
      return errors;
    },
    /** Timings as the page gives them, but from rounds of their own. */
    async time(id, batch, timing) {
      const [{ nchw, cotangent }] = drawBatches(batch);
      const samples = await ask({ net: id, batch, pixels: [...nchw], cotangent: [...cotangent], ...timing });
      return ["forward", "gradient"].map((task) => ({ task, runtime: PYTORCH, samples: samples[task], apart: true }));
    },
    stop: () => child.kill(),
  };
}
