import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { decidimRows, type RowRead } from './decidim-rows.ts';

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function rowsOf(text: string | Uint8Array, size = 1_000): Promise<object[]> {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const rows: object[] = [];
  for await (const row of decidimRows(inPieces(bytes, size)) as AsyncIterable<RowRead>)
    rows.push('cells' in row ? { line: row.line, cells: Object.fromEntries(row.cells) } : row);
  return rows;
}
const row = (line: number, cells: object) => ({ line, cells });

describe('rows of CSV', () => {
  it.each([';', ',', '\t', '|'])('are read with %j between their cells', async (sign) => {
    const text = `id${sign}title/fi${sign}votes\n1${sign}"A; b, c\t| d"${sign}\n`;
    expect(await rowsOf(text)).toEqual([
      { columns: ['id', 'title/fi', 'votes'] },
      row(2, { id: '1', 'title/fi': 'A; b, c\t| d' }),
    ]);
  });

  it('are read behind a byte order mark, with any ends of lines and with lines in their texts', async () => {
    expect(await rowsOf('\uFEFFid;title\r\n1;"a\r\n""b"""\r\n\r\n2;c\n')).toEqual([
      { columns: ['id', 'title'] },
      row(2, { id: '1', title: 'a\n"b"' }),
      row(5, { id: '2', title: 'c' }),
    ]);
  });

  it('are the same however the bytes come in', async () => {
    const text = '\uFEFFid;title\n1;"äö\n→ 😀"\n2;å\n';
    const whole = await rowsOf(text);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 20 }), async (size) => {
        expect(await rowsOf(text, size)).toEqual(whole);
      }),
    );
  });

  it('lose the apostrophe that guards a spreadsheet, and no other', async () => {
    expect(await rowsOf("id;title\n1;'=1+1\n2;'quoted'\n")).toMatchObject([
      {},
      { cells: { title: '=1+1' } },
      { cells: { title: "'quoted'" } },
    ]);
  });

  it('that are broken are told with their lines, and the others are read', async () => {
    expect(await rowsOf('id;title\n1\n2;a;b\n3;"c"d\n4;e\n')).toEqual([
      { columns: ['id', 'title'] },
      { line: 2, problem: 'has 1 cells where there are 2 columns' },
      { line: 3, problem: 'has 3 cells where there are 2 columns' },
      row(4, { id: '3', title: '"c"d' }),
      row(5, { id: '4', title: 'e' }),
    ]);
  });

  it('are read up to a text that does not end', async () => {
    const told = { line: 3, problem: 'begins a text in quotes that does not end; nothing after it could be read' };
    expect(await rowsOf('id;title\n1;a\n2;"b\n3;c\n')).toEqual([
      { columns: ['id', 'title'] },
      row(2, { id: '1', title: 'a' }),
      told,
    ]);
    const large = `id;title\n1;a\n2;"${'b\n'.repeat(3_000_000)}";\n3;c\n`;
    expect(await rowsOf(large, 65_536)).toEqual([{ columns: ['id', 'title'] }, row(2, { id: '1', title: 'a' }), told]);
  });

  it('that are no text are rubbish, not an error', async () => {
    const rows = await rowsOf(Uint8Array.from({ length: 1_000 }, (_, index) => (index * 7) % 256));
    expect(rows.length).toBeGreaterThan(0);
  });
});

describe('rows of JSON', () => {
  it('are objects of a list, named as columns are, whatever lies in their texts', async () => {
    const text = JSON.stringify(
      [
        { id: 1, title: { fi: 'A } " { ] \\', sv: null }, urls: ['a', 'b'], withdrawn: false },
        { id: 2, title: { machine_translations: { en: 'B' } }, 'new': {} },
      ],
      undefined,
      1,
    );
    expect(await rowsOf(text, 7)).toEqual([
      { columns: ['id', 'title/fi', 'title/sv', 'urls', 'withdrawn'] },
      row(2, { id: '1', 'title/fi': 'A } " { ] \\', urls: 'a, b', withdrawn: 'false' }),
      { columns: ['title/machine_translations/en'] },
      row(14, { id: '2', 'title/machine_translations/en': 'B' }),
    ]);
  });

  it('that are broken, endless or deep are told or flattened, and the others are read', async () => {
    const long = `{"id":"${'x'.repeat(5_000_000)}"}`;
    expect(await rowsOf(`[{"id":1},{"id":},\n${long},{"id":2},\n{"id":3`, 65_536)).toEqual([
      { columns: ['id'] },
      row(1, { id: '1' }),
      { line: 1, problem: 'is not JSON' },
      { line: 2, problem: 'is longer than 4194304 characters' },
      row(2, { id: '2' }),
      { line: 3, problem: 'is not JSON' },
    ]);
    const deep = `${'{"a":'.repeat(2_000)}1${'}'.repeat(2_000)}`;
    const [, one] = await rowsOf(`[${deep}]`);
    expect(Object.keys((one as { cells: object }).cells)).toEqual(['a/a/a/a/a']);
  });
});

describe('a file with nothing in it', () => {
  it.each(['', '\n\n', '\uFEFF', '[]', '[\n]'])('has no rows: %j', async (text) => {
    expect(await rowsOf(text)).toEqual([]);
  });
});
