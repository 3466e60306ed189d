import { EngineError, type Reply, type Request } from "./protocol.ts";

const PING_EVERY = 5_000;
/** A worker that has been silent for so long, though asked, is taken for dead. A slow phone may need half of it to make a net of a file. */
const LONGEST_SILENCE = 45_000;
const MOST_UNANSWERED = LONGEST_SILENCE / PING_EVERY;

type Answer = Extract<Reply, { id: number }>;
type Sendable = Exclude<Request, { kind: "ping" }>;

/** The line to one worker: numbers the requests, hands each reply to who asked, and notices when nobody is there any more. */
export class Line {
  private readonly listeners = new Map<number, (answer: Answer) => void>();
  private readonly worker: Worker;
  /** Pings since it was last heard. Not a time: a page that was frozen for an hour has not waited for an answer. */
  private unanswered = 0;
  private spoke = false;
  private watch: ReturnType<typeof setInterval> | undefined;
  private nextId = 1;
  alive = true;

  constructor(spawn: () => Worker, private readonly onDeath: (line: Line) => void) {
    this.worker = spawn();
    this.worker.addEventListener("message", (event: MessageEvent<Reply>) => this.hear(event.data));
    this.worker.addEventListener("error", () => this.end());
    this.worker.addEventListener("messageerror", () => this.end());
  }

  newId(): number {
    return this.nextId++;
  }

  post(request: Request, transfer: Transferable[] = []): void {
    if (this.alive) this.worker.postMessage(request, transfer);
  }

  /** Sends, and hears every answer until `forget`. */
  open(request: Sendable, transfer: Transferable[], listener: (answer: Answer) => void): void {
    if (!this.alive) {
      listener(this.lastWords(request.id));
      return;
    }
    this.listeners.set(request.id, listener);
    this.post(request, transfer);
    this.startWatch();
  }

  forget(id: number): void {
    this.listeners.delete(id);
    if (this.listeners.size === 0) this.stopWatch();
  }

  /** Sends, and promises the one answer. */
  ask<T>(request: Sendable, transfer: Transferable[] = []): Promise<T> {
    return new Promise((resolve, reject) => {
      this.open(request, transfer, (answer) => {
        this.forget(request.id);
        if (answer.kind === "done") resolve(answer.value as T);
        if (answer.kind === "failed") reject(new EngineError(answer.failure.code, answer.failure.message));
      });
    });
  }

  private hear(message: Reply): void {
    this.unanswered = 0;
    this.spoke = true;
    if (message.kind === "pong") return;
    this.listeners.get(message.id)?.(message);
    if (message.kind === "failed" && message.failure.code === "crashed") this.end();
  }

  private startWatch(): void {
    if (this.watch !== undefined) return;
    this.unanswered = 0;
    this.watch = setInterval(() => {
      if (this.unanswered >= MOST_UNANSWERED) return this.end();
      this.unanswered += 1;
      this.post({ kind: "ping" });
    }, PING_EVERY);
  }

  private stopWatch(): void {
    clearInterval(this.watch);
    this.watch = undefined;
  }

  private lastWords(id: number): Answer {
    return { kind: "failed", id, failure: { code: this.spoke ? "crashed" : "not-started", message: "" } };
  }

  /** Ends the worker; whoever waits for an answer hears that there will be none. */
  end(): void {
    if (!this.alive) return;
    this.alive = false;
    this.stopWatch();
    this.worker.terminate();
    const waiting = [...this.listeners];
    this.listeners.clear();
    for (const [id, listener] of waiting) listener(this.lastWords(id));
    this.onDeath(this);
  }
}
