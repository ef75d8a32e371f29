import { useMemo } from 'react';
import type { MeasureId } from '#i18n/browser';
import { useSpeech } from '../../language.tsx';
import { Figure } from '../../plots/figure.tsx';
import { FunnelPlot } from '../../plots/funnel-plot.tsx';
import { sayShare } from '../../plots/saying.ts';
import type { Table } from '../../plots/table.ts';
import { AsOfLine, useFrame } from './as-of.tsx';
import { none, useChosen } from './chosen.ts';
import { distinct } from './distinct.ts';
import { InfluenceFrame } from './influence-frame.tsx';
import { useLabels } from './labels.ts';
import { Made, type MadeOf, useMade } from './made.tsx';
import { MeasurePick } from './measure-pick.tsx';
import { isMeasure } from './measures.ts';
import { NotKnown } from './not-known.tsx';
import { useShares } from './shares.ts';

type Answer = MadeOf<'/api/influence/figures'>;

/** Whether groups differ by more than chance: in the order of their names, never of their numbers. */
export function GroupsComparedPage() {
  const { say } = useSpeech();
  const { search, along, go } = useChosen();
  const measure = isMeasure(search.measure) ? search.measure : 'answered';
  const answer = useMade('/api/influence/figures', { ...along, measure, by: 'group' });
  return (
    <InfluenceFrame title={say('influence.room.groups')}>
      <p>{say('influence.groups.says')}</p>
      <div className="no-print">
        <MeasurePick value={measure} onPick={(one) => go({ measure: one })} />
      </div>
      <Made of={answer}>{(made) => <Funnel measure={measure} answer={made} />}</Made>
    </InfluenceFrame>
  );
}

function Funnel({
  measure,
  answer: { as, answer: figures },
}: {
  readonly measure: MeasureId;
  readonly answer: Answer;
}) {
  const { say, lang, number } = useSpeech();
  const { labelOf } = useLabels();
  const { tableOf, leadTo } = useShares();
  const frame = useFrame();
  const cells = figures[0]?.cells ?? [];
  const whole = figures[0]?.whole;
  const shares = distinct(
    cells.map((figure) => ({
      id: figure.by ?? none,
      name: labelOf('group', figure.by, figure.byName),
      measure,
      figure,
      cell: { group: figure.by ?? none },
    })),
    lang,
  ).map((one, index) => ({ ...one, number: index + 1 }));
  const placed = shares.flatMap(({ number: place, figure: { share, counts, funnel } }) =>
    share === undefined || !funnel?.outer
      ? []
      : [{ label: String(place), share, of: counts.yes + counts.no, outer: funnel.outer }],
  );
  const text = JSON.stringify({
    points: placed.map(({ label, share, of, outer }) => ({
      label,
      share,
      of,
      isOutside: share < outer.low || share > outer.high,
    })),
    limits: (figures[0]?.limits ?? []).flatMap(({ of, inner, outer }) =>
      inner && outer ? [{ of, low95: inner.low, high95: inner.high, low998: outer.low, high998: outer.high }] : [],
    ),
  });
  const { points, limits } = useMemo(
    () => JSON.parse(text) as Pick<Parameters<typeof FunnelPlot>[0], 'points' | 'limits'>,
    [text],
  );
  if (!whole || shares.length === 0)
    return (
      <div className="empty">
        <p>{say('influence.empty')}</p>
        <p>{say('influence.empty.help')}</p>
      </div>
    );
  const plain = tableOf(shares, as);
  const table: Table = {
    columns: [plain.columns[0]!, { label: say('influence.column.number'), isNumber: true }, ...plain.columns.slice(1)],
    rows: plain.rows.map((row, index) => [
      row[0]!,
      { text: String(shares[index]!.number), value: shares[index]!.number },
      ...row.slice(1),
    ]),
  };
  const title = say('influence.measure.title', {
    measure: say(`measure.${measure}`),
    dimension: say('dimension.group').toLocaleLowerCase(),
  });
  const outside = points.filter(({ isOutside }) => isOutside).length;
  return (
    <>
      <AsOfLine as={as} />
      <FunnelPlot
        {...frame(title, `${measure}-groups`, as)}
        says={
          <p>
            {whole.share === undefined
              ? say('influence.measure.saysNothing')
              : say('influence.groups.outside', { count: outside, share: sayShare(lang, whole.share) })}
          </p>
        }
        notKnown={<NotKnown counts={whole.counts} leadTo={(part) => leadTo(as, measure, part)} />}
        points={points}
        limits={limits}
        whole={whole.share ?? 0}
        axis={say(`measure.${measure}`)}
        table={table}
      />
      <Figure
        {...frame(say('influence.groups.spread'), `${measure}-tenths`, as)}
        says={<p>{say('influence.groups.spreadSays')}</p>}
        table={{
          columns: [{ label: say('influence.column.share') }, { label: say('influence.groups.count'), isNumber: true }],
          rows: (figures[0]?.spread ?? []).map(({ from, to, count }) => [
            { text: `${sayShare(lang, from)} – ${sayShare(lang, to)}`, value: from },
            { text: number(count), value: count },
          ]),
        }}
      />
    </>
  );
}
