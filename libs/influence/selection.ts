import { type Dimension, type Snapshot, several } from './snapshot.ts';

/** Of which cases something is counted. */
export interface Selection {
  /** A case is in when each of these has one of the values; `none`: nobody wrote it down. */
  readonly filters: Readonly<Partial<Record<Dimension, readonly string[]>>>;
  /** Units that the reader reaches: a case is in when one of them has or had it. */
  readonly reach: 'all' | readonly string[];
}

/** 1 for each case that is in. */
export function select(snapshot: Snapshot, { filters, reach }: Selection): Uint8Array {
  const mask = new Uint8Array(snapshot.count).fill(1);
  if (reach !== 'all') {
    const reached = new Set(reach);
    const allowed = Uint8Array.from(snapshot.codes.reach.values, (units) =>
      units.split(' ').some((unit) => reached.has(unit)) ? 1 : 0,
    );
    const { reach: column } = snapshot.column;
    for (let row = 0; row < mask.length; row++) mask[row]! &= allowed[column[row]!]!;
  }
  for (const [dimension, values] of Object.entries(filters) as [Dimension, readonly string[]][]) {
    if (dimension === several) {
      const { reasonCodes, reasons } = snapshot;
      const bits = values.reduce((sum, value) => sum | (1 << (reasonCodes.find(value) ?? 31)), 0);
      const nothing = values.includes(reasonCodes.values[0]!);
      for (let row = 0; row < mask.length; row++)
        if ((reasons[row]! & bits) === 0 && !(nothing && reasons[row] === 0)) mask[row] = 0;
      continue;
    }
    const codes = new Set(values.map((value) => snapshot.codes[dimension].find(value)));
    const allowed = Uint8Array.from(snapshot.codes[dimension].values, (_value, code) => (codes.has(code) ? 1 : 0));
    const column = snapshot.column[dimension];
    for (let row = 0; row < mask.length; row++) mask[row]! &= allowed[column[row]!]!;
  }
  return mask;
}
