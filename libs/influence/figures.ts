import { Codes } from './columns.ts';
import { type Part, parts } from './measures.ts';
import type { Owing } from './silence.ts';
import { type Dimension, type Snapshot, several, waitColumn } from './snapshot.ts';

type Owners = Pick<Owing, 'units' | 'unitsNow'>;

/** How the cases of one cell stand, and of each group how many of them are a yes. */
export interface Cell {
  readonly by: string | undefined;
  readonly across: string | undefined;
  readonly counts: Readonly<Record<Part, number>>;
  readonly clusters: readonly { readonly yes: number; readonly of: number }[];
}

/**
 * What is counted, column by column: of each its part, whether it is in, its group, and where it stands in the dimensions. What counts in
 * several cells stands here several times.
 */
interface Counted {
  readonly part: Uint8Array;
  readonly mask: Uint8Array;
  /** Which proposal each belongs to; undefined: each is one. */
  readonly row: Int32Array | undefined;
  readonly group: Int32Array;
  readonly by: Int32Array | undefined;
  readonly across: Int32Array | undefined;
}

/**
 * How the cases stand, in the whole and, with dimensions, in each cell that has any.
 * @param owners of waits those that these units owed
 */
export function tally(
  snapshot: Snapshot,
  mask: Uint8Array,
  column: Uint8Array | 'promiseKept',
  by?: Dimension,
  across?: Dimension,
  owners: Owners = {},
): Cell[] {
  const counted = countedOf(snapshot, mask, column, by, across, owners);
  const [of, andOf] = [codesOf(snapshot, by), codesOf(snapshot, across)];
  const [width, groups] = [andOf.values.length, snapshot.codes.group.values.length];
  const cells = new Map<number, { readonly counts: number[]; readonly clusters: Cell['clusters'][number][] }>();
  for (const { place, sums } of summed(counted, of.values.length * width * groups, width * groups, groups)) {
    const cell = Math.floor(place / groups);
    const own = cells.get(cell) ?? { counts: parts.map(() => 0), clusters: [] };
    cells.set(cell, own);
    for (const index of parts.keys()) own.counts[index]! += sums[index + 1]!;
    const [yes, no] = [sums[1]!, sums[2]!];
    if (yes + no > 0) own.clusters.push({ yes, of: yes + no });
  }
  return [...cells].map(([cell, { counts, clusters }]) => ({
    by: by && of.values[Math.floor(cell / width)]!,
    across: across && andOf.values[cell % width]!,
    counts: Object.fromEntries(parts.map((part, index) => [part, counts[index]!])) as Cell['counts'],
    clusters,
  }));
}

/** Sums at a place: room for every part, and a power of two. */
const sumsAPlace = 8;
/** Up to so many places there is a sum for each; where there could be more only for those that are something. */
const mostPlaces = 250_000;

/**
 * How many there are of each part at each place, where there are any: a place is one of a group in a cell, those of the first cell first.
 * @param places how many there could be
 * @param step between two values of the first dimension, @param stepAcross of the second
 */
function* summed(
  { part, mask, group, by, across }: Counted,
  places: number,
  step: number,
  stepAcross: number,
): Iterable<{ readonly place: number; readonly sums: ArrayLike<number> }> {
  const [column, of] = by ? [by, step] : [group, 0];
  const [columnAcross, ofAcross] = across ? [across, stepAcross] : [group, 0];
  if (places <= mostPlaces) {
    const all = new Int32Array(places * sumsAPlace);
    if (by || across) addByCell(all, { part, mask, group }, [column, of], [columnAcross, ofAcross]);
    else addByGroup(all, { part, mask, group });
    for (let place = 0; place < places; place++) {
      const sums = all.subarray(place * sumsAPlace, (place + 1) * sumsAPlace);
      if (sums.some((sum, part) => part > 0 && sum > 0)) yield { place, sums };
    }
    return;
  }
  const found = new Map<number, Int32Array>();
  for (let index = 0; index < mask.length; index++) {
    if (part[index] === 0 || mask[index] === 0) continue;
    const place = column[index]! * of + columnAcross[index]! * ofAcross + group[index]!;
    const sums = found.get(place) ?? new Int32Array(sumsAPlace);
    found.set(place, sums);
    sums[part[index]!]!++;
  }
  for (const [place, sums] of [...found].sort(([a], [b]) => a - b)) yield { place, sums };
}

type Whole = Pick<Counted, 'part' | 'mask' | 'group'>;

// What is not in is counted as part 0, which nobody reads: quicker than to ask about each. Loops over a million in as few steps as can be.

function addByGroup(sums: Int32Array, { part, mask, group }: Whole): void {
  for (let index = 0; index < mask.length; index++)
    sums[(Math.imul(group[index]!, sumsAPlace) + (part[index]! & -mask[index]!)) | 0]!++;
}

function addByCell(
  sums: Int32Array,
  { part, mask, group }: Whole,
  [by, step]: readonly [Int32Array, number],
  [across, stepAcross]: readonly [Int32Array, number],
): void {
  for (let index = 0; index < mask.length; index++) {
    const place = (Math.imul(by[index]!, step) + Math.imul(across[index]!, stepAcross) + group[index]!) | 0;
    sums[(Math.imul(place, sumsAPlace) + (part[index]! & -mask[index]!)) | 0]!++;
  }
}

const noDimension = new Codes();

const codesOf = (snapshot: Snapshot, dimension: Dimension | undefined): Codes => {
  if (dimension === undefined) return noDimension;
  return dimension === several ? snapshot.reasonCodes : snapshot.codes[dimension];
};

function countedOf(
  snapshot: Snapshot,
  mask: Uint8Array,
  part: Uint8Array | 'promiseKept',
  by: Dimension | undefined,
  across: Dimension | undefined,
  owners: Owners,
): Counted {
  const { column, reasons } = snapshot;
  const columnOf = (dimension: Dimension | undefined) =>
    dimension === undefined || dimension === several ? undefined : column[dimension];
  const counted =
    part === 'promiseKept'
      ? waitsOf(snapshot, mask, by, across, owners)
      : { part, mask, row: undefined, group: column.group, by: columnOf(by), across: columnOf(across) };
  return by === several || across === several ? underReasons(counted, reasons, by, across) : counted;
}

/** Each wait is told apart by who owed it, and otherwise by its proposal. */
function waitsOf(
  { count, column, codes, waits }: Snapshot,
  mask: Uint8Array,
  by: Dimension | undefined,
  across: Dimension | undefined,
  { units, unitsNow }: Owners,
): Counted {
  const { rows, start, length } = waits;
  const owners: number[] = [];
  const indexes: number[] = [];
  const wanted = units && new Set(units.map((unit) => codes.unit.find(unit)));
  const wantedNow = unitsNow && new Set(unitsNow.map((unit) => codes.unitNow.find(unit)));
  for (let row = 0; row < count; row++) {
    if (mask[row] === 0) continue;
    for (let index = start[row]!; index < start[row]! + length[row]!; index++) {
      if (rows.at(index, waitColumn.kept) === 0) continue;
      if (wanted && !wanted.has(rows.at(index, waitColumn.unit))) continue;
      if (wantedNow && !wantedNow.has(rows.at(index, waitColumn.unitNow))) continue;
      owners.push(row);
      indexes.push(index);
    }
  }
  const columnOf = (dimension: Dimension | undefined) => {
    if (dimension === undefined || dimension === several) return undefined;
    if (dimension === 'unit' || dimension === 'unitNow')
      return Int32Array.from(indexes, (index) => rows.at(index, waitColumn[dimension]));
    return Int32Array.from(owners, (row) => column[dimension][row]!);
  };
  return {
    part: Uint8Array.from(indexes, (index) => rows.at(index, waitColumn.kept)),
    mask: new Uint8Array(indexes.length).fill(1),
    row: Int32Array.from(owners),
    group: Int32Array.from(owners, (row) => column.group[row]!),
    by: columnOf(by),
    across: columnOf(across),
  };
}

/** Each once for every reason code that its proposal has. */
function underReasons(
  { part, mask, row, group, by, across }: Counted,
  reasons: Int32Array,
  dimension: Dimension | undefined,
  other: Dimension | undefined,
): Counted {
  const indexes: number[] = [];
  const codes: [number[], number[]] = [[], []];
  for (let index = 0; index < mask.length; index++) {
    if (part[index] === 0 || mask[index] === 0) continue;
    const own = reasonsOf(reasons[row?.[index] ?? index]!);
    for (const one of dimension === several ? own : [by?.[index] ?? 0])
      for (const two of other === several ? own : [across?.[index] ?? 0]) {
        indexes.push(index);
        codes[0].push(one);
        codes[1].push(two);
      }
  }
  return {
    part: Uint8Array.from(indexes, (index) => part[index]!),
    mask: new Uint8Array(indexes.length).fill(1),
    row: undefined,
    group: Int32Array.from(indexes, (index) => group[index]!),
    by: Int32Array.from(codes[0]),
    across: Int32Array.from(codes[1]),
  };
}

/** Which of the reason codes a case has; the number of `none` when it has none. */
function reasonsOf(bits: number): number[] {
  if (bits === 0) return [0];
  return Array.from({ length: 32 }, (_one, code) => code).filter((code) => (bits & (1 << code)) !== 0);
}

/** The cases that stand so in a measure: the list behind its number. Ordered by the day of their submission, the latest first. */
export function rowsWith(snapshot: Snapshot, mask: Uint8Array, is: (row: number) => boolean): Int32Array {
  return latestFirst(snapshot).filter((row) => mask[row] === 1 && is(row));
}

/** Lists are asked for page by page, and exports slice by slice: all rows are put in order once. */
const orders = new WeakMap<Snapshot, Int32Array>();

function latestFirst(snapshot: Snapshot): Int32Array {
  let rows = orders.get(snapshot);
  if (!rows) {
    const [submitted] = snapshot.days.submitted;
    rows = Int32Array.from({ length: snapshot.count }, (_one, row) => row).sort(
      (a, b) => submitted[b]! - submitted[a]! || (snapshot.ids[a]! < snapshot.ids[b]! ? -1 : 1),
    );
    orders.set(snapshot, rows);
  }
  return rows;
}
