import { amongOf, type MeasureId } from '#i18n';
import { measureIds, timeIds } from './report-measures.ts';
import { type Block, type Cell, type Line, type Piece, Pieces, paragraph } from './report-model.ts';
import { capital, cell, type Words } from './report-words.ts';
import type { Cohort, Curve, Figure, YearlyFacts } from './yearly-facts.ts';

/** Of what a part of the report speaks: the list behind each number is narrowed down as its figure is. */
export interface Shown {
  readonly words: Words;
  readonly facts: YearlyFacts;
  readonly narrowed: Readonly<Record<string, string>>;
}

const outside = ['withdrawn', 'recorded', 'notKnown', 'notYet'] as const;

/** A number that leads to the list behind it. A row of a unit is of itself alone; the whole report is of all below it too. */
export function counted(shown: Shown, count: number, wanted: Readonly<Record<string, string>>): Piece {
  const { facts, narrowed, words } = shown;
  const { as, unit } = facts;
  const query = new URLSearchParams({
    ...(unit && { unit: unit.id }),
    ...narrowed,
    ...(narrowed.unit !== undefined && { alone: 'unit' }),
    ...wanted,
    on: as.on,
    at: as.at,
  });
  return { text: words.number(count), to: `/influence/cases?${query}` };
}

/** `12 / 20`, each with its list. */
function counts(shown: Shown, measure: string, { counts: { yes, no } }: Figure): Line {
  return [
    counted(shown, yes, { measure, part: 'yes' }),
    { text: ' / ' },
    counted(shown, yes + no, { measure, part: 'counted' }),
  ];
}

/** What is in no denominator, a line each. */
function notIn(shown: Shown, measure: string, figure: Figure): Cell {
  const { say } = shown.words;
  return outside
    .filter((part) => figure.counts[part] > 0)
    .map((part) => {
      const pieces = new Pieces();
      const text = pieces.put(counted(shown, figure.counts[part], { measure, part }));
      return pieces.line(say(`reports.part.${part}`, { number: text }));
    });
}

/** A figure in one cell: counts and share, the interval, and what is not in it. */
export function shareLines(shown: Shown, measure: MeasureId, figure: Figure | undefined): Cell {
  const { say, share, shares } = shown.words;
  if (!figure) return cell('–');
  const { share: own, interval, byGroup } = figure;
  const known: Line[] =
    own === undefined || interval === undefined
      ? [[{ text: say('reports.cell.noShare') }]]
      : [
          [...counts(shown, measure, figure), { text: ` · ${share(own)}` }],
          [{ text: say('reports.cell.interval', { interval: shares(interval) }) }],
          ...(byGroup ? [[{ text: say('reports.cell.byGroup', { interval: shares(byGroup) }) }]] : []),
        ];
  return [...known, ...notIn(shown, measure, figure)];
}

const isEmpty = (figure: Figure | undefined): boolean =>
  figure === undefined || Object.values(figure.counts).every((count) => count === 0);

/** Every share of some proposals, and which shares have no case at all. */
export function figuresTable(shown: Shown, { figures }: Cohort, caption: string): Block[] {
  const { say, share, shares } = shown.words;
  const none = measureIds.filter((measure) => isEmpty(figures.get(measure)));
  const rows = measureIds
    .filter((measure) => !none.includes(measure))
    .map((measure) => {
      const figure = figures.get(measure)!;
      const { share: own, interval, byGroup } = figure;
      const among = capital(say('reports.annex.among', { among: say(`among.${amongOf[measure]}`) }));
      return {
        head: [[{ text: say(`measure.${measure}`) }], [{ text: among }]],
        cells: [
          [counts(shown, measure, figure)],
          cell(own === undefined ? say('reports.cell.noShare') : share(own)),
          cell(own === undefined || !interval ? '–' : shares(interval)),
          cell(own === undefined ? '–' : byGroup ? shares(byGroup) : say('reports.cell.fewGroups')),
          notIn(shown, measure, figure),
        ],
      };
    });
  return [
    {
      kind: 'table',
      caption,
      columns: [
        { title: say('reports.column.figure'), width: 30 },
        { title: say('reports.column.counts'), width: 13 },
        { title: say('reports.column.share'), width: 11 },
        { title: say('reports.column.interval'), width: 13 },
        { title: say('reports.column.byGroup'), width: 13 },
        { title: say('reports.column.notIn'), width: 20 },
      ],
      rows,
    },
    ...(none.length > 0
      ? [paragraph(say('reports.figures.noCases', { measures: none.map((one) => say(`measure.${one}`)).join('; ') }))]
      : []),
  ];
}

export function timesTable(shown: Shown, { times }: Cohort, caption: string): Block {
  const { words } = shown;
  const { say, number, days } = words;
  const rows = timeIds.flatMap((time) => {
    const curve = times.get(time);
    if (!curve) return [];
    const { median, medianByGroup } = curve;
    const { value, ...limits } = median;
    const count = (end: keyof Curve['counts']) => counted(shown, curve.counts[end], { time, end });
    const others = (['competing', 'recorded', 'notKnown', 'notDated'] as const)
      .filter((end) => curve.counts[end] > 0)
      .map((end) => {
        const pieces = new Pieces();
        return pieces.line(say(`reports.part.${end}`, { number: pieces.put(count(end)) }));
      });
    const came: Cell = [[count('exact')], ...(curve.counts.interval > 0 ? [wide(words, count('interval'))] : [])];
    return [
      {
        head: cell(say(`time.${time}`)),
        cells: [
          came,
          cell(count('censored')),
          cell(value === undefined ? say('reports.cell.noMedian') : number(value)),
          cell(value === undefined ? '–' : days(limits)),
          cell(value === undefined ? '–' : medianByGroup ? days(medianByGroup) : say('reports.cell.fewGroups')),
          others,
        ],
      },
    ];
  });
  return {
    kind: 'table',
    caption,
    columns: [
      { title: say('reports.column.time'), width: 20 },
      { title: say('reports.column.came'), width: 17 },
      { title: say('reports.column.waiting'), width: 11 },
      { title: say('reports.column.median'), width: 10 },
      { title: say('reports.column.interval'), width: 12 },
      { title: say('reports.column.byGroup'), width: 12 },
      { title: say('reports.column.timeUnknown'), width: 18 },
    ],
    rows,
  };
}

function wide({ say }: Words, count: Line[number]): Line {
  const pieces = new Pieces();
  return pieces.line(say('reports.part.interval', { number: pieces.put(count) }));
}
