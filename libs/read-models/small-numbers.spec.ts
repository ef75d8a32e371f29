import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Counts, counted, type People, published } from './small-numbers.ts';

const roles = ['client', 'staff', 'partner', 'expert', 'coordinator', 'researcher'] as const;
const tables = fc.dictionary(fc.constantFrom(...roles), fc.integer({ min: 0, max: 30 }), { noNullPrototype: true });
const thresholds = fc.integer({ min: 2, max: 10 });

const shownIn = (people: People): Readonly<Record<string, number | 'withheld'>> =>
  'withheld' in people ? {} : people.byRole;

/** Every table of so many roles with numbers up to a most. */
function* allTables(width: number, most: number): Generator<Counts> {
  for (let n = 0; n < (most + 1) ** width; n += 1) {
    const numbers = roles
      .slice(0, width)
      .map((role, index) => [role, Math.floor(n / (most + 1) ** index) % (most + 1)]);
    yield Object.fromEntries(numbers.filter(([, count]) => count !== 0));
  }
}

describe('small numbers of people', () => {
  it('are all told to the circle of the group', () => {
    expect(counted({ client: 6, staff: 1 })).toEqual({ byRole: { client: 6, staff: 1 }, total: 7 });
  });

  it.each<[string, Counts, People]>([
    ['there are none', { client: 6, staff: 5 }, { byRole: { client: 6, staff: 5 }, total: 11 }],
    ['nobody is there', { client: 6, staff: 0 }, { byRole: { client: 6, staff: 0 }, total: 6 }],
    [
      'two of them are no small number together',
      { client: 8, staff: 3, expert: 4 },
      { byRole: { client: 8, staff: 'withheld', expert: 'withheld' }, total: 15 },
    ],
    [
      'one alone would follow from the total, so that the smallest other goes with it',
      { client: 8, staff: 3, partner: 6 },
      { byRole: { client: 8, staff: 'withheld', partner: 'withheld' }, total: 17 },
    ],
    [
      'two together are a small number',
      { client: 8, staff: 2, partner: 6, expert: 1 },
      { byRole: { client: 8, staff: 'withheld', partner: 'withheld', expert: 'withheld' }, total: 17 },
    ],
    [
      'equal ones go together, so that none is chosen for its name',
      { client: 6, staff: 3, partner: 6, expert: 9 },
      { byRole: { client: 'withheld', staff: 'withheld', partner: 'withheld', expert: 9 }, total: 24 },
    ],
    ['one role is all there is', { client: 3 }, { withheld: true }],
    ['all together are few', { client: 2, staff: 1 }, { withheld: true }],
    ['all are ones', { client: 1, staff: 1, partner: 1, expert: 1, coordinator: 1 }, { withheld: true }],
  ])('when %s', (_when, counts, people) => {
    expect(published(counts, 5)).toEqual(people);
  });

  it('are none where the organisation says so', () => {
    for (const threshold of [0, 1])
      expect(published({ client: 1, staff: 2 }, threshold)).toEqual(counted({ client: 1, staff: 2 }));
  });

  it('are never shown, and everything shown is so', () => {
    fc.assert(
      fc.property(tables, thresholds, (counts, threshold) => {
        const people = published(counts, threshold);
        for (const [role, shown] of Object.entries(shownIn(people))) {
          if (shown === 'withheld') continue;
          expect(shown).toBe(counts[role]);
          expect(shown === 0 || shown >= threshold).toBe(true);
        }
      }),
    );
  });

  it('cannot be reckoned from the others and the total, nor can a small number of people be made of several', () => {
    fc.assert(
      fc.property(tables, thresholds, (counts, threshold) => {
        const people = published(counts, threshold);
        if ('withheld' in people) return;
        const shown = Object.values(people.byRole);
        const hidden = shown.filter((one) => one === 'withheld').length;
        if (hidden === 0) return;
        const together = people.total - shown.reduce<number>((sum, one) => sum + (one === 'withheld' ? 0 : one), 0);
        // Each is one at least and known only in the sum: of the least and the most that one can be, the most is more.
        expect(together - (hidden - 1)).toBeGreaterThan(1);
        expect(together).toBeGreaterThanOrEqual(threshold);
      }),
    );
  });

  it.each([
    [2, 14],
    [3, 10],
    [4, 7],
  ])('of %i roles are not found by somebody who knows the method and tries every table', (width, most) => {
    for (const threshold of [2, 3, 5, 6]) {
      const tablesShownAs = Map.groupBy(allTables(width, most), (counts) => {
        const people = published(counts, threshold);
        return JSON.stringify(
          'withheld' in people ? people : [people.total, roles.map((role) => people.byRole[role] ?? 0)],
        );
      });
      const found = [...tablesShownAs].flatMap(([shown, possible]) =>
        roles.slice(0, width).filter((role) => {
          const people = published(possible[0]!, threshold);
          const isHidden = 'withheld' in people || people.byRole[role] === 'withheld';
          return isHidden && new Set(possible.map((counts) => counts[role] ?? 0)).size === 1 && shown;
        }),
      );
      expect({ threshold, found }).toEqual({ threshold, found: [] });
    }
  });
});
