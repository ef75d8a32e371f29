import { describe, expect, it } from '@jest/globals';
import { distinct } from './distinct.ts';

describe('names in a table', () => {
  it('stand in their order, and tell apart what is called the same', () => {
    const all = [
      { name: 'Äitiysneuvola', id: 'ä' },
      { name: 'Ei kirjattu', id: 'none' },
      { name: 'Neuvola', id: 'n' },
      { name: 'Aikuissosiaalityö', id: 'espoo' },
      { name: 'Aikuissosiaalityö', id: 'jyvaskyla' },
    ];
    expect(distinct(all, 'fi').map(({ name }) => name)).toEqual([
      'Aikuissosiaalityö (espoo)',
      'Aikuissosiaalityö (jyvaskyla)',
      'Neuvola',
      'Äitiysneuvola',
      'Ei kirjattu',
    ]);
  });
});
