/**
 * The second runtime inside a worker. It comes in a program of its own, ten times as large as the engine's, which nobody waits for
 * before the first picture is fooled; it is also what reads nets that are not ours.
 */
import init, { Classifier, type ModelOptions } from "easily-fooled";
import { Kept } from "./kept.ts";
import { EngineError, type Failure, failureOf } from "./protocol.ts";

/** Nets that stay read, as many as vote together and one more; each takes some megabytes, and the next is read in a tenth of a second. */
const READ = 6;

/** A net as it reads it. */
interface Source {
  bytes: Uint8Array;
  options: ModelOptions | undefined;
}

export class SecondRuntime {
  private reader: typeof Classifier | undefined;
  private arrival = newArrival();
  private lost = false;
  /** A trap leaves its memory in an unknown state: the worker has to end. */
  trap: unknown;
  private readonly sources = new Map<string, Source>();
  private readonly nets = new Kept<Classifier>(READ);

  async start(program: WebAssembly.Module): Promise<void> {
    try {
      // No script is fetched for it: whoever packs a worker anew takes it for one file.
      await init({ module_or_path: program });
      this.reader = Classifier;
      this.arrival.came();
    } catch (reason) {
      this.fail(failureOf(reason));
      throw reason;
    }
  }

  /** It is on its way, once more. */
  expect(): void {
    if (this.lost) this.arrival = newArrival();
    this.lost = false;
  }

  /** It will not come: whoever waits is told, and whoever asks before it is on its way once more. */
  fail({ code, message }: Failure): void {
    this.lost = true;
    this.arrival.failed(new EngineError(code, message));
  }

  /** Resolves when second opinions can be given. */
  here(): Promise<void> {
    return this.arrival.promise;
  }

  /** What the engine asks for second opinions on a net. The net is read when it is asked for the first time. */
  judge(model: string, source: Source): (pixels: Float32Array) => Float32Array {
    this.sources.set(model, source);
    return (pixels) => {
      try {
        return this.net(model).secondOpinion(pixels);
      } catch (reason) {
        if (reason instanceof WebAssembly.RuntimeError || reason instanceof RangeError) this.trap = reason;
        throw reason;
      }
    };
  }

  /** What the engine needs to build a net beside its file. */
  blueprint(model: string, source: Source): Uint8Array {
    this.sources.set(model, source);
    return this.net(model).blueprint(source.bytes);
  }

  forget(model: string): void {
    this.nets.forget(model);
    this.sources.delete(model);
  }

  private net(model: string): Classifier {
    const source = this.sources.get(model);
    const { reader } = this;
    if (!reader || !source) throw new Error("the second runtime was asked too early");
    return this.nets.get(model, () => reader.fromOnnx(source.bytes, source.options));
  }
}

function newArrival() {
  let came = (): void => {};
  let failed = (_reason: EngineError): void => {};
  const promise = new Promise<void>((resolve, reject) => {
    came = resolve;
    failed = reject;
  });
  // Nobody may be waiting.
  promise.catch(() => {});
  return { promise, came, failed };
}
