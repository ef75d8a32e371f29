import { useMemo } from 'react';
import { useSpeech } from '../../language.tsx';
import { mostSeries } from '../../plots/looks.ts';
import { sayRounded, sayShare } from '../../plots/saying.ts';
import { SurvivalPlot } from '../../plots/survival-plot.tsx';
import { type AsOf, useFrame } from './as-of.tsx';
import type { MadeOf } from './made.tsx';
import type { TimeId } from './measures.ts';

type Turnbull = NonNullable<MadeOf<'/api/influence/times'>['answer']['curves'][number]['turnbull']>;

interface Named {
  readonly name: string;
  readonly turnbull: Turnbull;
}

/** What is left after each span. What lies in a span without an end has not come by any day that is known. */
function leftAfter({ steps }: Turnbull) {
  let survival = 1;
  return steps.flatMap(({ from, to, probability }) => {
    if (to === undefined) return [];
    survival = Math.max(0, survival - probability);
    return [{ from, to, survival }];
  });
}

/** Estimates that know of some cases only between which days it came: within a span the curve may lie anywhere. */
export function TurnbullFigure({
  time,
  curves,
  as,
}: {
  readonly time: TimeId;
  readonly curves: readonly Named[];
  readonly as: AsOf;
}) {
  const { say, lang, number } = useSpeech();
  const frame = useFrame();
  const text = JSON.stringify(curves);
  const named = useMemo(
    () => (JSON.parse(text) as readonly Named[]).map((one) => ({ ...one, spans: leftAfter(one.turnbull) })),
    [text],
  );
  const shown = useMemo(
    () =>
      named
        .slice(0, mostSeries)
        .map(({ name, spans }) => ({ name, steps: spans.map(({ to, survival }) => ({ time: to, survival })) })),
    [named],
  );
  const days = (value: number) => sayRounded(lang, value, 0);
  const medianOf = ({ median }: Turnbull): string => {
    if (!median) return say('influence.times.noMedian');
    const [from, to] = [days(median.from), days(median.to)];
    return from === to
      ? say('influence.overview.median', { days: to })
      : say('influence.times.intervalsMedian', { from, to });
  };
  return (
    <SurvivalPlot
      {...frame(`${say(`time.${time}`)}: ${say('influence.times.intervals')}`, `${time}-turnbull`, as)}
      says={
        <>
          <p>{say('influence.times.intervalsSays')}</p>
          <ul>
            {curves.map(({ name, turnbull }) => (
              <li key={name}>
                {curves.length > 1 && `${name}: `}
                {medianOf(turnbull)} {say('influence.times.intervalsCases', { count: turnbull.cases })}
              </li>
            ))}
          </ul>
        </>
      }
      curves={shown}
      horizon={Math.max(30, ...named.map(({ spans }) => spans.at(-1)?.to ?? 0))}
      stillWaiting={say(`timeOpen.${time}`)}
      table={{
        columns: [
          { label: say('influence.column.what') },
          { label: say('influence.column.between'), isNumber: true },
          { label: say(`timeOpen.${time}`), isNumber: true },
        ],
        rows: named.flatMap(({ name, spans }) =>
          spans.map(({ from, to, survival }) => [
            { text: name },
            { text: from === to ? number(from) : `${number(from)} – ${number(to)}` },
            { text: sayShare(lang, survival), value: survival },
          ]),
        ),
      }}
    />
  );
}
