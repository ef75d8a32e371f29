/**
 * How many facts of other streams there were when an event came, so that what began to wait then keeps the promises and
 * holidays of then. Stored as the versions of the stream at which that number was another than before.
 */
export class Known {
  readonly #changes: (readonly [version: number, count: number])[];
  /** Events up to here were known before, and keep their numbers when they are folded again. */
  readonly #upTo: number;
  /** Two lists, because a map for each of a hundred thousand proposals would take a third of the memory. */
  readonly #events: string[] = [];
  readonly #counts: number[] = [];

  constructor(stored = '[]', upTo = 0) {
    this.#changes = JSON.parse(stored);
    this.#upTo = upTo;
  }

  /** @param now how many facts there are now */
  note(event: string, version: number, now: number): void {
    const wasKnown = version <= this.#upTo;
    const count = wasKnown ? (this.#changes.findLast(([from]) => from <= version)?.[1] ?? 0) : now;
    if (!wasKnown && this.#changes.at(-1)?.[1] !== now) this.#changes.push([version, now]);
    this.#events.push(event);
    this.#counts.push(count);
  }

  at(event: string): number {
    return this.#counts[this.#events.indexOf(event)] ?? 0;
  }

  asText(): string {
    return JSON.stringify(this.#changes);
  }
}
