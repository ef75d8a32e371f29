import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dimensions, type Part, parts, promiseKept, shareIds, times } from '#influence';
import { simulateCounty } from '#simulation';
import { importHistory, readLines } from '#use-cases';
import { analystOf, type Counted, openCounted } from './counted.ts';

/** Every number that any query of influence gives is as large as the list behind it is long. */

type Counts = Readonly<Record<Part, number>>;
interface Cell {
  readonly by?: string;
  readonly across?: string;
  readonly counts: Counts;
}
type Figures = readonly { readonly measure: string; readonly whole: Cell; readonly cells: readonly Cell[] }[];
interface Cases {
  readonly count: number;
  readonly items: readonly { readonly proposal: string; readonly unit: string; readonly wait?: object }[];
  readonly next?: string;
}
interface Silence {
  readonly owners: readonly {
    readonly side: string;
    readonly owner: string;
    readonly silentNow: number;
    readonly everSilent: number;
  }[];
  readonly months: readonly { readonly month: string; readonly proposals: number }[];
  readonly beside: Readonly<Record<'withoutDue' | 'notKnown', number>>;
}

const on = '2025-11-30';
const county = [
  ...simulateCounty({ units: 3, groups: 5, years: 2, seed: 'lists', until: '2026-01-31', holidays: () => [] }),
];
const units = county.flatMap((line) => (line.event === 'UnitEstablished' ? [line.of] : [])) as string[];

/** What a county of plain lives does not do: the unit above answers as well, one is succeeded, things are handed on and back. */
const more = [
  { event: 'ProposalForwarded', of: 'proposal', unit: units[0] },
  { event: 'ProposalForwarded', of: 'proposal', unit: units[1] },
];

let counted: Counted;
let at: string;
beforeAll(async () => {
  counted = await openCounted('2026-02-28');
  const proposals = county.flatMap((line) => (line.event === 'ProposalSubmitted' ? [line.of] : []));
  const handedOn = proposals
    .filter((_of, index) => index % 3 === 0)
    .map((of, index) => ({ ...more[index % 2], of, on: '2025-10-15', source: 'simulated-county' }));
  const succeeded = {
    event: 'UnitSucceeded',
    of: units[2],
    successor: units[1],
    on: '2025-09-01',
    source: 'simulated-county',
  };
  const text = [...county, ...handedOn, succeeded].map((line) => JSON.stringify(line)).join('\n');
  const { rejected } = await importHistory(counted.context, readLines([Buffer.from(text)]));
  expect(rejected).toBe(0);
  at = (await counted.ask('GetInfluenceFlow', { on })).as.at;
}, 60_000);
afterAll(() => counted.close());

const of = async <Answer>(name: string, params: object = {}, reader = analystOf('all')) =>
  (await counted.ask<Answer>(name, { on, at, ...params }, reader)).answer;
const long = async (params: object, reader = analystOf('all')) =>
  (await of<Cases>('ListInfluenceCases', { limit: 1, ...params }, reader)).count;

const alone = (cell: Readonly<Record<string, string | undefined>>) => {
  const ofUnits = ['unit', 'unitNow'].filter((dimension) => cell[dimension] !== undefined);
  return { ...cell, ...(ofUnits.length > 0 && { alone: ofUnits.join(',') }) };
};

/** The numbers that are not as large as their list is long. */
async function differing(numbers: readonly (readonly [count: number, list: object])[]): Promise<object[]> {
  const found = await Promise.all(numbers.map(async ([count, list]) => ({ count, list, long: await long(list) })));
  return found.filter((one) => one.count !== one.long);
}

const listsOf = (measure: string, counts: Counts, cell: object) =>
  parts.map((part) => [counts[part], { measure, part, ...cell }] as const);

const sum = (cells: readonly Cell[]) =>
  Object.fromEntries(parts.map((part) => [part, cells.reduce((total, { counts }) => total + counts[part], 0)]));

describe('a figure', () => {
  it('has a list as long as each of its numbers, in the whole and by every dimension, which add up to the whole', async () => {
    const wholes = await of<Figures>('GetInfluenceFigures');
    expect(wholes.map(({ measure }) => measure)).toEqual(shareIds);
    expect(await differing(wholes.flatMap(({ measure, whole }) => listsOf(measure, whole.counts, {})))).toEqual([]);
    for (const [index, { measure, whole }] of wholes.entries())
      for (const [place, by] of [...dimensions, 'reasonCode'].entries()) {
        // Each measure by every third dimension, each dimension of every third measure.
        if ((index + place) % 3 > 0 && measure !== 'answered' && measure !== promiseKept.id) continue;
        const [figure] = await of<Figures>('GetInfluenceFigures', { measure, by });
        if (by !== 'reasonCode')
          expect({ measure, by, ...sum(figure!.cells) }).toEqual({ measure, by, ...whole.counts });
        // Cell by cell the lists of a measure that has much of everything, and of the one that counts waits.
        if (measure !== 'answered' && measure !== promiseKept.id) continue;
        const lists = figure!.cells.flatMap((cell) => listsOf(measure, cell.counts, alone({ [by]: cell.by })));
        expect(await differing(lists)).toEqual([]);
      }
  });

  it('has such lists by two dimensions too, and where it is narrowed down', async () => {
    const crossed = [
      ['unit', 'unitNow'],
      ['decision', 'reasonCode'],
      ['year', 'voicedBy'],
    ] as const;
    for (const measure of ['answered', promiseKept.id])
      for (const [by, across] of crossed) {
        const [figure] = await of<Figures>('GetInfluenceFigures', { measure, by, across });
        if (across !== 'reasonCode') expect(sum(figure!.cells)).toEqual(figure!.whole.counts);
        const lists = figure!.cells.flatMap((cell) =>
          listsOf(measure, cell.counts, alone({ [by]: cell.by, [across]: cell.across })),
        );
        expect(await differing(lists)).toEqual([]);
      }
    for (const filter of [{ unit: units[0] }, { unitNow: units[1], kind: 'idea' }]) {
      const wholes = await of<Figures>('GetInfluenceFigures', filter);
      const lists = wholes.flatMap(({ measure, whole }) => listsOf(measure, whole.counts, filter));
      expect(await differing(lists)).toEqual([]);
    }
  });
});

describe('a time', () => {
  interface Curves {
    readonly curves: readonly {
      readonly by?: string;
      readonly counts: Readonly<Record<string, number>>;
      readonly others: Readonly<Record<string, number>>;
    }[];
  }
  it('has a list as long as the number of each of its ends', async () => {
    for (const { id: time } of times)
      for (const by of [undefined, 'unit', 'unitNow', 'group']) {
        const { curves } = await of<Curves>('GetInfluenceTimes', { time, ...(by && { by }) });
        const lists = curves.flatMap(({ by: value, counts, others }) => {
          const cell = by ? alone({ [by]: value }) : {};
          return [
            ...Object.entries(counts).map(([end, count]) => [count, { time, end, ...cell }] as const),
            ...Object.entries(others).map(
              ([other, count]) => [count, { time, end: 'competing', other, ...cell }] as const,
            ),
          ];
        });
        expect(await differing(lists)).toEqual([]);
      }
  });
});

describe('silence', () => {
  it('has a list as long as each number of an owner, of a month, and beside', async () => {
    for (const filter of [{}, { side: 'management' }, { side: 'group' }, { unit: units[1] }, { unitNow: units[1] }]) {
      const { owners, months, beside } = await of<Silence>('GetInfluenceSilence', filter);
      const lists = [
        ...owners.flatMap(({ side, owner, silentNow, everSilent }) => [
          [silentNow, { ...filter, side, owner, silentIn: 'now' }] as const,
          [everSilent, { ...filter, side, owner, silentIn: 'ever' }] as const,
        ]),
        ...months.map(({ month, proposals }) => [proposals, { ...filter, silentIn: month }] as const),
        ...Object.entries(beside).map(([waits, count]) => [count, { ...filter, waits }] as const),
      ];
      expect(await differing(lists)).toEqual([]);
    }
  });
});

describe('the other numbers', () => {
  it('of the flow have lists: nodes, links, and what goes out of a node is what came in, or what ended there', async () => {
    const { nodes, links } = await of<{
      nodes: readonly { node: string; count: number }[];
      links: readonly { from: string; to: string; count: number }[];
    }>('GetInfluenceFlow');
    const lists = [
      ...nodes.map(({ node, count }) => [count, { nodes: node }] as const),
      ...links.map(({ from, to, count }) => [count, { nodes: `${from},${to}` }] as const),
    ];
    expect(await differing(lists)).toEqual([]);
    for (const { node, count } of nodes) {
      const into = links.filter(({ to }) => to === node).reduce((total, link) => total + link.count, 0);
      if (!node.startsWith('origin.')) expect({ node, count: into }).toEqual({ node, count });
    }
  });

  it('of the flow say of a change what the measure of changes says', async () => {
    const [changed] = await of<Figures>('GetInfluenceFigures', { measure: 'changed' });
    const { nodes } = await of<{ nodes: readonly { node: string; count: number }[] }>('GetInfluenceFlow');
    const count = (node: string) => nodes.find((one) => one.node === node)?.count ?? 0;
    expect(count('change.yes') + count('change.partly')).toBe(changed!.whole.counts.yes);
  });

  it('of values, of evenness and of a year have lists', async () => {
    const { cases, dimensions: all } = await of<{
      cases: number;
      dimensions: readonly { dimension: string; values: readonly { value: string; cases: number }[] }[];
    }>('GetInfluenceValues');
    expect(cases).toBe(await long({}));
    const lists: (readonly [number, object])[] = all.flatMap(({ dimension, values }) =>
      values.map(({ value, cases: count }) => [count, alone({ [dimension]: value })] as const),
    );
    for (const by of ['group', 'unit', 'voicedBy']) {
      const { rows } = await of<{ rows: readonly { by: string; cases: number; yes: number }[] }>(
        'GetInfluenceEvenness',
        { by },
      );
      for (const row of rows) {
        const cell = { measure: 'ledToChange', ...alone({ [by]: row.by }) };
        lists.push([row.cases, { ...cell, part: 'counted' }], [row.yes, { ...cell, part: 'yes' }]);
      }
    }
    for (const filter of [{}, { unit: units[1] }]) {
      const year = await of<{
        happened: readonly { step: string; certainly: number; perhaps: number }[];
        owed: readonly { what: string; side: string; proposals: number; passed: number; none: number }[];
      }>('GetInfluenceYear', { during: 2025, ...filter });
      for (const { step, certainly, perhaps } of year.happened)
        lists.push(
          [certainly, { ...filter, step, during: 2025 }],
          [perhaps, { ...filter, step, during: 2025, within: 'perhaps' }],
        );
      for (const { what: owed, side, proposals, passed, none } of year.owed)
        lists.push(
          [proposals, { ...filter, owed, side }],
          [passed, { ...filter, owed, side, due: 'passed' }],
          [none, { ...filter, owed, side, due: 'none' }],
        );
    }
    expect(await differing(lists)).toEqual([]);
  });

  it('of a list are its pages together, each case once', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    let count = 0;
    do {
      // Further pages are of the day and the place of the first, which the cursor names.
      const { answer } = await counted.ask<Cases>('ListInfluenceCases', {
        measure: promiseKept.id,
        part: 'counted',
        knownOn: '2026-02-27',
        on,
        limit: 7,
        ...(cursor && { cursor }),
      });
      count = answer.count;
      seen.push(...answer.items.map(({ proposal, wait }) => JSON.stringify([proposal, wait])));
      cursor = answer.next;
    } while (cursor !== undefined);
    expect(seen.length).toBe(count);
  });
});

describe('an analyst of one unit', () => {
  it('sees of every query what lies with that unit or has lain there, and nothing that depends on anything else', async () => {
    const reader = analystOf([units[0]!]);
    const { count } = await of<Cases>('ListInfluenceCases', {}, reader);
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThan(await long({}));
    const wholes = await of<Figures>('GetInfluenceFigures', {}, reader);
    const lists = wholes.flatMap(({ measure, whole }) => listsOf(measure, whole.counts, {}));
    for (const [number, list] of lists) expect(await long(list, reader)).toBe(number);
    const own = wholes.find(({ measure }) => measure === 'ownInitiative')!.whole.counts;
    expect(own.yes + own.no + own.notKnown + own.withdrawn).toBe(count);
    const { nodes } = await of<{ nodes: readonly { node: string; count: number }[] }>('GetInfluenceFlow', {}, reader);
    const origins = nodes.filter(({ node }) => node.startsWith('origin.'));
    expect(origins.reduce((total, node) => total + node.count, 0)).toBe(count);
    // What only another unit has is not found by any filter either.
    expect(await long({ unit: units[1], alone: 'unit' }, reader)).toBeLessThan(
      await long({ unit: units[1], alone: 'unit' }),
    );
  });
});
