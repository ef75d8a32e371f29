import type { Citation, Column, Table, Value } from '#open-data';

const columns: readonly Column[] = [
  { name: 'id', type: 'string', title: 'Id', description: 'Which one it is.', required: true },
  {
    name: 'decision',
    type: 'string',
    title: 'Decision',
    description: 'What was answered.',
    codes: { accepted: 'yes', rejected: 'no' },
  },
  { name: 'rounds', type: 'integer', title: 'Rounds', description: 'How often it was asked.', required: true },
  { name: 'share', type: 'number', title: 'Share', description: 'A part of one.' },
  { name: 'closed', type: 'boolean', title: 'Closed', description: 'Whether the loop is closed.' },
  { name: 'submitted', type: 'date', title: 'Submitted', description: 'The day it was submitted.' },
  { name: 'season', type: 'year', title: 'Season', description: 'The year it began.' },
  { name: 'text', type: 'string', title: 'Text', description: 'Anything at all.', missing: 'nothing was said' },
];

/** A table that means nothing and has every type. */
export const madeUp = (rows: Table['rows']): Table => ({
  name: 'made-up',
  title: 'Made up',
  description: 'Rows for trying the formats.',
  columns,
  key: 'id',
  rows,
});

export const plainRows: readonly (readonly Value[])[] = [
  ['a-1', 'accepted', 1, 0.25, true, '2024-02-29', 2023, 'plain'],
  ['a-2', 'rejected', 3, -1.5, false, '2015-01-01', 2015, null],
  ['a-3', null, 0, null, null, null, null, undefined],
];

/** Texts with which files of tables have been broken, and those who open them. */
export const hostileTexts: readonly string[] = [
  '=HYPERLINK("http://example.org";"click")',
  '+1+1',
  '-2+3',
  '@SUM(A1)',
  '\tcmd',
  '\rcmd',
  '\n=1+1',
  '＝1+1',
  'a "quoted" word',
  'a, b; c\td',
  'two\nlines',
  'two\r\nlines',
  'only\rcarriage',
  ' spaces before and after ',
  "'apostrophe",
  '👩‍🔧 työ ja åäö',
  '<b>&amp;</b>',
  '0012',
  'NA',
  'null',
  'x'.repeat(40_000),
];

export const hostileRows: readonly (readonly Value[])[] = hostileTexts.map((text, index) => [
  `h-${String(index).padStart(2, '0')}`,
  'accepted',
  index,
  index / 2,
  true,
  '2024-05-01',
  2024,
  text,
]);

export const citation: Citation = {
  organisation: 'A county that does not exist',
  title: 'Made up',
  on: '2026-06-30',
  knownOn: '2026-07-31',
  position: '1234',
  event: '0197c2a4-7d11-7a3e-9c55-0b1f6f2f6a10',
  store: '6f1c0a52-1f2e-4b52-9d1c-9c0d4c1b2a30',
  software: 'Kierto',
  version: '0.1.0',
  retrievedOn: '2026-11-22',
  url: 'https://kierto.example/api/influence/facts.csv?on=2026-06-30&at=1234',
};

export async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

export async function bytesOf(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const piece of pieces) parts.push(piece);
  return Buffer.concat(parts);
}
