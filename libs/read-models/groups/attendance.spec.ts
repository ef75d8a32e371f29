import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Counts, type People } from '../small-numbers.ts';
import { attendance, type Days, type Held, heldDuring, publishedAttendance } from './attendance.ts';

const threshold = 5;
const roles = ['client', 'staff', 'coordinator'] as const;
const dayOf = (number: number): string => new Date(Date.UTC(2026, 0, 1 + number)).toISOString().slice(0, 10);

const meetings: fc.Arbitrary<Held[]> = fc.array(
  fc.record({
    heldOn: fc.integer({ min: 0, max: 60 }).map(dayOf),
    present: fc.option(
      fc.dictionary(fc.constantFrom(...roles), fc.integer({ min: 0, max: 12 }), { noNullPrototype: true }),
      {
        nil: undefined,
      },
    ),
  }),
  { maxLength: 12 },
);
const seasons: fc.Arbitrary<Days[]> = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 60 }), fc.option(fc.integer({ min: 0, max: 30 })))
    .map(([from, length]) => ({ first: dayOf(from), last: length === null ? undefined : dayOf(from + length) })),
  { minLength: 1, maxLength: 4 },
);

const tablesOf = (all: readonly Days[], held: readonly Held[], today: string): People[] =>
  all.map((season) =>
    publishedAttendance(
      season,
      all.filter((other) => other !== season),
      held,
      today,
      threshold,
    ),
  );

/**
 * What the tables say of the unknown numbers, one for each meeting and role: rows of coefficients, the last of them the sum.
 * A withheld number is in no equation but that of the total.
 */
function equations(all: readonly Days[], tables: readonly People[], held: readonly Held[]): number[][] {
  const index = (meeting: Held, role: string) => held.indexOf(meeting) * roles.length + roles.indexOf(role as 'client');
  const row = (season: Days, ofRoles: readonly string[], sum: number) => {
    const coefficients = Array(held.length * roles.length + 1).fill(0) as number[];
    for (const meeting of heldDuring(season, held)) for (const role of ofRoles) coefficients[index(meeting, role)] = 1;
    coefficients[coefficients.length - 1] = sum;
    return coefficients;
  };
  return tables.flatMap((table, at) => {
    if ('withheld' in table) return [];
    const shown = roles.flatMap((role) => {
      const number = table.byRole[role] ?? 0;
      return number === 'withheld' ? [] : [row(all[at]!, [role], number)];
    });
    return [row(all[at]!, roles, table.total), ...shown];
  });
}

/** The unknowns that the equations determine, by reducing them as far as that goes. */
function determined(rows: number[][]): Map<number, number> {
  const left = rows.map((row) => [...row]);
  const done: number[][] = [];
  const width = (rows[0]?.length ?? 1) - 1;
  for (let column = 0; column < width; column += 1) {
    const at = left.findIndex((row) => Math.abs(row[column]!) > 1e-9);
    if (at < 0) continue;
    const [pivot] = left.splice(at, 1) as [number[]];
    const unit = pivot.map((value) => value / pivot[column]!);
    const without = (row: number[]) => row.map((value, index) => value - row[column]! * unit[index]!);
    for (const list of [left, done]) for (const [index, row] of list.entries()) list[index] = without(row);
    done.push(unit);
  }
  const known = new Map<number, number>();
  for (const row of done) {
    const unknowns = row.slice(0, width).flatMap((value, index) => (Math.abs(value) > 1e-9 ? [index] : []));
    if (unknowns.length === 1) known.set(unknowns[0]!, row[width]!);
  }
  return known;
}

describe('the attendance of a season', () => {
  it('counts what was recorded of the meetings that certainly fell into it', () => {
    const held: Held[] = [
      { heldOn: '2026-02-03', present: { client: 5, staff: 1 } },
      { heldOn: '2026-02', present: { client: 4 } },
      { heldOn: '2026-02-20' },
      { heldOn: '2026-01/2026-02', present: { client: 9 } },
      { present: { client: 9 } },
    ];
    const season = { first: '2026-02-01', last: '2026-02-28' };
    expect(attendance(heldDuring(season, held))).toEqual({ byRole: { client: 9, staff: 1 }, total: 10 });
    expect(heldDuring({ first: undefined, last: undefined }, held)).toEqual([]);
  });

  it('is small where on average few were there, however often they came', () => {
    const weekly = (present: Counts): Held[] =>
      Array.from({ length: 10 }, (_none, week) => ({ heldOn: dayOf(week * 7), present }));
    const season = { first: dayOf(0), last: dayOf(100) };
    expect(
      publishedAttendance(season, [], weekly({ client: 6, staff: 4, coordinator: 3 }), dayOf(200), threshold),
    ).toEqual({
      byRole: { client: 60, staff: 'withheld', coordinator: 'withheld' },
      total: 130,
    });
    expect(publishedAttendance(season, [], weekly({ client: 4 }), dayOf(200), threshold)).toEqual({ withheld: true });
  });

  it('is told when the season is over, and when no other overlaps with it', () => {
    const held: Held[] = [{ heldOn: dayOf(3), present: { client: 9 } }];
    const season = { first: dayOf(0), last: dayOf(10) };
    const told = (others: Days[], today: string) => publishedAttendance(season, others, held, today, threshold);
    expect(told([], dayOf(11))).toEqual({ byRole: { client: 9 }, total: 9 });
    expect(told([], dayOf(10))).toEqual({ withheld: true });
    expect(told([{ first: dayOf(10), last: undefined }], dayOf(11))).toEqual({ withheld: true });
    expect(told([{ first: dayOf(11), last: undefined }], dayOf(11))).toMatchObject({ total: 9 });
    expect(publishedAttendance({ first: dayOf(0), last: undefined }, [], held, dayOf(90), threshold)).toEqual({
      withheld: true,
    });
  });

  it('tells together with all others of no small number at a meeting', () => {
    let seen = 0;
    fc.assert(
      fc.property(seasons, meetings, fc.integer({ min: 0, max: 120 }).map(dayOf), (all, held, today) => {
        const known = determined(equations(all, tablesOf(all, held, today), held));
        for (const [unknown, value] of known) {
          const number = Math.round(value);
          const meeting = held[Math.floor(unknown / roles.length)]!;
          const truth = meeting.present?.[roles[unknown % roles.length]!] ?? 0;
          seen += 1;
          expect(Math.abs(number - truth)).toBe(0);
          expect(truth === 0 || truth >= threshold).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
    expect(seen).toBeGreaterThan(0);
  });
});
