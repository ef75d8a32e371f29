import { dayNumber } from '#domain/occurred-on';
import { waitedFor } from '#domain/owed';
import { noDay } from './columns.ts';
import { type Dated, dated, type Snapshot, waitColumn } from './snapshot.ts';

/** Whether a step came within a year; `perhaps`: only two days are known between which it came, and they reach beyond the year. */
export type Within = 'certainly' | 'perhaps';

/** Undefined: it did not come within the year, or nobody wrote down when it came. */
function within(snapshot: Snapshot, row: number, step: Dated, year: number): Within | undefined {
  const [first, last] = [snapshot.days[step][0][row]!, snapshot.days[step][1][row]!];
  const [from, to] = [dayNumber(`${year}-01-01`), dayNumber(`${year}-12-31`)];
  if (first === noDay || last < from || first > to) return undefined;
  return first >= from && last <= to ? 'certainly' : 'perhaps';
}

/** Of a thing that is still waited for: its day has passed, or it has none. */
export type Due = 'passed' | 'none';

/** Whether a proposal still waits for something of which it would be known if it had come. @param due only such a wait counts */
function isOwed(snapshot: Snapshot, row: number, what: number, side: number, due?: Due): boolean {
  const { waits } = snapshot;
  const today = dayNumber(snapshot.on);
  for (let index = waits.start[row]!; index < waits.start[row]! + waits.length[row]!; index++) {
    const at = (column: keyof typeof waitColumn) => waits.rows.at(index, waitColumn[column]);
    if (at('open') === 0 || at('covered') === 0 || at('what') !== what || at('side') !== side) continue;
    const day = at('due');
    if (due === undefined || (due === 'none' ? day === noDay : day !== noDay && day < today)) return true;
  }
  return false;
}

/** Which proposals a list is of: to which a step came within a year, or which still wait for something. */
export interface WantedInYear {
  readonly step?: Dated;
  /** The year. */
  readonly during?: number;
  readonly within?: Within;
  /** What is waited for, of which side. */
  readonly owed?: string;
  readonly side?: 'management' | 'group';
  readonly due?: Due;
}

/** What must hold for a row to be in such a list. */
export function conditionsInYear(snapshot: Snapshot, wanted: WantedInYear): ((row: number) => boolean)[] {
  const { step, during, within: certainty = 'certainly', owed, side, due } = wanted;
  const conditions: ((row: number) => boolean)[] = [];
  if (step !== undefined && during !== undefined)
    conditions.push((row) => within(snapshot, row, step, during) === certainty);
  if (owed !== undefined) {
    const what = (waitedFor as readonly string[]).indexOf(owed);
    conditions.push((row) => isOwed(snapshot, row, what, side === 'group' ? 1 : 0, due));
  }
  return conditions;
}

export interface Year {
  /** Proposals by what came to them within the year. */
  readonly happened: readonly ({ readonly step: Dated } & Readonly<Record<Within, number>>)[];
  /** Proposals by what they still wait for at the end of the day. */
  readonly owed: readonly {
    readonly what: string;
    readonly side: 'management' | 'group';
    readonly proposals: number;
    readonly passed: number;
    readonly none: number;
  }[];
}

/** What came to these proposals within a year, whenever they were submitted, and what they still wait for. */
export function yearOf(snapshot: Snapshot, mask: Uint8Array, year: number): Year {
  const count = (is: (row: number) => boolean): number => {
    let sum = 0;
    for (let row = 0; row < snapshot.count; row++) if (mask[row] === 1 && is(row)) sum += 1;
    return sum;
  };
  const happened = dated.map((step) => ({
    step,
    certainly: count((row) => within(snapshot, row, step, year) === 'certainly'),
    perhaps: count((row) => within(snapshot, row, step, year) === 'perhaps'),
  }));
  const owed = (['management', 'group'] as const).flatMap((side, sideCode) =>
    waitedFor.map((what, code) => ({
      what,
      side,
      proposals: count((row) => isOwed(snapshot, row, code, sideCode)),
      passed: count((row) => isOwed(snapshot, row, code, sideCode, 'passed')),
      none: count((row) => isOwed(snapshot, row, code, sideCode, 'none')),
    })),
  );
  return { happened, owed: owed.filter(({ proposals }) => proposals > 0) };
}
