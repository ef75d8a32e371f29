import { useMemo } from 'react';
import { useSpeech } from '../language.tsx';
import { type Drawing, isNarrow } from './drawing.ts';
import { Figure, type Frame } from './figure.tsx';
import { axisLook, deed, ink, soft } from './looks.ts';
import { sayRounded, sayShare } from './saying.ts';
import type { Table } from './table.ts';

export interface FunnelPoint {
  /** As it is called in the table: its number there. */
  readonly label: string;
  readonly share: number;
  readonly of: number;
  /** Outside the wider limits: more than chance explains. */
  readonly isOutside: boolean;
}

/** Between these shares a part of this size lies by chance alone, in 95 and in 99.8 of a hundred. */
export interface FunnelLimit {
  readonly of: number;
  readonly low95: number;
  readonly high95: number;
  readonly low998: number;
  readonly high998: number;
}

interface Texts {
  readonly size: string;
  readonly share: string;
  readonly whole: string;
  readonly limit95: string;
  readonly limit998: string;
  readonly inside: string;
  readonly outside: string;
  readonly number: (number: number) => string;
  readonly sayShare: (share: number) => string;
}

const bound = (name: string, dash: number[], data: number[][]) => ({
  type: 'line',
  name,
  symbol: 'none',
  silent: true,
  showSymbol: false,
  itemStyle: { opacity: 0 },
  lineStyle: { color: soft, width: 1.5, type: dash },
  data,
});

function funnelDrawing(
  points: readonly FunnelPoint[],
  limits: readonly FunnelLimit[],
  whole: number,
  texts: Texts,
): Drawing {
  const most = limits.at(-1)?.of ?? Math.max(1, ...points.map(({ of }) => of));
  // Small shares are shown larger: nothing lies above.
  const highest = Math.max(whole, ...points.map(({ share }) => share)) < 0.4 ? 0.5 : 1;
  return (width) => {
    const narrow = isNarrow(width);
    const legendRows = narrow ? 5 : 2;
    const [left, right, top, plot] = [narrow ? 56 : 72, 24, 26 * legendRows + 16, narrow ? 280 : 360];
    const dots = (isOutside: boolean) => ({
      type: 'scatter',
      name: isOutside ? texts.outside : texts.inside,
      silent: true,
      symbolKeepAspect: true,
      symbol: isOutside ? 'diamond' : 'circle',
      symbolSize: isOutside ? 14 : 9,
      itemStyle: { color: isOutside ? '#8a4b00' : deed },
      label: {
        show: true,
        formatter: ({ value }: { value: unknown[] }) => String(value[2]),
        position: 'top',
        color: ink,
        fontSize: 13,
      },
      labelLayout: { moveOverlap: 'shiftY' },
      data: points.filter((one) => one.isOutside === isOutside).map(({ of, share, label }) => [of, share, label]),
    });
    return {
      height: top + plot + 56,
      option: {
        legend: {
          left: 0,
          top: 0,
          orient: narrow ? 'vertical' : 'horizontal',
          itemGap: 10,
          itemWidth: 24,
          selectedMode: false,
          width: width - 10,
          textStyle: { color: ink, fontSize: 13 },
        },
        grid: { left, right, top, height: plot },
        xAxis: {
          ...axisLook,
          type: 'value',
          min: 0,
          max: most,
          minInterval: 1,
          splitNumber: narrow ? 4 : 8,
          splitLine: { show: false },
          name: texts.size,
          nameLocation: 'middle',
          nameGap: 32,
          axisLabel: { ...axisLook.axisLabel, formatter: (size: number) => texts.number(size), showMaxLabel: false },
        },
        yAxis: {
          ...axisLook,
          type: 'value',
          min: 0,
          max: highest,
          interval: highest > 0.5 ? 0.25 : 0.1,
          name: texts.share,
          nameLocation: 'middle',
          nameGap: narrow ? 42 : 54,
          axisLabel: { ...axisLook.axisLabel, formatter: (share: number) => texts.sayShare(share) },
        },
        series: [
          {
            ...bound(
              texts.whole,
              [],
              [
                [0, whole],
                [most, whole],
              ],
            ),
            lineStyle: { color: ink, width: 2, type: 'solid' },
          },
          bound(
            texts.limit95,
            [6, 4],
            limits.map(({ of, low95 }) => [of, low95]),
          ),
          bound(
            texts.limit95,
            [6, 4],
            limits.map(({ of, high95 }) => [of, high95]),
          ),
          bound(
            texts.limit998,
            [2, 3],
            limits.map(({ of, low998 }) => [of, low998]),
          ),
          bound(
            texts.limit998,
            [2, 3],
            limits.map(({ of, high998 }) => [of, high998]),
          ),
          dots(false),
          dots(true),
        ],
      },
    };
  };
}

/** Whether parts of different size differ by more than chance. */
export function FunnelPlot({
  points,
  limits,
  whole,
  axis,
  table,
  ...frame
}: Frame & {
  readonly points: readonly FunnelPoint[];
  readonly limits: readonly FunnelLimit[];
  readonly whole: number;
  /** What the share is of. */
  readonly axis: string;
  readonly table: Table;
}) {
  const { say, lang } = useSpeech();
  const drawing = useMemo(
    () =>
      funnelDrawing(points, limits, whole, {
        size: say('influence.axis.size'),
        share: axis,
        whole: say('influence.funnel.whole'),
        limit95: say('influence.funnel.limit95'),
        limit998: say('influence.funnel.limit998'),
        inside: say('influence.funnel.inside'),
        outside: say('influence.funnel.outside'),
        number: (number) => sayRounded(lang, number),
        sayShare: (share) => sayShare(lang, share),
      }),
    [points, limits, whole, axis, lang, say],
  );
  return <Figure {...frame} table={table} drawing={drawing} />;
}
