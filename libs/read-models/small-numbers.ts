import { type Static, Type } from 'typebox';

/** How many people of each role; a role that is not named counts nobody. */
export type Counts = Readonly<Record<string, number>>;

export const People = Type.Union(
  [
    Type.Object({
      byRole: Type.Record(Type.String(), Type.Union([Type.Integer(), Type.Literal('withheld')])),
      total: Type.Integer(),
    }),
    Type.Object({ withheld: Type.Literal(true) }),
  ],
  {
    description:
      'People by role, and together. Who does not belong to the group’s circle is not told small numbers, nor what they could be reckoned from.',
  },
);
export type People = Static<typeof People>;

export const withheld: People = { withheld: true };

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

/** All numbers, for the group's own circle. */
export const counted = (counts: Counts): People => ({ byRole: { ...counts }, total: sum(Object.values(counts)) });

/**
 * One table of people by role as it is shown outside the group's circle.
 *
 * A number under the threshold is withheld. Those that are withheld are known together, as the total less what is shown, so
 * further numbers are withheld, the smallest first and equal ones with each other, until what is withheld is safe (`isSafe`).
 * Where it never is, the whole table is withheld.
 *
 * Nobody is a number that is shown, because it tells of nobody. A threshold of two would withhold ones only, and so tell them:
 * three is taken instead.
 *
 * Thus even who knows this method finds at least two values for each number that is withheld: where the numbers differ, they may
 * also stand the other way round; where all are equal, one may be one less and another one more, and still be small.
 *
 * This guards one table. Which tables are shown is decided where they are made, so that no two of them count the same people and
 * would tell by their difference: one of the members, one of each season that is over and overlaps with no other, none of
 * a meeting. Accepted is that a table that is read again, after somebody has joined or a meeting was entered late, differs by
 * just that.
 * @param threshold numbers below it are small; 0 and 1: none is
 */
export function published(counts: Counts, threshold: number): People {
  const least = threshold === 2 ? 3 : threshold;
  const positive = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .sort(([, one], [, other]) => one - other);
  if (positive.every(([, count]) => count >= least)) return counted(counts);
  const total = sum(positive.map(([, count]) => count));
  let border = 0;
  for (const [, count] of positive) {
    if (count < least || !isSafe(upTo(border), least)) border = count;
  }
  if (!isSafe(upTo(border), least)) return withheld;
  return {
    byRole: Object.fromEntries(
      Object.entries(counts).map(([role, count]) => [role, count > 0 && count <= border ? 'withheld' : count]),
    ),
    total,
  };

  function upTo(value: number): number[] {
    return positive.map(([, count]) => count).filter((count) => count <= value);
  }
}

/**
 * Withheld numbers are known to be one at least and are known together: they must be several and no small number together, and
 * not what they would be if all were the smallest or all the largest of the small.
 */
function isSafe(numbers: readonly number[], threshold: number): boolean {
  const { length } = numbers;
  const together = sum(numbers);
  return length > 1 && together >= threshold && together !== length && together !== length * (threshold - 1);
}
