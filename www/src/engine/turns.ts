/** Shares a worker's one thread among its attacks: whoever has computed least goes first, however long an iteration takes. */
export class Turns {
  private readonly computed = new Map<object, number>();

  /** Joins those who want to compute, at the level of who has computed least. */
  enter(runner: object): void {
    this.computed.set(runner, this.computed.size === 0 ? 0 : Math.min(...this.computed.values()));
  }

  /** Rests, or is done: nobody waits for it. */
  leave(runner: object): void {
    this.computed.delete(runner);
  }

  spend(runner: object, milliseconds: number): void {
    this.computed.set(runner, (this.computed.get(runner) ?? 0) + milliseconds);
  }

  /** Is it somebody else's turn? */
  isWaiting(runner: object): boolean {
    const mine = this.computed.get(runner) ?? 0;
    for (const computed of this.computed.values()) if (computed < mine) return true;
    return false;
  }
}
