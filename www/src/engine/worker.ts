/** One worker: one instance of the core, the nets it was given, and the attacks under way. */
import init, { Attack, Classifier, drawGenome, Ensemble, Evolution, noise } from "easily-fooled";
import { AttackRun } from "./attack-run.ts";
import { decode } from "./decode.ts";
import { EvolutionRun } from "./evolution-run.ts";
import { failureOf, PIXEL_VALUES, type Reply, type Request } from "./protocol.ts";
import { Turns } from "./turns.ts";

/** What a worker's global object is to us. (The types of windows and of workers cannot be loaded together.) */
interface Scope {
  postMessage(message: Reply, transfer: Transferable[]): void;
  addEventListener(type: "message", listener: (event: MessageEvent<Request>) => void): void;
}
const scope = globalThis as unknown as Scope;
const classifiers = new Map<string, Classifier>();
const runs = new Map<number, AttackRun | EvolutionRun>();
const turns = new Turns();

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

async function answer(request: Request): Promise<void> {
  switch (request.kind) {
    case "start":
      await init({ module_or_path: request.program as never });
      return reply({ kind: "done", id: request.id, value: undefined });
    case "load": {
      const began = performance.now();
      if (!classifiers.has(request.model)) classifiers.set(request.model, Classifier.fromOnnx(request.bytes));
      return reply({ kind: "done", id: request.id, value: performance.now() - began });
    }
    case "decode": {
      const pixels = await decode(request.file);
      return reply({ kind: "done", id: request.id, value: pixels }, [pixels.buffer]);
    }
    case "noise": {
      const pixels = noise(request.seed, PIXEL_VALUES);
      return reply({ kind: "done", id: request.id, value: pixels }, [pixels.buffer]);
    }
    case "vote": {
      const ensemble = new Ensemble(members(request.models), { vote: request.rule });
      try {
        return reply({ kind: "done", id: request.id, value: ensemble.vote(request.pixels) });
      } finally {
        ensemble.free();
      }
    }
    case "attack": {
      const attacked = members(request.models);
      const target = attacked.length === 1 ? attacked[0]! : new Ensemble(attacked, { vote: request.rule });
      const attack = new Attack(target, request.pixels, request.options);
      const run = new AttackRun(attack, turns, request.pace, request.oneStep, (update, transfer) =>
        reply({ kind: "update", id: request.id, update }, transfer),
      );
      runs.set(request.id, run);
      try {
        await run.finished();
      } finally {
        runs.delete(request.id);
        attack.free();
        if (target instanceof Ensemble) target.free();
      }
      return;
    }
    case "evolve": {
      const judges = members(request.models);
      const target = judges.length === 1 ? judges[0]! : new Ensemble(judges, { vote: request.rule });
      const evolution = new Evolution(target, request.options);
      const run = new EvolutionRun(evolution, request.reportEvery, request.oneStep, (update, transfer) =>
        reply({ kind: "update", id: request.id, update }, transfer),
      );
      runs.set(request.id, run);
      try {
        await run.finished();
      } finally {
        runs.delete(request.id);
        evolution.free();
        if (target instanceof Ensemble) target.free();
      }
      return;
    }
    case "draw": {
      const rgba = drawGenome(request.genome, request.side, request.side);
      return reply({ kind: "done", id: request.id, value: rgba }, [rgba.buffer]);
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
    if ("id" in request) reply({ kind: "failed", id: request.id, failure: failureOf(reason) });
  });
});
