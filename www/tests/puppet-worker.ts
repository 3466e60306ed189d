import type { Reply, Request } from "../src/engine/protocol.ts";

/** A worker that answers what it is told to, when it is told to. */
export class PuppetWorker extends EventTarget {
  sent: Request[] = [];
  terminated = false;

  /** Answers by itself; return nothing to stay silent. */
  constructor(private readonly habit: (request: Request) => Reply | undefined = () => undefined) {
    super();
  }

  postMessage(request: Request): void {
    this.sent.push(request);
    const reply = this.habit(request);
    if (reply) queueMicrotask(() => this.say(reply));
  }

  terminate(): void {
    this.terminated = true;
  }

  say(reply: Reply): void {
    this.dispatchEvent(new MessageEvent("message", { data: reply }));
  }

  /** Every request of this kind that arrived. */
  heard<K extends Request["kind"]>(kind: K): Extract<Request, { kind: K }>[] {
    return this.sent.filter((request): request is Extract<Request, { kind: K }> => request.kind === kind);
  }
}
