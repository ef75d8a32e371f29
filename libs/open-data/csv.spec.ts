import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { hostileRows, hostileTexts, madeUp, plainRows, textOf } from '../../test/open-data-table.ts';
import { toCsv } from './csv.ts';

describe('a table as CSV', () => {
  it('has a row for the names, one for each row, and nothing where nothing is recorded', async () => {
    expect(await textOf(toCsv(madeUp(plainRows)))).toBe(
      `id,decision,rounds,share,closed,submitted,season,text
a-1,accepted,1,0.25,TRUE,2024-02-29,2023,plain
a-2,rejected,3,-1.5,FALSE,2015-01-01,2015,
a-3,,0,,,,,
`,
    );
  });

  it('opens in Excel where settings are Finnish: semicolons, decimal commas and the mark of UTF-8', async () => {
    expect(await textOf(toCsv(madeUp(plainRows), 'excel'))).toBe(
      '\uFEFFid;decision;rounds;share;closed;submitted;season;text\r\n' +
        'a-1;accepted;1;0,25;TRUE;2024-02-29;2023;plain\r\n' +
        'a-2;rejected;3;-1,5;FALSE;2015-01-01;2015;\r\n' +
        'a-3;;0;;;;;\r\n',
    );
  });

  it('gives every text back as it was, to a program', async () => {
    const rows: string[][] = parse(await textOf(toCsv(madeUp(hostileRows))));
    expect(rows.slice(1).map((row) => row[7])).toEqual(hostileTexts);
  });

  it('has an apostrophe before whatever a spreadsheet would compute', async () => {
    const rows: string[][] = parse(await textOf(toCsv(madeUp(hostileRows), 'excel')), { delimiter: ';', bom: true });
    const texts = rows.slice(1).map((row) => row[7]!);
    const dangerous = hostileTexts.slice(0, 8);
    expect(texts).toEqual([...dangerous.map((text) => `'${text}`), ...hostileTexts.slice(8)]);
  });

  it('guards an id that begins with a dash, and no negative number', async () => {
    const text = await textOf(toCsv(madeUp([['-a', null, -2, -0.5, null, null, null, null]]), 'excel'));
    expect(text.split('\r\n')[1]).toBe("'-a;;-2;-0,5;;;;");
  });

  it('has no U+0000, where many programs would stop', async () => {
    const text = await textOf(toCsv(madeUp([['n', null, 1, null, null, null, null, 'before\0after']])));
    expect(text).toContain('before\uFFFDafter');
  });

  it('comes in pieces, so that no table is in memory whole', async () => {
    function* many() {
      for (let index = 0; index < 2500; index++) yield [`m-${index}`, null, index, null, null, null, null, null];
    }
    const pieces: string[] = [];
    for await (const piece of toCsv(madeUp(many()))) pieces.push(piece);
    expect(pieces).toHaveLength(4);
    expect(pieces.join('').split('\n')).toHaveLength(2502);
  });

  it.each([
    ['a word where a number belongs', ['a', null, 'one', null, null, null, null, null], 'rounds'],
    ['half of an integer', ['a', null, 0.5, null, null, null, null, null], 'rounds'],
    ['an integer that R has not', ['a', null, 2 ** 31, null, null, null, null, null], 'rounds'],
    ['what is no number', ['a', null, 1, Number.NaN, null, null, null, null], 'share'],
    ['what has no end', ['a', null, 1, Number.POSITIVE_INFINITY, null, null, null, null], 'share'],
    ['a day without its month', ['a', null, 1, null, null, '2024', null, null], 'submitted'],
    ['a code that nobody explained', ['a', 'perhaps', 1, null, null, null, null, null], 'decision'],
    ['nothing where something must be', [null, null, 1, null, null, null, null, null], 'id'],
  ])('is not written with %s', async (_, row, column) => {
    await expect(textOf(toCsv(madeUp([row])))).rejects.toThrow(`column ${column}`);
  });

  it('is not written when two columns have one name', async () => {
    const table = madeUp([]);
    const twice = { ...table, columns: [...table.columns, table.columns[0]!] };
    await expect(textOf(toCsv(twice))).rejects.toThrow('Two columns of made-up have the same name.');
  });

  it('is not written with a row that has a cell too few', async () => {
    await expect(textOf(toCsv(madeUp([['a']])))).rejects.toThrow('Row 1 of made-up has 1 cells');
  });
});
