import type { Context } from './context.ts';
import { forgetFile } from './kept-file.ts';
import { names } from './people.ts';

const anHour = 3_600_000;
const atATime = 1_000;

/**
 * Deletes words, files and persons that were written down for events which never came to the log: a command that was refused late, a
 * process that stopped. Call it when a server starts and every hour.
 * @param before what is older than this; by the clock of the computer, which is the one the vault notes times by
 * @returns how many texts and persons were deleted
 */
export async function sweepWords(context: Context, before = new Date(Date.now() - anHour)): Promise<number> {
  return (await sweepTexts(context, before)) + (await sweepPersons(context, before));
}

async function sweepTexts({ store, vault }: Context, before: Date): Promise<number> {
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
    // Before the words, by which a file is found again should this stop in between.
    for (const event of nobodys) await forgetFile(vault, event);
    swept += await vault.words.sweep(nobodys, before);
  }
}

async function sweepPersons({ store, vault }: Context, before: Date): Promise<number> {
  let swept = 0;
  for (;;) {
    const unclaimed = await vault.people.unclaimed(before, atATime);
    if (unclaimed.size === 0) return swept;
    const isNamed = async (person: string, streams: readonly string[]): Promise<boolean> => {
      for (const stream of streams) {
        if ((await store.read(stream)).some((event) => names(stream, event, person))) return true;
      }
      return false;
    };
    const named: string[] = [];
    const nobodys: string[] = [];
    for (const [person, streams] of unclaimed) ((await isNamed(person, streams)) ? named : nobodys).push(person);
    await vault.people.claim(named);
    swept += await vault.people.sweep(nobodys, before);
  }
}
