import { describe, expect, it } from '@jest/globals';
import { flag, problemsOf, shape } from './shape.ts';

const said = shape({ loudly: flag }, { text: 10 });

describe('what is wrong with facts and words', () => {
  it('names the fields that nobody declared', () => {
    expect(problemsOf(said, { loudly: true, quietly: true }, { txet: 'Hei' })).toEqual([
      { field: 'quietly', problem: 'is not a field of this event' },
      { field: 'words.txet', problem: 'is not a text of this event' },
    ]);
  });

  it('repeats no sentence that stands where a name should', () => {
    const problems = problemsOf(said, { loudly: true, 'Matti sanoi sen': 1 }, { 'Äiti kuuli': 'Hei' });
    expect(problems.map(({ field }) => field)).toEqual(['', 'words']);
    expect(JSON.stringify(problems)).not.toMatch(/Matti|Äiti/);
  });
});
