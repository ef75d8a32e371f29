export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Throws a RangeError unless there are two edges or more, each above the one before. */
function checkEdges(edges: readonly number[]): void {
  if (edges.length < 2 || !edges.every((edge, index) => index === 0 || edge > edges[index - 1]!)) {
    throw new RangeError(`Edges of bins rise, and are two at least: ${edges.join(', ')}.`);
  }
}

/**
 * Which bin a value belongs to, from 0: that between edge i, included, and edge i + 1, excluded; the last bin has its upper edge too.
 * So there is no gap between bins and no value in two of them: 20.05 % belongs to one bin, and 100 % to the last.
 * Undefined for a value outside all bins. Throws a RangeError for edges that do not rise.
 */
export function binOf(value: number, edges: readonly number[]): number | undefined {
  checkEdges(edges);
  return find(value, edges);
}

function find(value: number, edges: readonly number[]): number | undefined {
  let [from, to] = [0, edges.length - 1];
  if (!(value >= edges[0]! && value <= edges[to]!)) return undefined;
  while (to - from > 1) {
    const middle = (from + to) >> 1;
    if (value >= edges[middle]!) from = middle;
    else to = middle;
  }
  return from;
}

/**
 * How many values belong to each bin (`binOf`), in the order of the bins; the counts add up to the number of values.
 * Throws a RangeError for edges that do not rise, and for a value outside all bins: a count that leaves cases out would not be one.
 */
export function bins(values: ArrayLike<number>, edges: readonly number[]): Bin[] {
  checkEdges(edges);
  const counts = new Array<number>(edges.length - 1).fill(0);
  for (let i = 0; i < values.length; i++) {
    const bin = find(values[i]!, edges);
    if (bin === undefined) throw new RangeError(`No bin holds ${values[i]}.`);
    counts[bin]!++;
  }
  return counts.map((count, bin) => ({ from: edges[bin]!, to: edges[bin + 1]!, count }));
}
