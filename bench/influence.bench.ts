import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { curves, ends, kaplanMeier, type Snapshot, type SurvivalStep, select, tally, wilson } from '#influence';
import { run as kierto } from '../apps/cli/program.ts';
import { snapshotOf, unitAndBelow } from './influence-cases.ts';
import { openPeer, type Peer, type Share } from './influence-duckdb.ts';
import { type CountedFigures, counted } from './influence-thread.ts';
import { interleaved, type Row, row } from './measure.ts';

/**
 * Figures with two filters over BENCH_PROPOSALS proposals (a million) beside DuckDB on the same columns in memory; and the thread that
 * counts, on a simulated county of BENCH_EVENTS events (a million).
 */

const PROPOSALS = Number(process.env.BENCH_PROPOSALS ?? 1_000_000);
const EVENTS = Number(process.env.BENCH_EVENTS ?? 1_000_000);
const SAMPLES = 15;
/** What one group of the simulated county brings in eight years. */
const eventsAGroup = 2_240;
const MiB = 2 ** 20;

const [units, kind] = [unitAndBelow(1), 'idea'];
const selection = { filters: { unit: units, kind: [kind] }, reach: 'all' } as const;

const shares = (snapshot: Snapshot, by?: 'year'): Share[] =>
  tally(snapshot, select(snapshot, selection), snapshot.shares.accepted!, by).map(
    ({ by: year, counts: { yes, no } }) => ({
      ...{ year, yes, no },
      interval: wilson(yes, yes + no),
    }),
  );

const [exact, censored, competing] = (['exact', 'censored', 'competing'] as const).map((end) => ends.indexOf(end) + 1);

/** Kaplan–Meier alone, of the cases that `curves` takes for it: those whose days are known exactly. */
function survival(snapshot: Snapshot): readonly SurvivalStep[] {
  const mask = select(snapshot, selection);
  const { end, lower, upper } = snapshot.times.toAnswer!;
  const [times, events]: [number[], number[]] = [[], []];
  for (let index = 0; index < snapshot.count; index += 1) {
    const isKnown = end[index] === exact || end[index] === censored || end[index] === competing;
    if (mask[index] === 0 || !isKnown || lower[index] !== upper[index]) continue;
    times.push(lower[index]!);
    events.push(end[index] === exact ? 1 : 0);
  }
  return kaplanMeier({ times, events }).steps;
}

const ways = {
  share: { ours: (snapshot: Snapshot): object => shares(snapshot), of: (peer: Peer) => peer.share(units, kind) },
  byYear: {
    ours: (snapshot: Snapshot): object => shares(snapshot, 'year'),
    of: (peer: Peer) => peer.byYear(units, kind),
  },
  survival: {
    ours: (snapshot: Snapshot): object => survival(snapshot),
    of: (peer: Peer) => peer.survival(units, kind),
  },
  curves: {
    ours: (snapshot: Snapshot): object => curves(snapshot, select(snapshot, selection), 'toAnswer').curves[0]!.survival,
    of: (peer: Peer) => peer.survival(units, kind),
  },
} as const;
type Way = keyof typeof ways;

/** Undefined, null and the last digits of a double are no difference. */
const alike = (one: unknown, other: unknown): boolean => {
  const text = (value: unknown) =>
    JSON.stringify(value, (_key, part) => (typeof part === 'number' ? Number(part.toPrecision(10)) : part));
  return text(one) === text(other);
};

interface PeerFigures {
  /** Milliseconds. */
  readonly of: Record<Way, Record<'ours' | 'all' | 'one', number>>;
  readonly snapshotMiB: number;
}

async function besideDuckDb(): Promise<PeerFigures> {
  const before = process.memoryUsage().rss;
  const snapshot = snapshotOf(PROPOSALS);
  (globalThis as { gc?: () => void }).gc?.();
  const snapshotMiB = (process.memoryUsage().rss - before) / MiB;
  const [all, one] = [await openPeer(snapshot, undefined), await openPeer(snapshot, 1)];
  const of: Partial<PeerFigures['of']> = {};
  for (const way of Object.keys(ways) as Way[]) {
    for (const peer of [all, one])
      if (!alike(ways[way].ours(snapshot), await ways[way].of(peer))) throw new Error(`${way} differs from DuckDB's.`);
    const timed = (work: () => unknown) => async () => {
      const begin = performance.now();
      await work();
      return performance.now() - begin;
    };
    of[way] = await interleaved(
      {
        ours: timed(() => ways[way].ours(snapshot)),
        all: timed(() => ways[way].of(all)),
        one: timed(() => ways[way].of(one)),
      },
      SAMPLES,
    );
  }
  all.close();
  one.close();
  return { of: of as PeerFigures['of'], snapshotMiB };
}

/** Each part in a process of its own, so that its memory is its own. */
async function inProcess<Figures>(...args: string[]): Promise<Figures> {
  const child = fork(import.meta.filename, args, {
    execArgv: ['--expose-gc', '--disable-warning=ExperimentalWarning'],
  });
  const [figures] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`${args.join(' ')} ended with ${code}.`))),
  ]);
  return figures as Figures;
}

async function county(folder: string): Promise<void> {
  const file = join(folder, 'county.ndjson');
  const groups = Math.max(1, Math.round(EVENTS / eventsAGroup));
  const size = `--units ${Math.min(20, groups)} --groups ${groups} --years 8 --seed bench --until 2026-06-30`.split(
    ' ',
  );
  const { stdin, stdout, stderr, env } = process;
  for (const args of [
    ['simulate', ...size, '--out', file],
    ['import', '--data', join(folder, 'data'), file],
  ])
    if ((await kierto(args, { stdin, stdout, stderr, env, interrupted: new AbortController().signal })) !== 0)
      throw new Error(`kierto ${args[0]} has failed.`);
  rmSync(file);
}

const atMost = (what: string, ours: number, peer: number, unit: string, goal = 1): Row => ({
  ...row(what, ours, peer, goal, unit),
  atMost: true,
});

export async function run(): Promise<Row[]> {
  const { of, snapshotMiB } = await inProcess<PeerFigures>('duckdb');
  const folder = mkdtempSync(join(tmpdir(), 'kierto-bench-'));
  let thread: CountedFigures;
  try {
    await inProcess('county', folder);
    thread = await inProcess<CountedFigures>('thread', join(folder, 'data'));
  } finally {
    rmSync(folder, { recursive: true });
  }
  const proposals = `${PROPOSALS.toLocaleString('en')} proposals`;
  const beside = (way: Way, what: string) => [
    atMost(`${what}, two filters, ${proposals} / DuckDB, all cores`, of[way].ours, of[way].all, 'ms'),
    atMost('the same / DuckDB, one thread', of[way].ours, of[way].one, 'ms'),
  ];
  const events = `${thread.events.toLocaleString('en')} events`;
  return [
    ...beside('share', 'share accepted with its interval'),
    ...beside('byYear', 'share accepted by year'),
    ...beside('survival', 'Kaplan–Meier of the time to an answer'),
    ...beside('curves', 'all that a page of times shows / only its Kaplan–Meier'),
    atMost(`resident memory of a snapshot of ${proposals} / 1 GiB`, snapshotMiB, 1_024, 'MiB'),
    atMost(
      `snapshot of ${thread.proposals.toLocaleString('en')} proposals, ${events} / a minute`,
      thread.making,
      60,
      's',
    ),
    atMost('peak of resident memory of the process meanwhile / 1 GiB', thread.peakMiB, 1_024, 'MiB'),
    atMost('its growth / 512 MiB', thread.grownMiB, 512, 'MiB'),
    atMost(
      'event loop of the server meanwhile, 99th percentile / at rest',
      thread.delayMeanwhile,
      thread.delay,
      'ms',
      2,
    ),
    atMost('a figure with two filters, from question to answer / 100 ms', thread.figure, 100, 'ms'),
    atMost('the same after 100 new events / a second', thread.afterNews, 1_000, 'ms'),
    atMost('all shares at once, the texts of answers compared for the first time / a minute', thread.texts, 60, 's'),
    atMost('all shares at once, asked again / a second', thread.overview, 1_000, 'ms'),
    atMost(`export of ${thread.facts.toLocaleString('en')} facts / a minute`, thread.exportFacts, 60, 's'),
    atMost(`export of ${thread.waits.toLocaleString('en')} waits / a minute`, thread.exportWaits, 60, 's'),
  ];
}

const [, file, part, folder] = process.argv;
if (file === import.meta.filename) {
  const figures =
    part === 'duckdb' ? await besideDuckDb() : part === 'thread' ? await counted(folder!) : await county(folder!);
  process.send!(figures ?? {}, () => process.disconnect());
}
