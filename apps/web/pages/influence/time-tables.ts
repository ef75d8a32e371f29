import { useSpeech } from '../../language.tsx';
import { sayRounded } from '../../plots/saying.ts';
import type { Cell, Lead, Table } from '../../plots/table.ts';
import type { AsOf } from './as-of.tsx';
import { cellOf, type Dimension, useChosen } from './chosen.ts';
import type { MadeOf } from './made.tsx';
import type { TimeId } from './measures.ts';

type Curve = MadeOf<'/api/influence/times'>['answer']['curves'][number];

export interface NamedCurve {
  readonly name: string;
  readonly curve: Curve;
  /** By what it is told apart, for the list behind it. */
  readonly cell?: Readonly<Partial<Record<Dimension, string>>>;
}

/** Days of the restricted mean, as libs/influence has them. */
const horizon = 365;

/** What the plots of a time show, in numbers that open. */
export function useTimeTables(time: TimeId, { on, at }: AsOf) {
  const { say, lang, number } = useSpeech();
  const { along } = useChosen();
  const leadTo = (more: Readonly<Record<string, string>>, cell: NamedCurve['cell'] = {}): Lead => {
    const { knownOn: _, ...rest } = along;
    return { to: '/influence/cases', search: { ...rest, ...cellOf(cell), time, ...more, on, at } };
  };
  const rounded = (value: number | undefined): Cell =>
    value === undefined ? { text: '–', value: undefined } : { text: sayRounded(lang, value), value };
  const between = (low: number | undefined, high: number | undefined): Cell =>
    low === undefined && high === undefined
      ? { text: '–', value: undefined }
      : {
          text: `${low === undefined ? '' : sayRounded(lang, low)} – ${high === undefined ? '' : sayRounded(lang, high)}`,
        };
  const numbered = (label: string) => ({ label, isNumber: true });
  const opened = (count: number, lead: Lead): Cell => ({
    text: number(count),
    value: count,
    ...(count > 0 && { lead }),
  });

  const curvesTable = (curves: readonly NamedCurve[]): Table => ({
    columns: [
      { label: say('influence.column.what') },
      numbered(say('influence.column.events')),
      numbered(say('influence.column.eventsBetween')),
      numbered(say('influence.column.open')),
      numbered(say('influence.column.ended')),
      numbered(say('influence.column.median')),
      numbered(say('influence.column.interval')),
      numbered(say('influence.column.intervalByGroup')),
      numbered(say('influence.column.mean', { horizon: String(horizon) })),
      numbered(say('influence.column.notKnown')),
    ],
    rows: curves.map(({ name, curve: { counts, median, medianByGroup, restrictedMean }, cell }) => [
      { text: name },
      opened(counts.exact, leadTo({ end: 'exact' }, cell)),
      opened(counts.interval, leadTo({ end: 'interval' }, cell)),
      opened(counts.censored, leadTo({ end: 'censored' }, cell)),
      opened(counts.competing, leadTo({ end: 'competing' }, cell)),
      rounded(median.value),
      between(median.low, median.high),
      between(medianByGroup?.low, medianByGroup?.high),
      rounded(restrictedMean?.mean),
      opened(counts.notKnown, leadTo({ end: 'notKnown' }, cell)),
    ]),
  });

  const endsTable = ({ curve: { counts, others }, cell }: NamedCurve): Table => ({
    columns: [{ label: say('influence.times.ends') }, numbered(say('influence.column.cases'))],
    rows: [
      [{ text: say(`timeDone.${time}`) }, opened(counts.exact, leadTo({ end: 'exact' }, cell))],
      ...(['withdrawn', 'closedWithoutAnswer', 'rejected', 'noChange'] as const)
        .filter((other) => others[other] > 0)
        .map((other) => [
          { text: say(`otherEnd.${other}`) },
          opened(others[other], leadTo({ end: 'competing', other }, cell)),
        ]),
      [{ text: say('influence.column.open') }, opened(counts.censored, leadTo({ end: 'censored' }, cell))],
    ],
  });

  return { leadTo, curvesTable, endsTable };
}
