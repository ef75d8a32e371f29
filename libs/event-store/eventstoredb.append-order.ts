import type { StreamName } from './event-store.ts';

/** Lets what is asked for one stream happen in the order it was asked, and what is asked for different streams at once. */
export class AppendOrder {
  readonly #last = new Map<StreamName, Promise<unknown>>();

  next<Answer>(stream: StreamName, append: () => Promise<Answer>): Promise<Answer> {
    const before = this.#last.get(stream) ?? Promise.resolve();
    const appended = before.then(append);
    // Whether it failed is for those who asked; the next in the queue only waits for its end.
    const ended = appended.catch(() => {});
    this.#last.set(stream, ended);
    void ended.then(() => {
      if (this.#last.get(stream) === ended) this.#last.delete(stream);
    });
    return appended;
  }

  /** When everything that was asked for until now has ended. */
  async settled(): Promise<void> {
    await Promise.all(this.#last.values());
  }
}
