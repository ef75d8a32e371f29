import { useMemo } from 'react';
import { useSpeech } from '../language.tsx';
import { type Drawing, isNarrow } from './drawing.ts';
import { Figure, type Frame } from './figure.tsx';
import { axisLook, daysBetweenMarks, ink, letterOf, lookOf, namesAbove, shareAxis, soft } from './looks.ts';
import { sayRounded, sayShare } from './saying.ts';
import type { Table } from './table.ts';

/** From `time` days on so large a share still waits; the band holds the true share with 95 % confidence. */
interface CurveStep {
  readonly time: number;
  readonly survival: number;
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  /** How many waited just before; missing: nobody knows of all of them when it came. */
  readonly atRisk?: number | undefined;
  /** Of how many it is not known how long they wait in the end. */
  readonly censored?: number | undefined;
}

export interface Curve {
  readonly name: string;
  readonly steps: readonly CurveStep[];
}

interface Texts {
  readonly days: string;
  readonly stillWaiting: string;
  readonly waitingNumber: string;
  readonly share: (share: number) => string;
  readonly number: (number: number) => string;
}

/** How many of them still wait just before a day. */
const atRiskOn = ({ steps }: Curve, day: number): number => steps.find(({ time }) => time >= day)?.atRisk ?? 0;

/** The corners of a staircase: each value holds until the next. */
function stairs(points: readonly (readonly [number, number])[], until: number): [number, number][] {
  const corners: [number, number][] = [];
  points.forEach(([x, y], index) => {
    corners.push([x, y], [points[index + 1]?.[0] ?? until, y]);
  });
  return corners;
}

/** What still waits, day by day, with bands and with the numbers that it is counted of below the days. */
function survivalDrawing(curves: readonly Curve[], horizon: number, texts: Texts): Drawing {
  return (width) => {
    const narrow = isNarrow(width);
    const rowHeight = 20;
    // An estimate between days has no numbers at risk.
    const counted = curves.filter(({ steps }) => steps.some(({ atRisk }) => atRisk !== undefined));
    const below = 8 + rowHeight * (counted.length > 0 ? 3 + counted.length : 2);
    const legend = 28 * curves.length;
    const [left, right, top, plot] = [narrow ? 56 : 72, 20, legend + 16, narrow ? 240 : 320];
    const interval = daysBetweenMarks(horizon, Math.floor((width - left - right) / (narrow ? 58 : 76)));
    const ground = top + plot;
    const label = (text: string, row: number, x: number, more: object = {}) => ({
      type: 'text',
      x,
      y: ground + 8 + rowHeight * (row + 0.5),
      silent: true,
      style: { text, fill: ink, fontSize: 13, verticalAlign: 'middle', ...more },
    });
    return {
      height: ground + below + 8,
      option: {
        legend: {
          ...namesAbove(width - 70),
          itemWidth: 44,
          data: curves.map(({ name }, index) => ({ name: nameOf(name, index, curves.length) })),
        },
        grid: { left, right, top, height: plot },
        graphic: [
          label(texts.days, 1, left + (width - left - right) / 2, { align: 'center', fill: soft }),
          ...(counted.length > 0 ? [label(texts.waitingNumber, 2, 0, { fill: soft })] : []),
          ...(counted.length > 1
            ? counted.map((_, index) => label(letterOf(index), 3 + index, 0, { fontWeight: 'bold' }))
            : []),
        ],
        xAxis: {
          ...axisLook,
          type: 'value',
          min: 0,
          max: horizon,
          interval,
          splitLine: { show: false },
          axisLabel: {
            ...axisLook.axisLabel,
            lineHeight: rowHeight,
            margin: 8,
            hideOverlap: false,
            showMaxLabel: horizon % interval === 0,
            formatter: (day: number) =>
              [texts.number(day), '', '', ...counted.map((curve) => texts.number(atRiskOn(curve, day)))].join('\n'),
          },
        },
        yAxis: shareAxis(texts.stillWaiting, texts.share, narrow),
        series: curves.flatMap((curve, index) => seriesOf(curve, index, curves.length, horizon)),
      },
    };
  };
}

const nameOf = (name: string, index: number, many: number): string => (many > 1 ? `${letterOf(index)}  ${name}` : name);

function seriesOf(curve: Curve, index: number, many: number, horizon: number): object[] {
  const { colour, dash, symbol } = lookOf(index);
  const { steps } = curve;
  const banded = steps.filter(({ low, high }) => low !== undefined && high !== undefined);
  const first = banded[0];
  const top = first ? stairs([[0, 1], ...banded.map(({ time, high }) => [time, high!] as const)], horizon) : [];
  const floor = first ? stairs([[0, 1], ...banded.map(({ time, low }) => [time, low!] as const)], horizon) : [];
  const corners = [...top, ...floor.reverse()];
  const points = stairs([[0, 1], ...steps.map(({ time, survival }) => [time, survival] as const)], horizon);
  return [
    {
      type: 'custom',
      silent: true,
      z: 1,
      data: corners.length === 0 ? [] : [[0, 0]],
      renderItem: (_: unknown, api: { coord: (at: readonly number[]) => number[] }) => ({
        type: 'polygon',
        shape: { points: corners.map((one) => api.coord(one)) },
        style: {
          fill: colour,
          opacity: many > 3 ? 0.06 : 0.13,
          stroke: colour,
          lineWidth: 1,
          strokeOpacity: 0.5,
          lineDash: [1, 2],
        },
      }),
    },
    {
      type: 'line',
      name: nameOf(curve.name, index, many),
      data: points,
      showSymbol: false,
      symbol: many > 1 ? symbol : 'none',
      symbolSize: 9,
      silent: true,
      z: 3,
      // Alone it needs no symbol to be told apart.
      itemStyle: { color: colour, opacity: many > 1 ? 1 : 0 },
      lineStyle: { color: colour, width: 2.5, type: dash },
    },
    {
      type: 'scatter',
      silent: true,
      z: 4,
      symbol: many > 1 ? symbol : 'rect',
      symbolSize: many > 1 ? 6 : [1.5, 10],
      itemStyle: { color: colour },
      data: steps.flatMap(({ time, censored, survival }) =>
        (censored ?? 0) > 0 && time <= horizon ? [[time, survival]] : [],
      ),
    },
  ];
}

/** How long it takes: the share that still waits, day by day. */
export function SurvivalPlot({
  curves,
  horizon,
  stillWaiting,
  table,
  ...frame
}: Frame & {
  readonly curves: readonly Curve[];
  /** Days that are shown. */
  readonly horizon: number;
  readonly stillWaiting: string;
  readonly table: Table;
}) {
  const { say, lang } = useSpeech();
  const drawing = useMemo(
    () =>
      survivalDrawing(curves, horizon, {
        days: say('influence.axis.days'),
        waitingNumber: say('influence.axis.atRisk'),
        stillWaiting,
        number: (number) => sayRounded(lang, number),
        share: (share) => sayShare(lang, share),
      }),
    [curves, horizon, stillWaiting, lang, say],
  );
  return <Figure {...frame} table={table} drawing={drawing} />;
}
