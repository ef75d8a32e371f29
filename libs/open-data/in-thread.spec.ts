import { describe, expect, it } from '@jest/globals';
import { bytesOf, citation, hostileRows, madeUp, plainRows, textOf } from '../../test/open-data-table.ts';
import { toCsv } from './csv.ts';
import { type Order, writeInThread } from './in-thread.ts';
import { toJson } from './json.ts';
import { toParquet } from './parquet.ts';
import { WorkbookTooBig } from './xlsx.ts';

const order = (format: Order['format'], more: Partial<Order> = {}): Order => ({
  format,
  dialect: 'plain',
  about: {},
  citation,
  ...more,
});
const rows = [...plainRows, ...hostileRows];
const inThread = (one: Order) => bytesOf(writeInThread([madeUp(rows)], one));

describe('a table that is written in a thread of its own', () => {
  it('is the same bytes as without', async () => {
    expect((await inThread(order('csv'))).toString()).toBe(await textOf(toCsv(madeUp(rows))));
    expect((await inThread(order('csv', { dialect: 'excel' }))).toString()).toBe(
      await textOf(toCsv(madeUp(rows), 'excel')),
    );
    expect((await inThread(order('json'))).toString()).toBe(await textOf(toJson(madeUp(rows))));
    const about = { position: '1234' };
    expect((await inThread(order('parquet', { about }))).equals(await bytesOf(toParquet(madeUp(rows), about)))).toBe(
      true,
    );
  });

  it('is a workbook when one is asked for', async () => {
    expect((await inThread(order('xlsx'))).subarray(0, 2).toString()).toBe('PK');
  });

  it('asks for no more rows than somebody takes, and lets their source go when nobody does', async () => {
    const seen = { rows: 0, ended: false };
    async function* endless() {
      try {
        for (;;) {
          seen.rows++;
          yield plainRows[0]!;
        }
      } finally {
        seen.ended = true;
      }
    }
    let pieces = 0;
    for await (const _ of writeInThread([madeUp(endless())], order('csv'))) if (++pieces === 3) break;
    expect(seen.ended).toBe(true);
    expect(seen.rows).toBeLessThan(5000);
  });

  it('fails as it would without', async () => {
    await expect(bytesOf(writeInThread([madeUp([['a']])], order('csv')))).rejects.toThrow(
      new TypeError('Row 1 of made-up has 1 cells where there are 8 columns.'),
    );
    function* endless() {
      for (;;) yield plainRows[0]!;
    }
    await expect(bytesOf(writeInThread([madeUp(endless())], order('xlsx')))).rejects.toBeInstanceOf(WorkbookTooBig);
  });

  it('fails with what its rows fail with', async () => {
    async function* broken() {
      yield plainRows[0]!;
      throw new RangeError('The rows have gone.');
    }
    await expect(bytesOf(writeInThread([madeUp(broken())], order('json')))).rejects.toThrow('The rows have gone.');
  });
});
