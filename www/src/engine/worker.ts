/** One worker: one instance of the engine, the nets it was given, the attacks under way, and, when it has come, the second runtime. */
import init, { applyFilter, Attack, Certifier, Classifier, drawGenome, Ensemble, Evolution, Experiment, noise } from "easily-fooled/light";
import type { VoteRule } from "easily-fooled/light";
import type { Guard } from "../state/filters.ts";
import type { NetReport } from "../state/own-net.ts";
import { AttackRun } from "./attack-run.ts";
import { CertifyRun } from "./certify-run.ts";
import { decode } from "./decode.ts";
import { EvolutionRun } from "./evolution-run.ts";
import type { Material } from "./experiment-protocol.ts";
import { ExperimentRun } from "./experiment-run.ts";
import { failureOf, PIXEL_VALUES, SIDE, type Reply, type Request } from "./protocol.ts";
import { cutSlice, findFarEnd, sampleRay } from "./ray-work.ts";
import { SecondRuntime } from "./second-runtime.ts";
import { Turns } from "./turns.ts";

/** What a worker's global object is to us. (The types of windows and of workers cannot be loaded together.) */
interface Scope {
  postMessage(message: Reply, transfer: Transferable[]): void;
  addEventListener(type: "message", listener: (event: MessageEvent<Request>) => void): void;
}
const scope = globalThis as unknown as Scope;
const classifiers = new Map<string, Classifier>();
const runs = new Map<number, AttackRun | CertifyRun | EvolutionRun | ExperimentRun>();
const turns = new Turns();
const second = new SecondRuntime();

function reply(message: Reply, transfer: Transferable[] = []): void {
  scope.postMessage(message, transfer);
}

function members(models: string[]): Classifier[] {
  return models.map((model) => {
    const classifier = classifiers.get(model);
    if (!classifier) throw new Error(`The net "${model}" was not loaded.`);
    return classifier;
  });
}

/** Our own nets come with their blueprints; one of the visitor's own is read first. */
async function build({ model, bytes, blueprint, options }: Extract<Request, { kind: "load" }>): Promise<Classifier> {
  const source = { bytes, options };
  if (!blueprint) await second.here();
  return Classifier.fromBlueprint(blueprint ?? second.blueprint(model, source), bytes, second.judge(model, source));
}

/** What a trap has left in use cannot be freed: the trap is what is to be told. */
function free(made: { free(): void }): void {
  try {
    made.free();
  } catch {
    // The worker ends.
  }
}

interface Work {
  machine: Attack | Certifier | Evolution;
  run: AttackRun | CertifyRun | EvolutionRun;
}

/** From its beginning to its end, or until it is stopped; frees in any case what was made for it. */
async function work({ id, models, rule = "mean", guard }: { id: number; models: string[]; rule?: VoteRule; guard?: Guard | undefined }, begin: (target: Classifier | Ensemble) => Work): Promise<void> {
  const nets = members(models);
  const before = guard?.known ? { filter: guard.filter, seed: guard.seed } : {};
  const target = nets.length === 1 && !guard?.known ? nets[0]! : new Ensemble(nets, { vote: rule, ...before });
  try {
    const { machine, run } = begin(target);
    runs.set(id, run);
    try {
      await run.finished();
    } finally {
      runs.delete(id);
      free(machine);
    }
  } finally {
    if (target instanceof Ensemble) free(target);
  }
}

/** Holds the nets and pictures of a measurement until nobody wants another piece of it. */
async function measure({ id, models, pictures, labels, tasks, seed }: { id: number } & Material): Promise<void> {
  const experiment = new Experiment(members(models), pictures, labels, { seed });
  const run = new ExperimentRun(experiment, tasks, turns, second, (update, transfer) => reply({ kind: "update", id, update }, transfer));
  runs.set(id, run);
  try {
    await run.finished();
  } finally {
    runs.delete(id);
    free(experiment);
  }
}

async function answer(request: Request): Promise<void> {
  switch (request.kind) {
    case "start":
      await init({ module_or_path: request.program as never });
      return reply({ kind: "done", id: request.id, value: undefined });
    case "load": {
      const began = performance.now();
      if (!classifiers.has(request.model)) classifiers.set(request.model, await build(request));
      return reply({ kind: "done", id: request.id, value: performance.now() - began });
    }
    case "second-expected":
      return second.expect();
    case "second":
      await second.start(request.program);
      return reply({ kind: "done", id: request.id, value: undefined });
    case "no-second":
      return second.fail(request.failure);
    case "describe": {
      const { nativeShape, classCount, hasGradient, multiplyAdds, notes } = members([request.model])[0]!;
      const report: NetReport = { nativeShape: [...nativeShape], classCount, hasGradient, multiplyAdds, notes };
      return reply({ kind: "done", id: request.id, value: report });
    }
    case "unload":
      classifiers.get(request.model)?.free();
      classifiers.delete(request.model);
      second.forget(request.model);
      return;
    case "decode": {
      const pixels = await decode(request.file);
      return reply({ kind: "done", id: request.id, value: pixels }, [pixels.buffer]);
    }
    case "noise": {
      const pixels = noise(request.seed, PIXEL_VALUES);
      return reply({ kind: "done", id: request.id, value: pixels }, [pixels.buffer]);
    }
    case "vote": {
      const { guard } = request;
      const ensemble = new Ensemble(members(request.models), { vote: request.rule, ...(guard ? { filter: guard.filter, seed: guard.seed } : {}) });
      try {
        return reply({ kind: "done", id: request.id, value: ensemble.vote(request.pixels) });
      } finally {
        free(ensemble);
      }
    }
    case "see": {
      const pixels = applyFilter(request.filter, request.pixels, SIDE, SIDE, request.seed);
      return reply({ kind: "done", id: request.id, value: pixels }, [pixels.buffer]);
    }
    case "certify":
      return work(request, (target) => {
        const machine = new Certifier(target, request.pixels, request.options);
        const run = new CertifyRun(machine, turns, (update) => reply({ kind: "update", id: request.id, update }));
        return { machine, run };
      });
    case "attack":
      return work(request, (target) => {
        const machine = new Attack(target, request.pixels, request.options);
        const run = new AttackRun(machine, turns, request, second, (update, transfer) =>
          reply({ kind: "update", id: request.id, update }, transfer),
        );
        return { machine, run };
      });
    case "evolve":
      return work(request, (target) => {
        const machine = new Evolution(target, request.options);
        const run = new EvolutionRun(machine, request.reportEvery, request.oneStep, second, (update, transfer) =>
          reply({ kind: "update", id: request.id, update }, transfer),
        );
        return { machine, run };
      });
    case "draw": {
      const rgba = drawGenome(request.genome, request.side, request.side);
      return reply({ kind: "done", id: request.id, value: rgba }, [rgba.buffer]);
    }
    case "sample":
      return reply({ kind: "done", id: request.id, value: sampleRay(members([request.model])[0]!, request) });
    case "far-end":
      return reply({ kind: "done", id: request.id, value: await findFarEnd(members([request.model])[0]!, request) });
    case "slice":
      return reply({ kind: "done", id: request.id, value: cutSlice(members([request.model])[0]!, request) });
    case "experiment":
      return measure(request);
    case "piece": {
      const run = runs.get(request.id);
      return run instanceof ExperimentRun ? run.give(request) : undefined;
    }
    case "control":
      return runs.get(request.id)?.control(request.control);
    case "abandon":
      return runs.get(request.id)?.abandon();
    case "ping":
      return reply({ kind: "pong" });
  }
}

scope.addEventListener("message", (event) => {
  const request = event.data;
  answer(request).catch((reason: unknown) => {
    if ("id" in request) reply({ kind: "failed", id: request.id, failure: failureOf(second.trap ?? reason) });
  });
});
