import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EventStore, openEventStore } from '#event-store';
import type { Rights } from '#permissions';
import { allQueries, openReads, type Reads } from '#read-models';
import { type Context, importHistory, openContext, readLines } from '#use-cases';
import { openVault } from '#vault';

/** A line of a history file, as far as counting by hand needs it. */
export interface Line {
  readonly event?: string;
  readonly source?: string;
  readonly of: string;
  readonly on?: string;
  readonly decision?: string;
  readonly changed?: string;
  readonly group?: string;
  readonly unit?: string;
  readonly words?: Readonly<Record<string, string>>;
}

export const historyNamed = (name: string): string => join(import.meta.dirname, '../histories', `${name}.ndjson`);

export async function linesOf(name: string): Promise<readonly Line[]> {
  const text = await readFile(historyNamed(name), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

export const analystOf = (units: readonly string[] | 'all'): Rights => ({
  account: 'analyst-account',
  capacities: [{ kind: 'analyst', units, words: false }],
});

export interface As {
  readonly on: string;
  readonly knownOn?: string;
  readonly at: string;
}

/** An installation with what was brought in, of which figures are asked. */
export interface Counted {
  readonly context: Context;
  readonly store: EventStore;
  readonly reads: Reads;
  take(name: string): Promise<void>;
  /** Asks a query, again and again while its facts are being put together. */
  ask<Answer>(name: string, params?: object, reader?: Rights): Promise<{ readonly as: As; readonly answer: Answer }>;
  close(): Promise<void>;
}

const inCounting = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** @param today the day on which everything is asked */
export async function openCounted(today = '2026-11-22'): Promise<Counted> {
  const folder = await mkdtemp(join(tmpdir(), 'kierto-counted-'));
  const store = await openEventStore({ kind: 'sqlite', folder });
  const vault = await openVault({ kind: 'sqlite', folder });
  const reads = openReads({
    dataFolder: folder,
    store,
    vault,
    counting: { vault: { kind: 'sqlite', folder } },
    log: (sentence) => process.stderr.write(`${sentence}\n`),
  });
  const context = openContext(store, vault);
  return {
    context,
    store,
    reads,
    async take(name) {
      const { rejected } = await importHistory(context, readLines(createReadStream(historyNamed(name))));
      if (rejected > 0) throw new Error(`${rejected} lines of ${name} were rejected.`);
    },
    async ask(name, params = {}, reader = analystOf('all')) {
      const query = allQueries.find((one) => one.name === name)!;
      const head = await store.head();
      if (head) await reads.waitFor(head.position, 30_000, query.from);
      const handler = new (query.handler as new (of: Reads) => { execute(asked: object): Promise<never> })(reads);
      for (;;) {
        const found = await handler.execute(new query.query({ ...params }, { reader, today }));
        if (!('making' in found)) return found;
        await inCounting(50);
      }
    },
    async close() {
      await reads.close();
      await vault.close();
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
}
