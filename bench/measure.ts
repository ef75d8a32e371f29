/** One line of the bench table: our figure beside that of its limit or peer, measured in the same run. */
export interface Row {
  /** What was done, and against what. */
  readonly what: string;
  readonly ours: number;
  readonly peer: number;
  /** `ours / peer`. */
  readonly ratio: number;
  readonly goal: number;
  /** The goal is the most the ratio may be; without it, the least. */
  readonly atMost?: true;
  /** Of `ours` and `peer`, for instance "appends/s". */
  readonly unit: string;
}

export function row(what: string, ours: number, peer: number, goal: number, unit: string): Row {
  return { what, ours, peer, ratio: ours / peer, goal, unit };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/**
 * Medians of several ways to do something. Each round runs every way once, beginning with another one each time, so
 * that a slow minute of the machine falls on all of them. A first round warms up and is not counted.
 */
export async function interleaved<Way extends string>(
  ways: Readonly<Record<Way, () => number | Promise<number>>>,
  samples = 5,
): Promise<Record<Way, number>> {
  const names = Object.keys(ways) as Way[];
  const figures = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Way, number[]>;
  for (let round = 0; round <= samples; round += 1)
    for (let turn = 0; turn < names.length; turn += 1) {
      const name = names[(turn + round) % names.length]!;
      const figure = await ways[name]();
      if (round > 0) figures[name].push(figure);
    }
  return Object.fromEntries(names.map((name) => [name, median(figures[name])])) as Record<Way, number>;
}

/** Units of work a second. */
export async function rate(units: number, work: () => void | Promise<void>): Promise<number> {
  const begin = process.hrtime.bigint();
  await work();
  return units / (Number(process.hrtime.bigint() - begin) / 1e9);
}

export function met({ ratio, goal, atMost }: Row): boolean {
  return atMost ? ratio <= goal : ratio >= goal;
}

export function printTable(rows: readonly Row[]): void {
  console.table(
    rows.map((row) => ({
      what: row.what,
      ours: figure(row.ours),
      peer: figure(row.peer),
      unit: row.unit,
      ratio: row.ratio.toFixed(2),
      goal: `${row.atMost ? '≤' : '≥'} ${row.goal}`,
      met: met(row) ? 'yes' : 'NO',
    })),
  );
}

function figure(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
}
