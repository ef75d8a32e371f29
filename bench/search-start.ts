import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { type EventToAppend, openEventStore } from '#event-store';
import { openReads } from '#read-models';
import { openVault } from '#vault';
import { finnishProposals } from './finnish-texts.ts';

/** Fills a folder in a process of its own, so that what that takes is not counted with what is measured. */
export async function fillWithWords(folder: string, proposals: number): Promise<void> {
  const [status] = await once(fork(import.meta.filename, [folder, String(proposals)]), 'exit');
  if (status !== 0) throw new Error(`${folder} could not be filled.`);
}

/** Fills a log and a vault with proposals and their words. */
async function fill(folder: string, proposals: number): Promise<void> {
  const store = await openEventStore({ kind: 'sqlite', folder });
  const vault = await openVault({ kind: 'sqlite', folder });
  const data = { group: 'lobby', unit: 'services', origin: 'own', kind: 'idea', answerWanted: 'decision' };
  let batch: { stream: string; id: string; title: string; text: string }[] = [];
  const write = async () => {
    const words = batch.flatMap(({ stream, id, title, text }) =>
      Object.entries({ title, text }).map(([field, written]) => ({
        ...{ event: id, field, stream, lang: 'fi', text: written, by: 'original' as const, recordedIn: id },
      })),
    );
    const prints = await vault.words.keep(words);
    const appends = batch.map(({ stream, id }, index) => {
      const event: EventToAppend = {
        id,
        type: 'ProposalSubmitted',
        data,
        metadata: {
          occurredOn: '2026-01-10',
          recordedAt: '2026-01-10T09:00:00.000Z',
          recordedBy: 'account-1',
          command: id,
          digest: id,
          correlation: id,
          words: { title: prints[index * 2], text: prints[index * 2 + 1] },
        },
      };
      return store.append(stream, [event], 0);
    });
    await Promise.all(appends);
    batch = [];
  };
  let number = 0;
  for (const { title, text } of finnishProposals(proposals)) {
    number += 1;
    const id = `0197c2a4-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
    batch.push({ stream: `proposal-p-${number}`, id, title, text });
    if (batch.length === 1_000) await write();
  }
  await write();
  await vault.close();
  await store.close();
}

interface Start {
  /** Seconds from the opening to all words being found; of nothing but reading the log and the words. */
  readonly seconds: number;
  readonly read: number;
  /** Milliseconds that a request would have waited for its turn meanwhile at most, and for as long without the index. */
  readonly wait: number;
  readonly waitWithout: number;
}

/** @param bytes that the index may hold */
export async function started(folder: string, bytes: number): Promise<Start> {
  const store = await openEventStore({ kind: 'sqlite', folder, readOnly: true });
  const vault = await openVault({ kind: 'sqlite', folder, readOnly: true });
  const begin = performance.now();
  const subscription = store.subscribe({ batchSize: 500 }, async ({ events, caughtUp }) => {
    await vault.words.read(events.map(({ id }) => id));
    if (caughtUp) void subscription.stop();
  });
  await subscription.ended;
  const read = (performance.now() - begin) / 1_000;
  const head = (await store.head())!.position;
  const open = async (searched: boolean) => {
    const search = { vault: { kind: 'sqlite' as const, folder }, bytes };
    const reads = openReads({ dataFolder: folder, store, vault, ...(searched && { search }) });
    await reads.waitFor(head, 3_600_000, ['words']);
    return reads;
  };
  await (await open(false)).close();
  const from = performance.now();
  const searched = await open(true);
  const wait = await longestWait(() => searched.search.status().state === 'building');
  const seconds = (performance.now() - from) / 1_000;
  await searched.close();
  const unsearched = await open(false);
  const until = performance.now() + seconds * 1_000;
  const waitWithout = await longestWait(() => performance.now() < until);
  await unsearched.close();
  await vault.close();
  await store.close();
  return { seconds, read, wait, waitWithout };
}

const turn = 5;

/** By how many milliseconds a timer that is due every few of them is late at most. */
async function longestWait(goesOn: () => boolean): Promise<number> {
  let longest = 0;
  for (let last = performance.now(); goesOn(); ) {
    await sleep(turn);
    const now = performance.now();
    longest = Math.max(longest, now - last - turn);
    last = now;
  }
  return longest;
}

if (process.argv[1] === import.meta.filename) await fill(process.argv[2]!, Number(process.argv[3]));
