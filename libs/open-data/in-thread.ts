import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Citation } from './citation.ts';
import type { DialectName } from './csv.ts';
import type { Table, TableShape, Value } from './table.ts';
import type { Format } from './table-schema.ts';
import { WorkbookTooBig } from './xlsx.ts';

/** How tables are to be written. Only a workbook takes several, and only it has a citation inside. */
export interface Order {
  readonly format: Format;
  readonly dialect: DialectName;
  readonly about: Readonly<Record<string, string>>;
  readonly citation: Citation;
}

/** What the thread is begun with. */
export interface Job extends Order {
  readonly shapes: readonly TableShape[];
}

/** What the thread says: it wants rows of a table, it has written a piece, it has ended, or it cannot go on. */
export type Said =
  | { readonly more: number }
  | { readonly piece: Uint8Array }
  | { readonly end: true }
  | { readonly failed: { readonly name: string; readonly message: string } };

const rowsAtATime = 250;

/** Rows in handfuls; each is its own, for it is on its way while the next is made. */
async function* handfuls(rows: Table['rows']): AsyncGenerator<Value[][], undefined> {
  let some: Value[][] = [];
  for await (const row of rows) {
    if (some.push([...row]) < rowsAtATime) continue;
    yield some;
    some = [];
  }
  yield some;
}

function thrown({ name, message }: { readonly name: string; readonly message: string }): Error {
  if (name === WorkbookTooBig.name) return new WorkbookTooBig(message);
  return name === 'TypeError' ? new TypeError(message) : new Error(message);
}

/**
 * Writes tables in a thread of its own, so that whoever serves others goes on serving. Rows are asked for no faster than pieces are taken;
 * when nobody takes more, the thread ends.
 * @throws TypeError when a value does not fit its column
 * @throws WorkbookTooBig
 */
export async function* writeInThread(tables: readonly Table[], order: Order): AsyncGenerator<Uint8Array> {
  const shapes = tables.map(({ rows: _, ...shape }) => shape);
  const worker = new Worker(new URL('./write.worker.ts', import.meta.url), {
    workerData: { ...order, shapes } satisfies Job,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 64 },
  });
  const sources = tables.map(({ rows }) => handfuls(rows));
  try {
    for (;;) {
      const [said] = (await once(worker, 'message')) as [Said];
      if ('end' in said) return;
      if ('failed' in said) throw thrown(said.failed);
      if ('piece' in said) yield said.piece;
      const rows = 'more' in said ? ((await sources[said.more]!.next()).value ?? []) : [];
      worker.postMessage(rows);
    }
  } finally {
    await Promise.all([worker.terminate(), ...sources.map((source) => source.return(undefined))]);
  }
}
