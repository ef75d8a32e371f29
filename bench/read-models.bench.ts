import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type EventStore, openEventStore } from '#event-store';
import { allQueries, openReads, type Reads } from '#read-models';
import { openVault, type Vault } from '#vault';
import { median, type Row, row } from './measure.ts';
import { DAYS, event, fillFolder } from './proposals-log.ts';

/** The read models beside what nobody can be quicker than: reading the log and parsing every event. */

const EVENTS = Number(process.env.BENCH_EVENTS ?? 1_000_000);
const FEW_PROPOSALS = 1_000;
const LIVE_SECONDS = 5;
const LIVE_RATE = 1_000;

interface Filled {
  readonly folder: string;
  readonly store: EventStore;
  readonly vault: Vault;
  readonly reads: Reads;
  readonly events: number;
  close(): Promise<void>;
}

async function filled(proposals: number): Promise<Filled> {
  const folder = mkdtempSync(join(tmpdir(), 'kierto-bench-'));
  await fillFolder(folder, proposals);
  const store = await openEventStore({ kind: 'sqlite', folder });
  const vault = await openVault({ kind: 'sqlite', folder });
  const reads = openReads({ dataFolder: folder, store, vault });
  await reads.waitFor((await store.head())!.position, 3_600_000);
  return {
    folder,
    store,
    vault,
    reads,
    events: await store.size(),
    async close() {
      await reads.close();
      await vault.close();
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

const seconds = (since: bigint): number => Number(process.hrtime.bigint() - since) / 1e9;

async function scanned(folder: string): Promise<number> {
  const store = await openEventStore({ kind: 'sqlite', folder, readOnly: true });
  const begin = process.hrtime.bigint();
  const subscription = store.subscribe({ batchSize: 5_000 }, ({ caughtUp }) => {
    if (caughtUp) void subscription.stop();
  });
  await subscription.ended;
  const took = seconds(begin);
  await store.close();
  return took;
}

async function rebuilt(reads: Reads): Promise<number> {
  const begin = process.hrtime.bigint();
  await reads.rebuild();
  return seconds(begin);
}

async function medianOf(samples: number, work: () => Promise<number>): Promise<number> {
  const figures: number[] = [];
  for (let sample = 0; sample < samples; sample += 1) figures.push(await work());
  return median(figures);
}

/** Milliseconds of the first page of what management owes in a unit, asked by whoever may see all. */
async function firstPage({ reads }: Filled): Promise<number> {
  const query = allQueries.find(({ name }) => name === 'ListOwed')!;
  const handler = new (query.handler as new (reads: Reads) => { execute(query: object): Promise<unknown> })(reads);
  const capacities = [{ kind: 'administrator' as const }];
  const asked = { reader: { account: 'administrator', capacities }, today: '2026-11-20' };
  const figures: number[] = [];
  for (let time = 0; time < 300; time += 1) {
    const begin = process.hrtime.bigint();
    await handler.execute(new query.query({ unit: 'unit-0', side: 'management', limit: 50 }, asked));
    figures.push(seconds(begin) * 1_000);
  }
  return median(figures.slice(100));
}

/** Milliseconds from the acknowledgement of a write to its being seen by every read model; the slowest of a hundred. */
async function slowestLive({ store, reads }: Filled): Promise<number> {
  const waits: Promise<number>[] = [];
  const begin = performance.now();
  for (let number = 0; number < LIVE_SECONDS * LIVE_RATE; ) {
    const wanted = Math.floor(((performance.now() - begin) / 1_000) * LIVE_RATE);
    for (; number < wanted; number += 1) {
      const data = { group: 'group-1', unit: 'unit-1', origin: 'own', kind: 'idea', answerWanted: 'decision' };
      const append = store.append(`proposal-live-${number}`, [event('ProposalSubmitted', data, DAYS)], 0);
      waits.push(
        append.then(async ({ position }) => {
          const written = performance.now();
          await reads.waitFor(position, 60_000);
          return performance.now() - written;
        }),
      );
    }
    await pause(1);
  }
  const sorted = (await Promise.all(waits)).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.99)]!;
}

export async function run(): Promise<Row[]> {
  const many = Math.round(EVENTS / 6.7);
  const large = await filled(many);
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 20);
  const all = await medianOf(3, () => rebuilt(large.reads));
  clearInterval(watch);
  const scan = await medianOf(5, () => scanned(large.folder));
  const pageOfMany = await firstPage(large);
  const live = await slowestLive(large);
  await large.close();
  const small = await filled(Math.round(many / 5));
  const fifth = await medianOf(3, () => rebuilt(small.reads));
  await small.close();
  const few = await filled(FEW_PROPOSALS);
  const pageOfFew = await firstPage(few);
  await few.close();
  const share = large.events / small.events;
  return [
    row(
      `rebuild of all read models, ${large.events} events, against a scan with JSON.parse`,
      large.events / all,
      large.events / scan,
      1,
      'events/s',
    ),
    {
      ...row(`rebuild, against ${share.toFixed(1)} times that of ${small.events} events`, all, fifth * share, 1.1, 's'),
      atMost: true,
    },
    {
      ...row('peak memory of the process while it rebuilds, against 1 GiB', peak / 2 ** 20, 1_024, 1, 'MiB'),
      atMost: true,
    },
    {
      ...row(
        `first page of what is owed, two filters, ${many} proposals against ${FEW_PROPOSALS}`,
        pageOfMany,
        pageOfFew,
        1.5,
        'ms',
      ),
      atMost: true,
    },
    {
      ...row(`p99 from acknowledged to visible at ${LIVE_RATE} writes/s, against 10 ms`, live, 10, 1, 'ms'),
      atMost: true,
    },
  ];
}
