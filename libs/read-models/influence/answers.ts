import {
  beside,
  bins,
  byMonth,
  byOwner,
  type Cell,
  clusterBootstrap,
  curves,
  type Dimension,
  dimensions,
  dissimilarity,
  flow,
  funnelLimits,
  gini,
  parts,
  promiseKept,
  type Selection,
  type Snapshot,
  select,
  several,
  silences,
  stockAnswer,
  tally,
  wilson,
  yearOf,
} from '#influence';
import { casesOf } from './case-list.ts';
import { factRows, waitRows } from './fact-rows.ts';
import { columnOf, type Made, ofWaits, owing } from './made.ts';
import type { Asking, Question } from './questions.ts';
import { hoursOf } from './staff-hours.ts';

/** Whether a question needs the texts of answers. */
export const needsTexts = ({ asking }: Question): boolean =>
  (asking.kind === 'figures' && asking.measures.includes(stockAnswer.id)) ||
  (asking.kind === 'evenness' && asking.measure === stockAnswer.id) ||
  (asking.kind === 'cases' && asking.wanted.measure === stockAnswer.id);

export function answerTo(made: Made, { filters, reach, asking }: Question): unknown {
  const { snapshot } = made;
  const mask = select(snapshot, { filters, reach });
  switch (asking.kind) {
    case 'figures':
      return asking.measures.map((measure) => figuresOf(made, mask, { filters, reach }, measure, asking));
    case 'times':
      return curves(snapshot, mask, asking.time, asking.by);
    case 'silence': {
      const all = ofWaits(snapshot, { filters, reach });
      const wanted = owing(filters, asking.side);
      const found = silences(snapshot, all, wanted);
      return { owners: byOwner(found), months: byMonth(found), beside: beside(snapshot, all, wanted) };
    }
    case 'flow':
      return flow(snapshot, mask);
    case 'cases':
      return casesOf(made, mask, { filters, reach }, asking);
    case 'evenness':
      return evennessOf(made, mask, reach, asking);
    case 'hours':
      return hoursOf(made, mask, { filters, reach });
    case 'values':
      return valuesOf(snapshot, mask);
    case 'year':
      return yearOf(snapshot, mask, asking.during);
    case 'rows':
      return asking.table === 'facts' ? factRows(made, mask, asking) : waitRows(made, mask, asking);
  }
}

/** Fewer samples than the functions draw by themselves, so that thirty figures at once are there within a second. */
const repeats = 999;

const shareOf = ({ counts: { yes, no } }: Cell) => (yes + no > 0 ? yes / (yes + no) : undefined);

function figuresOf(
  made: Made,
  mask: Uint8Array,
  selection: Selection,
  measure: string,
  { by, across }: { readonly by?: Dimension; readonly across?: Dimension },
) {
  const isOfWaits = measure === promiseKept.id;
  const { snapshot } = made;
  const within = isOfWaits ? ofWaits(snapshot, selection) : mask;
  const column = columnOf(made, measure, selection.reach);
  const owners = isOfWaits ? owing(selection.filters, undefined) : {};
  const of = (one?: Dimension, other?: Dimension) => tally(snapshot, within, column, one, other, owners);
  const [whole] = of();
  const share = whole && shareOf(whole);
  const figure = (cell: Cell) => {
    const { yes, no } = cell.counts;
    const own = shareOf(cell);
    return {
      by: cell.by,
      across: cell.across,
      counts: cell.counts,
      groups: cell.clusters.length,
      share: own,
      interval: wilson(yes, yes + no),
      byGroup: clusterBootstrap(cell.clusters, { repeats }),
      ...(cell.by !== undefined &&
        cell.across === undefined &&
        share !== undefined &&
        own !== undefined && {
          funnel: { inner: funnelLimits(yes + no, share, 0.95), outer: funnelLimits(yes + no, share, 0.998) },
        }),
    };
  };
  const cells = by === undefined ? [] : of(by, across).sort(byName);
  const shares = across === undefined ? cells.flatMap((cell) => shareOf(cell) ?? []) : [];
  const largest = Math.max(0, ...cells.map(({ counts: { yes, no } }) => yes + no));
  return {
    measure,
    whole: figure(whole ?? nothing),
    cells: cells.map(figure),
    spread: bins(shares, tenths),
    ...(by !== undefined && across === undefined && share !== undefined && { limits: limitsUpTo(largest, share) }),
  };
}

/** As many sizes as make a smooth curve. */
const sizes = 40;

/** The limits of parts of all sizes, for the funnel in which those there are stand. */
function limitsUpTo(largest: number, share: number) {
  const step = Math.max(1, Math.ceil(largest / sizes));
  const all = Array.from({ length: Math.ceil(largest / step) }, (_one, index) => Math.min(largest, (index + 1) * step));
  return all.map((of) => ({ of, inner: funnelLimits(of, share, 0.95), outer: funnelLimits(of, share, 0.998) }));
}

/** Edges of tenths: each share belongs to one of them, 20.05 % as well. */
const tenths = Array.from({ length: 11 }, (_one, tenth) => tenth / 10);

const byName = (a: Cell, b: Cell): number => (`${a.by} ${a.across}` < `${b.by} ${b.across}` ? -1 : 1);

const nothing: Cell = {
  by: undefined,
  across: undefined,
  counts: Object.fromEntries(parts.map((part) => [part, 0])) as Cell['counts'],
  clusters: [],
};

/** Each value's part of the proposals beside its part of what came of them. */
function evennessOf(
  made: Made,
  mask: Uint8Array,
  reach: Selection['reach'],
  { by, measure }: Extract<Asking, { kind: 'evenness' }>,
) {
  const cells = tally(made.snapshot, mask, columnOf(made, measure, reach), by);
  const counts = cells.map(({ by: value, counts: { yes, no } }) => ({ by: value, cases: yes + no, yes }));
  const [cases, yes] = [counts.map((one) => one.cases), counts.map((one) => one.yes)];
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  return {
    measure,
    rows: counts.map((one) => ({
      ...one,
      partOfCases: sum(cases) > 0 ? one.cases / sum(cases) : undefined,
      partOfYes: sum(yes) > 0 ? one.yes / sum(yes) : undefined,
    })),
    dissimilarity: dissimilarity(cases, yes),
    gini: gini(yes),
  };
}

/** The values that each dimension has among these cases, with how many cases. */
function valuesOf(snapshot: Snapshot, mask: Uint8Array) {
  const found = dimensions.map((dimension) => {
    const counts = new Map<number, number>();
    const column = snapshot.column[dimension];
    for (let row = 0; row < snapshot.count; row++)
      if (mask[row] === 1) counts.set(column[row]!, (counts.get(column[row]!) ?? 0) + 1);
    const values = [...counts].map(([code, cases]) => ({ value: snapshot.codes[dimension].values[code]!, cases }));
    return [dimension, values.sort((a, b) => (a.value < b.value ? -1 : 1))] as const;
  });
  const reasons = snapshot.reasonCodes.values.map((value, code) => {
    let cases = 0;
    for (let row = 0; row < snapshot.count; row++)
      if (mask[row] === 1 && (code === 0 ? snapshot.reasons[row] === 0 : snapshot.reasons[row]! & (1 << code)))
        cases += 1;
    return { value, cases };
  });
  return { ...Object.fromEntries(found), [several]: reasons.filter(({ cases }) => cases > 0) };
}
