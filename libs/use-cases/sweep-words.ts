import type { Context } from './context.ts';

const anHour = 3_600_000;
const atATime = 1_000;

/**
 * Deletes words that were written down for events which never came to the log: a command that was refused late, a process
 * that stopped. Call it when a server starts and every hour.
 * @param before words older than this; by the clock of the computer, which is the one the vault notes times by
 * @returns how many texts were deleted
 */
export async function sweepWords({ store, vault }: Context, before = new Date(Date.now() - anHour)): Promise<number> {
  let swept = 0;
  for (;;) {
    const unclaimed = await vault.words.unclaimed(before, atATime);
    if (unclaimed.length === 0) return swept;
    const byStream = Map.groupBy(unclaimed, ({ stream }) => stream);
    const named: string[] = [];
    const nobodys: string[] = [];
    for (const [stream, rows] of byStream) {
      const inLog = new Set((await store.read(stream)).map(({ id }) => id));
      for (const { recordedIn } of rows) (inLog.has(recordedIn) ? named : nobodys).push(recordedIn);
    }
    await vault.words.claim(named);
    swept += await vault.words.sweep(nobodys, before);
  }
}
