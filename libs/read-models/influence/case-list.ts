import { dayAt } from '#domain/occurred-on';
import { waitedFor } from '#domain/owed';
import {
  conditionsInYear,
  dated,
  ends,
  monthsOf,
  noDay,
  otherEnds,
  parts,
  pathOf,
  promiseKept,
  rowsWith,
  type Selection,
  type Snapshot,
  silences,
  waitColumn,
  waitsUnsilently,
} from '#influence';
import { codeOf, columnOf, day, type Made, ofWaits, owing } from './made.ts';
import type { Asking, CasesWanted } from './questions.ts';

type Is = (row: number) => boolean;

/** The rows of a list: one a proposal, and of promises one a wait, as they are counted. */
export function casesOf(
  made: Made,
  mask: Uint8Array,
  selection: Selection,
  { wanted, from, most }: Extract<Asking, { kind: 'cases' }>,
) {
  const { snapshot } = made;
  const isOfWaits = wanted.measure === promiseKept.id;
  const isOfWaiting = isOfWaits || wanted.silentIn !== undefined || wanted.waits !== undefined;
  const all = isOfWaiting ? ofWaits(snapshot, selection) : mask;
  const conditions = conditionsOf(made, all, selection, wanted);
  const rows = rowsWith(snapshot, all, (row) => conditions.every((is) => is(row)));
  if (!isOfWaits)
    return {
      count: rows.length,
      items: [...rows.slice(from, from + most)].map((row) => itemOf(snapshot, row, wanted)),
    };
  const waits = [...rows].flatMap((row) => waitsWith(snapshot, row, selection, wanted).map((wait) => ({ row, wait })));
  return {
    count: waits.length,
    items: waits
      .slice(from, from + most)
      .map(({ row, wait }) => ({ ...itemOf(snapshot, row, wanted), wait: waitOf(snapshot, wait) })),
  };
}

export const isIn = (code: number, wanted: CasesWanted['part']): boolean => {
  const part = parts[code - 1];
  if (wanted === 'counted') return part === 'yes' || part === 'no';
  if (wanted === 'came') return part === 'yes' || part === 'recorded';
  return wanted === undefined ? part !== undefined : part === wanted;
};

/** The waits of a proposal that stand so. */
function waitsWith({ waits, codes }: Snapshot, row: number, { filters }: Selection, { part }: CasesWanted): number[] {
  const found: number[] = [];
  for (let index = waits.start[row]!; index < waits.start[row]! + waits.length[row]!; index++) {
    const is = (dimension: 'unit' | 'unitNow') =>
      filters[dimension]?.includes(codes[dimension].values[waits.rows.at(index, waitColumn[dimension])]!) ?? true;
    if (is('unit') && is('unitNow') && isIn(waits.rows.at(index, waitColumn.kept), part)) found.push(index);
  }
  return found;
}

function waitOf({ waits, codes }: Snapshot, index: number) {
  const at = (column: keyof typeof waitColumn) => waits.rows.at(index, waitColumn[column]);
  return {
    what: waitedFor[at('what')]!,
    unit: codes.unit.values[at('unit')]!,
    due: day(at('due')),
    ended: day(at('endedLast')),
    kept: parts[at('kept') - 1]!,
  };
}

function conditionsOf(made: Made, mask: Uint8Array, selection: Selection, wanted: CasesWanted): Is[] {
  const { snapshot } = made;
  const { measure, part, time, end, other, nodes, silentIn, side, owner, waits } = wanted;
  const conditions: Is[] = conditionsInYear(snapshot, wanted);
  if (measure === promiseKept.id) conditions.push((row) => waitsWith(snapshot, row, selection, wanted).length > 0);
  else if (measure !== undefined) {
    const column = columnOf(made, measure, selection.reach) as Uint8Array;
    conditions.push((row) => isIn(column[row]!, part));
  }
  if (time !== undefined) {
    const column = snapshot.times[time]!;
    conditions.push((row) => (end ? ends[column.end[row]! - 1] === end : column.end[row] !== 0));
    if (other) conditions.push((row) => otherEnds[column.other[row]! - 1] === other);
  }
  if (nodes) conditions.push((row) => nodes.every((node) => (pathOf(snapshot, row) as string[]).includes(node)));
  if (waits) conditions.push((row) => waitsUnsilently(snapshot, row, waits, owing(selection.filters, side)));
  if (silentIn !== undefined) {
    const found = silences(snapshot, mask, owing(selection.filters, side)).filter(
      (one) =>
        (owner === undefined || one.owner === owner) &&
        (silentIn === 'now' ? one.lasts : silentIn === 'ever' || monthsOf(one.from, one.to).includes(silentIn)),
    );
    const rows = new Set(found.map(({ row }) => row));
    conditions.push((row) => rows.has(row));
  }
  return conditions;
}

function itemOf(snapshot: Snapshot, row: number, { time }: CasesWanted) {
  const text = (name: keyof Snapshot['column']) => codeOf(snapshot, name, row);
  const days = Object.fromEntries(
    dated.flatMap((step) => {
      const [first, last] = [snapshot.days[step][0][row]!, snapshot.days[step][1][row]!];
      if (first === noDay) return [];
      return [[step, first === last ? dayAt(first) : `${dayAt(first)}/${dayAt(last)}`]];
    }),
  );
  const column = time === undefined ? undefined : snapshot.times[time]!;
  return {
    proposal: snapshot.ids[row]!,
    group: text('group')!,
    unit: text('unit')!,
    kind: text('kind')!,
    decision: text('decision'),
    reply: text('reply'),
    changed: text('changed'),
    closed: text('closed')!,
    source: text('source'),
    days,
    ...(column && { time: { end: ends[column.end[row]! - 1], lower: column.lower[row]!, upper: column.upper[row]! } }),
  };
}
