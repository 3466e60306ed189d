import type { Control } from "./protocol.ts";

/** What somebody who steps through work in a worker was told: to go on, to wait, to take one step, to end. */
export class Orders {
  private paused: boolean;
  private stepsAsked: number;
  private wake: () => void = () => {};
  /** The visitor wants no more, only what was found so far … */
  stopped = false;
  /** … or not even that: nobody waits for a result any more. */
  abandoned = false;

  constructor(oneStep: boolean) {
    this.paused = oneStep;
    this.stepsAsked = oneStep ? 1 : 0;
  }

  get ended(): boolean {
    return this.stopped || this.abandoned;
  }

  get waiting(): boolean {
    return this.paused && this.stepsAsked === 0 && !this.ended;
  }

  control(control: Control): void {
    if (control === "pause") this.paused = true;
    if (control === "resume") this.paused = false;
    if (control === "step") {
      this.paused = true;
      this.stepsAsked += 1;
    }
    if (control === "stop") this.stopped = true;
    this.wake();
  }

  abandon(): void {
    this.abandoned = true;
    this.wake();
  }

  /** Waits as long as it must; then says whether to take one step, to run on, or to end. */
  async next(): Promise<"step" | "run" | "end"> {
    while (this.waiting) await new Promise<void>((resolve) => (this.wake = resolve));
    if (this.ended) return "end";
    if (this.stepsAsked === 0) return "run";
    this.stepsAsked -= 1;
    return "step";
  }
}

/** Lets waiting messages in; unlike setTimeout(0) it is not held back to 4 ms when nested. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
