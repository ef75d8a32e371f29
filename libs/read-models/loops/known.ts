/**
 * How many facts of other streams there were when an event came, so that what began to wait then keeps the promises and
 * holidays of then. Stored as the versions of the stream at which that number was another than before.
 */
export class Known {
  readonly #changes: (readonly [version: number, count: number])[];
  /** Events up to here were known before, and keep their numbers when they are folded again. */
  readonly #upTo: number;
  readonly #counts = new Map<string, number>();

  constructor(stored = '[]', upTo = 0) {
    this.#changes = JSON.parse(stored);
    this.#upTo = upTo;
  }

  /** @param now how many facts there are now */
  note(event: string, version: number, now: number): void {
    if (version <= this.#upTo) this.#counts.set(event, this.#changes.findLast(([from]) => from <= version)?.[1] ?? 0);
    else {
      if (this.#changes.at(-1)?.[1] !== now) this.#changes.push([version, now]);
      this.#counts.set(event, now);
    }
  }

  at(event: string): number {
    return this.#counts.get(event) ?? 0;
  }

  asText(): string {
    return JSON.stringify(this.#changes);
  }
}
