import { describe, expect, it } from '@jest/globals';
import { hostileRows, hostileTexts, madeUp, plainRows, textOf } from '../../test/open-data-table.ts';
import { toJson } from './json.ts';

describe('a table as JSON', () => {
  it('is a list of objects that all have every name', async () => {
    expect(JSON.parse(await textOf(toJson(madeUp(plainRows))))).toEqual([
      {
        id: 'a-1',
        decision: 'accepted',
        rounds: 1,
        share: 0.25,
        closed: true,
        submitted: '2024-02-29',
        season: 2023,
        text: 'plain',
      },
      {
        id: 'a-2',
        decision: 'rejected',
        rounds: 3,
        share: -1.5,
        closed: false,
        submitted: '2015-01-01',
        season: 2015,
        text: null,
      },
      { id: 'a-3', decision: null, rounds: 0, share: null, closed: null, submitted: null, season: null, text: null },
    ]);
  });

  it('gives every text back as it was', async () => {
    const given = [...hostileRows, ['h-99', null, 1, null, null, null, null, 'before\0after']];
    const read = JSON.parse(await textOf(toJson(madeUp(given)))) as { text: string }[];
    expect(read.map(({ text }) => text)).toEqual([...hostileTexts, 'before\0after']);
  });

  it('is an empty list when there is nothing', async () => {
    expect(JSON.parse(await textOf(toJson(madeUp([]))))).toEqual([]);
  });
});
