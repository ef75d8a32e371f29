import { useId, useMemo } from 'react';
import { useSpeech } from '../../language.tsx';
import { CumulativeIncidencePlot } from '../../plots/cumulative-incidence-plot.tsx';
import { mostSeries } from '../../plots/looks.ts';
import { sayRounded } from '../../plots/saying.ts';
import { SurvivalPlot } from '../../plots/survival-plot.tsx';
import { AsOfLine, useFrame } from './as-of.tsx';
import { type Dimension, isDimension, none, useChosen } from './chosen.ts';
import { DimensionPick } from './dimension-pick.tsx';
import { distinct } from './distinct.ts';
import { InfluenceFrame } from './influence-frame.tsx';
import { useLabels } from './labels.ts';
import { Made, type MadeOf, useMade } from './made.tsx';
import { isTime, type TimeId, times } from './measures.ts';
import { NotKnown } from './not-known.tsx';
import { type NamedCurve, useTimeTables } from './time-tables.ts';
import { TurnbullFigure } from './turnbull-figure.tsx';

type Answer = MadeOf<'/api/influence/times'>;

/** How long it takes: whoever still waits counts for as long as they have waited. */
export function TimesPage() {
  const { say } = useSpeech();
  const { search, along, go } = useChosen();
  const id = useId();
  const time = isTime(search.time) ? search.time : 'toAnswer';
  const by = isDimension(search.by) && search.by !== 'reasonCode' ? search.by : undefined;
  const answer = useMade('/api/influence/times', { ...along, time, ...(by && { by }) });
  return (
    <InfluenceFrame title={say('influence.room.times')}>
      <div className="row no-print">
        <div className="field">
          <label htmlFor={id}>{say('influence.times.choose')}</label>
          <select id={id} value={time} onChange={({ target }) => go({ time: target.value })}>
            {times.map((one) => (
              <option key={one} value={one}>
                {say(`time.${one}`)}
              </option>
            ))}
          </select>
        </div>
        <DimensionPick
          label={say('influence.measure.by')}
          value={by}
          without="reasonCode"
          onPick={(one) => go({ by: one })}
        />
      </div>
      <h2 className="small">{say('influence.measure.definition')}</h2>
      <p>
        {say(`timeFromTo.${time}`)} {say('influence.times.definition')}
      </p>
      <Made of={answer}>{(made) => <Curves time={time} by={by} answer={made} />}</Made>
    </InfluenceFrame>
  );
}

/** Days that are shown: until all that is known has come, and never less than a month. */
const horizonOf = (curves: Answer['answer']['curves']): number =>
  Math.max(30, ...curves.map(({ survival }) => survival.at(-1)?.time ?? 0));

function Curves({
  time,
  by,
  answer: {
    as,
    answer: { curves, logRank },
  },
}: {
  readonly time: TimeId;
  readonly by: Dimension | undefined;
  readonly answer: Answer;
}) {
  const { say, lang } = useSpeech();
  const { labelOf } = useLabels(by === 'season');
  const frame = useFrame();
  const { curvesTable, endsTable, leadTo } = useTimeTables(time, as);
  const named: readonly NamedCurve[] = distinct(
    curves.map((curve) => {
      const id = curve.by ?? none;
      return by
        ? { id, name: labelOf(by, id, curve.byName), curve, cell: { [by]: id } }
        : { id, name: say(`time.${time}`), curve };
    }),
    lang,
  );
  const known = named.filter(({ curve }) => curve.survival.length > 0);
  const text = JSON.stringify(known.slice(0, mostSeries).map(({ name, curve }) => ({ name, steps: curve.survival })));
  const shown = useMemo(
    () => JSON.parse(text) as { name: string; steps: Answer['answer']['curves'][number]['survival'] }[],
    [text],
  );
  const [whole] = named;
  const counts = sumOf(curves);
  if (known.length === 0)
    return (
      <div className="empty">
        <AsOfLine as={as} />
        <p>{say('influence.times.empty')}</p>
        <NotKnown counts={counts} leadTo={(end) => leadTo({ end })} />
      </div>
    );
  const horizon = horizonOf(curves);
  const between = named.flatMap(({ name, curve: { turnbull } }) => (turnbull ? [{ name, turnbull }] : []));
  const median = whole!.curve.median;
  const days = (number: number | undefined) =>
    number === undefined ? say('influence.times.noUpper') : sayRounded(lang, number, 0);
  return (
    <>
      <AsOfLine as={as} />
      <SurvivalPlot
        {...frame(`${say(`time.${time}`)}: ${say('influence.times.curve')}`, `${time}-curve`, as)}
        says={
          <>
            {named.length === 1 && (
              <p>
                {median.value === undefined
                  ? say('influence.times.noMedian')
                  : say('influence.times.says', {
                      days: days(median.value),
                      low: days(median.low),
                      high: days(median.high),
                    })}
              </p>
            )}
            {logRank && (
              <p>
                {say('influence.times.logRank', {
                  chi: sayRounded(lang, logRank.chiSquare, 2),
                  df: String(logRank.degreesOfFreedom),
                  p: logRank.p < 0.001 ? `< ${sayRounded(lang, 0.001, 3)}` : sayRounded(lang, logRank.p, 3),
                })}
              </p>
            )}
            {curves.some((curve) => curve.counts.interval > 0) && <p>{say('influence.times.wide')}</p>}
            {known.length > mostSeries && <p>{say('influence.times.most', { count: mostSeries })}</p>}
          </>
        }
        notKnown={<NotKnown counts={counts} leadTo={(end) => leadTo({ end })} />}
        curves={shown}
        horizon={horizon}
        stillWaiting={say(`timeOpen.${time}`)}
        table={curvesTable(named)}
      />
      {named.length === 1 && <Ends time={time} curve={whole!} horizon={horizon} as={as} table={endsTable(whole!)} />}
      {between.length > 0 && <TurnbullFigure time={time} curves={between} as={as} />}
    </>
  );
}

/** The ends that no curve is drawn of, of all curves together. */
const sumOf = (curves: Answer['answer']['curves']) => {
  const sum = (end: 'notKnown' | 'recorded' | 'notDated') => curves.reduce((all, { counts }) => all + counts[end], 0);
  return { notKnown: sum('notKnown'), recorded: sum('recorded'), notDated: sum('notDated') };
};

function Ends({
  time,
  curve: { curve },
  horizon,
  as,
  table,
}: {
  readonly time: TimeId;
  readonly curve: NamedCurve;
  readonly horizon: number;
  readonly as: Answer['as'];
  readonly table: ReturnType<ReturnType<typeof useTimeTables>['endsTable']>;
}) {
  const { say } = useSpeech();
  const frame = useFrame();
  const endings = useMemo(
    () =>
      curve.incidence.map(({ end, steps }) => ({
        name: end === 'event' ? say(`timeDone.${time}`) : say(`otherEnd.${end}`),
        steps,
      })),
    [curve, time, say],
  );
  return (
    <CumulativeIncidencePlot
      {...frame(`${say(`time.${time}`)}: ${say('influence.times.ends')}`, `${time}-ends`, as)}
      says={<p>{say('influence.times.endsSays')}</p>}
      endings={endings}
      horizon={horizon}
      table={table}
    />
  );
}
