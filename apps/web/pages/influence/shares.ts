import { useSpeech } from '../../language.tsx';
import type { Bar, Interval } from '../../plots/bars-with-intervals.tsx';
import { sayShare } from '../../plots/saying.ts';
import type { Cell, Lead, Table } from '../../plots/table.ts';
import type { AsOf } from './as-of.tsx';
import { cellOf, type Dimension, useChosen } from './chosen.ts';
import type { MadeOf } from './made.tsx';

type Answered = MadeOf<'/api/influence/figures'>['answer'][number];
export type ShareFigure = Answered['whole'] | Answered['cells'][number];
type Part = keyof ShareFigure['counts'];

/** A share with what it is called. */
export interface NamedShare {
  readonly name: string;
  readonly measure: string;
  readonly figure: ShareFigure;
  /** By what it is told apart, for the list behind it. */
  readonly cell?: Readonly<Partial<Record<Dimension, string>>>;
}

const besides = ['withdrawn', 'recorded', 'notKnown', 'notYet'] as const;

/** A share as a bar. */
export const barOf = ({ name, figure }: NamedShare): Bar => ({
  name,
  share: figure.share,
  yes: figure.counts.yes,
  of: figure.counts.yes + figure.counts.no,
  wilson: figure.interval,
  bootstrap: figure.byGroup,
});

/** How shares are shown as a table in which every number opens. */
export function useShares() {
  const { say, lang, number } = useSpeech();
  const { along } = useChosen();

  const leadTo = ({ on, at }: AsOf, measure: string, part: string | undefined, cell: NamedShare['cell'] = {}): Lead => {
    const { knownOn: _, ...rest } = along;
    return {
      to: '/influence/cases',
      search: { ...rest, ...cellOf(cell), measure, ...(part !== undefined && { part }), on, at },
    };
  };

  const between = (interval: Interval | undefined): Cell =>
    interval
      ? { text: `${sayShare(lang, interval.low)} – ${sayShare(lang, interval.high)}` }
      : { text: '–', value: undefined };

  /** Columns that are empty everywhere are left out: there is nothing that would have to be told apart there. */
  const tableOf = (shares: readonly NamedShare[], as: AsOf): Table => {
    const hasByGroup = shares.some(({ figure }) => figure.byGroup);
    const shown = besides.filter((part) => shares.some(({ figure }) => figure.counts[part] > 0));
    const counted = (share: NamedShare, part: Part): Cell => {
      const count = share.figure.counts[part];
      const lead = count > 0 ? leadTo(as, share.measure, part, share.cell) : undefined;
      return { text: number(count), value: count, lead };
    };
    const numbers = ['share', 'yes', 'no', 'of'] as const;
    return {
      columns: [
        { label: say('influence.column.what') },
        ...numbers.map((one) => ({ label: say(`influence.column.${one}`), isNumber: true })),
        { label: say('influence.column.wilson'), isNumber: true },
        ...(hasByGroup ? [{ label: say('influence.column.bootstrap'), isNumber: true }] : []),
        ...shown.map((part) => ({ label: say(`influence.column.${part}`), isNumber: true })),
      ],
      rows: shares.map((share) => {
        const { name, figure } = share;
        const { counts } = figure;
        const of = counts.yes + counts.no;
        return [
          { text: name },
          figure.share === undefined
            ? { text: say('influence.nothingKnown'), value: undefined }
            : { text: sayShare(lang, figure.share), value: figure.share },
          counted(share, 'yes'),
          counted(share, 'no'),
          { text: number(of), value: of, ...(of > 0 && { lead: leadTo(as, share.measure, 'counted', share.cell) }) },
          between(figure.interval),
          ...(hasByGroup ? [between(figure.byGroup)] : []),
          ...shown.map((part) => counted(share, part)),
        ];
      }),
    };
  };

  return { leadTo, tableOf };
}
