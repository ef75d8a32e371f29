import { useMemo } from 'react';
import { useSpeech } from '../language.tsx';
import { type Drawing, isNarrow } from './drawing.ts';
import { Figure, type Frame } from './figure.tsx';
import { axisLook, daysBetweenMarks, lookOf, namesAbove, shareAxis, soft } from './looks.ts';
import { sayRounded, sayShare } from './saying.ts';
import type { Table } from './table.ts';

/** One way in which waiting ends: by `time` days so large a share has ended so. */
export interface Ending {
  readonly name: string;
  readonly steps: readonly { readonly time: number; readonly incidence: number }[];
}

const shareOn = ({ steps }: Ending, day: number): number => steps.findLast(({ time }) => time <= day)?.incidence ?? 0;

interface Texts {
  readonly days: string;
  readonly ended: string;
  readonly number: (number: number) => string;
  readonly share: (share: number) => string;
}

/** The ways to end on top of one another; what is left above them still waits. */
function incidenceDrawing(endings: readonly Ending[], horizon: number, texts: Texts): Drawing {
  const days = [...new Set([0, ...endings.flatMap(({ steps }) => steps.map(({ time }) => time)), horizon])]
    .filter((day) => day <= horizon)
    .sort((one, other) => one - other);
  return (width) => {
    const narrow = isNarrow(width);
    const top = 28 * endings.length + 16;
    const [left, right, plot] = [narrow ? 56 : 72, 20, narrow ? 240 : 320];
    return {
      height: top + plot + 56,
      option: {
        legend: { ...namesAbove(width - 60), itemWidth: 32, itemHeight: 18, icon: 'rect' },
        grid: { left, right, top, height: plot },
        xAxis: {
          ...axisLook,
          type: 'value',
          min: 0,
          max: horizon,
          interval: daysBetweenMarks(horizon, Math.floor((width - left - right) / (narrow ? 58 : 76))),
          splitLine: { show: false },
          name: texts.days,
          nameLocation: 'middle',
          nameGap: 32,
          nameTextStyle: { color: soft, fontSize: 13 },
          axisLabel: { ...axisLook.axisLabel, showMaxLabel: false, formatter: (day: number) => texts.number(day) },
        },
        yAxis: shareAxis(texts.ended, texts.share, narrow),
        series: endings.map((ending, index) => {
          const { colour, decal } = lookOf(index);
          return {
            type: 'line',
            name: ending.name,
            stack: 'all',
            step: 'end',
            showSymbol: false,
            silent: true,
            itemStyle: { color: colour, decal },
            lineStyle: { color: colour, width: 2 },
            areaStyle: { color: colour, opacity: 0.75 },
            data: days.map((day) => [day, shareOn(ending, day)]),
          };
        }),
      },
    };
  };
}

/** How waiting ends: by which day how large a share has ended in each of the ways. */
export function CumulativeIncidencePlot({
  endings,
  horizon,
  table,
  ...frame
}: Frame & { readonly endings: readonly Ending[]; readonly horizon: number; readonly table: Table }) {
  const { say, lang } = useSpeech();
  const drawing = useMemo(
    () =>
      incidenceDrawing(endings, horizon, {
        days: say('influence.axis.days'),
        ended: say('influence.axis.ended'),
        number: (number) => sayRounded(lang, number),
        share: (share) => sayShare(lang, share),
      }),
    [endings, horizon, lang, say],
  );
  return <Figure {...frame} table={table} drawing={drawing} />;
}
