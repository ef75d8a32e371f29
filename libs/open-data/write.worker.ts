import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import type { Job, Said } from './in-thread.ts';
import type { Table, Value } from './table.ts';
import type { Format } from './table-schema.ts';

const port = parentPort!;
const { format, dialect, about, citation, shapes } = workerData as Job;

/** Says something and waits for what comes back, one at a time. */
async function told(said: Said): Promise<Value[][]> {
  const answer = once(port, 'message');
  port.postMessage(said);
  return ((await answer) as [Value[][]])[0];
}

async function* rowsOf(table: number): AsyncGenerator<Value[]> {
  for (;;) {
    const rows = await told({ more: table });
    if (rows.length === 0) return;
    yield* rows;
  }
}

async function* encoded(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const text of texts) yield encoder.encode(text);
}

/** What writes a format is loaded for those who want it. */
const writers: Readonly<Record<Format, (tables: readonly [Table]) => AsyncGenerator<Uint8Array>>> = {
  async *csv([table]) {
    const { toCsv } = await import('./csv.ts');
    yield* encoded(toCsv(table, dialect));
  },
  async *json([table]) {
    const { toJson } = await import('./json.ts');
    yield* encoded(toJson(table));
  },
  async *parquet([table]) {
    const { toParquet } = await import('./parquet.ts');
    yield* toParquet(table, about);
  },
  async *xlsx(tables) {
    const { toXlsx } = await import('./xlsx.ts');
    yield await toXlsx(tables, citation);
  },
};

try {
  const tables = shapes.map((shape, index) => ({ ...shape, rows: rowsOf(index) }));
  for await (const piece of writers[format](tables as unknown as readonly [Table])) await told({ piece });
  port.postMessage({ end: true } satisfies Said);
} catch (error) {
  const { message } = error as Error;
  port.postMessage({ failed: { name: (error as Error).constructor.name, message } } satisfies Said);
}
