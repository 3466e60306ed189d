/** Things made on demand that take much memory: those that were asked for last are kept, the others freed. */
export class Kept<T extends { free(): void }> {
  /** The one asked for last is at the end. */
  private readonly things = new Map<string, T>();

  constructor(private readonly most: number) {}

  get(key: string, make: () => T): T {
    const thing = this.things.get(key) ?? make();
    this.things.delete(key);
    this.things.set(key, thing);
    for (const oldest of this.things.keys()) {
      if (this.things.size <= this.most) break;
      this.forget(oldest);
    }
    return thing;
  }

  forget(key: string): void {
    this.things.get(key)?.free();
    this.things.delete(key);
  }
}
