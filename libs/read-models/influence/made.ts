import { dayAt } from '#domain/occurred-on';
import {
  noDay,
  none,
  type Owing,
  parts,
  promiseKept,
  type Selection,
  type Snapshot,
  select,
  stockAnswer,
} from '#influence';
import type { CasesWanted } from './questions.ts';
import type { SurroundingFacts } from './surroundings.ts';

/** A snapshot with what is beside it. */
export interface Made {
  readonly snapshot: Snapshot;
  readonly around: SurroundingFacts;
  /** Of each case which text the reason of its answer is, the same number for the same text; undefined: nobody has asked for it yet. */
  readonly texts: Int32Array | undefined;
}

/** There is no reason, or it cannot be read any more. */
export const noText = -1;
export const textGone = 0;

/**
 * The column of `stockAnswer`: whose reason, word for word, another proposal got too, at another time. Only what the reader reaches is
 * compared: that another unit has said the same is nothing for them to learn.
 */
function stockOf({ snapshot, texts }: Made, reach: Selection['reach']): Uint8Array {
  const mask = select(snapshot, { filters: {}, reach });
  const given = new Map<number, Set<number>>();
  for (const [row, text] of texts!.entries()) {
    if (mask[row] === 0 || text <= textGone) continue;
    const occasions = given.get(text) ?? new Set();
    given.set(text, occasions.add(snapshot.column.correlation[row]!));
  }
  return Uint8Array.from(texts!, (text, row) => {
    if (mask[row] === 0 || text === noText) return 0;
    if (text === textGone) return parts.indexOf('notKnown') + 1;
    return parts.indexOf(given.get(text)!.size > 1 ? 'yes' : 'no') + 1;
  });
}

/** Waits are told apart by the unit that owed them, or by what has become of it, whoever has the proposal now. */
export function ofWaits(snapshot: Snapshot, { filters, reach }: Selection): Uint8Array {
  const { unit: _unit, unitNow: _unitNow, ...others } = filters;
  return select(snapshot, { filters: others, reach });
}

export const owing = ({ unit, unitNow }: Selection['filters'], side: CasesWanted['side']): Owing => ({
  ...(side && { side }),
  ...(unit && { units: unit }),
  ...(unitNow && { unitsNow: unitNow }),
});

export function columnOf(made: Made, measure: string, reach: Selection['reach']): Uint8Array | 'promiseKept' {
  if (measure === promiseKept.id) return 'promiseKept';
  return measure === stockAnswer.id ? stockOf(made, reach) : made.snapshot.shares[measure]!;
}

export const codeOf = (snapshot: Snapshot, name: keyof Snapshot['column'], row: number): string | undefined => {
  const value = snapshot.codes[name].values[snapshot.column[name][row]!]!;
  return value === none ? undefined : value;
};

export const day = (number: number): string | undefined => (number === noDay ? undefined : dayAt(number));
