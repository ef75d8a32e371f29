import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { type EventStore, type EventToAppend, openEventStore } from '#event-store';
import { type Context, followProof, openContext, ProofCheck } from '#use-cases';
import { openVault } from '#vault';
import { interleaved, printTable, type Row, rate, row } from './measure.ts';

/** What proving the log costs: the follower and the comparison beside a scan that parses each event, and appends beside appends without it. */

const stored = Number(process.env.BENCH_EVENTS ?? 100_000);
const appends = 20_000;
const callers = 64;
const eventsAnAppend = 500;

let made = 0;
function uuid(): string {
  made += 1;
  return `0197c2a4-7d11-7a3e-9c55-${made.toString(16).padStart(12, '0')}`;
}

/** About 400 bytes of JSON, as a proposal's events have. */
const event = (): EventToAppend => ({
  id: uuid(),
  type: 'ProposalSubmitted',
  data: {
    group: uuid(),
    unit: uuid(),
    origin: 'commission',
    commission: uuid(),
    kind: 'idea',
    answerWanted: 'decision',
  },
  metadata: {
    occurredOn: { from: '2024-03-05', to: '2024-03-05' },
    recordedAt: '2024-03-05T12:34:56.789Z',
    by: { post: 'head-of-service', organisation: 'county' },
    recordedBy: uuid(),
    command: uuid(),
    correlation: uuid(),
  },
});

async function opened<Answer>(use: (context: Context, folder: string) => Promise<Answer>): Promise<Answer> {
  const folder = mkdtempSync(join(tmpdir(), 'kierto-bench-'));
  const store = await openEventStore({ kind: 'sqlite', folder });
  const vault = await openVault({ kind: 'sqlite', folder });
  try {
    return await use(openContext(store, vault), folder);
  } finally {
    await store.close();
    await vault.close();
    rmSync(folder, { recursive: true });
  }
}

async function kept(folder: string, events: number): Promise<void> {
  while ((statSync(join(folder, 'proof', 'hashes'), { throwIfNoEntry: false })?.size ?? 0) < events * 8) await pause(5);
}

async function follow(context: Context, folder: string): Promise<void> {
  const following = await followProof(context, { folder, broken: fail });
  await kept(folder, stored);
  await following.stop();
}

function fail(sentence: string): never {
  throw new Error(sentence);
}

async function compare({ store, vault }: Context, folder: string): Promise<void> {
  const check = await ProofCheck.open({ store, vault }, { folder, given: [] });
  const subscription = store.subscribe({}, ({ events, texts, caughtUp }) => {
    const all = texts();
    for (const [index, one] of events.entries()) check.check(one, all[index]!);
    if (caughtUp) void subscription.stop();
  });
  await subscription.ended;
  const { misfits, report } = check.end();
  if (misfits.length > 0 || report.hashes !== stored) fail('The log does not fit its hashes.');
}

function scan(folder: string): void {
  const raw = new DatabaseSync(join(folder, 'log.sqlite'), { readOnly: true });
  let events = 0;
  for (const { data, metadata } of raw.prepare('SELECT data, metadata FROM events ORDER BY position').iterate())
    if (JSON.parse(data as string) && JSON.parse(metadata as string)) events += 1;
  raw.close();
  if (events !== stored) fail('The scan is not whole.');
}

async function append(store: EventStore): Promise<void> {
  let left = appends;
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (left-- > 0) await store.append(`proposal-${uuid()}`, [event()], 0);
    }),
  );
}

/** Appends a second, with somebody who follows the log or without. */
const appending = (follower: (context: Context, folder: string) => Promise<{ stop(): Promise<void> }>) =>
  opened(async (context, folder) => {
    const following = await follower(context, folder);
    const figure = await rate(appends, () => append(context.store));
    await following.stop();
    return figure;
  });

export async function run(): Promise<Row[]> {
  const figures = await opened(async (context, folder) => {
    const { store, vault } = context;
    for (let done = 0; done < stored; done += eventsAnAppend)
      await store.append(`proposal-${uuid()}`, Array.from({ length: eventsAnAppend }, event), 0);
    await follow(context, folder);
    return interleaved({
      async following() {
        // As of another log: it begins anew.
        await vault
          .progress('proof')
          .write(JSON.stringify({ checkpoint: { store: '', epoch: 1, position: '', event: '' } }));
        rmSync(join(folder, 'proof'), { recursive: true });
        return rate(stored, () => follow(context, folder));
      },
      comparing: () => rate(stored, () => compare(context, folder)),
      scanning: () => rate(stored, () => scan(folder)),
    });
  });
  const parsing = (context: Context) => Promise.resolve(context.store.subscribe({}, () => {}));
  const beside = await interleaved({
    followed: () => appending((context, folder) => followProof(context, { folder, broken: fail })),
    parsed: () => appending(parsing),
  });
  const said = `${stored.toLocaleString('en')} events`;
  return [
    row(
      `prove ${said}: link, keep and note / scan and parse them`,
      figures.following,
      figures.scanning,
      0.4,
      'events/s',
    ),
    row(`compare ${said} with their hashes / the same`, figures.comparing, figures.scanning, 0.4, 'events/s'),
    row(
      '64 callers append while the log is proved / while it is only followed',
      beside.followed,
      beside.parsed,
      0.85,
      'appends/s',
    ),
  ];
}

if (process.argv[1] === import.meta.filename) printTable(await run());
