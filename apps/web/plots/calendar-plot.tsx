import { useMemo } from 'react';
import { useSpeech } from '../language.tsx';
import { type Drawing, isNarrow } from './drawing.ts';
import { Figure, type Frame } from './figure.tsx';
import { axisLook, ink, soft } from './looks.ts';
import { sayRounded } from './saying.ts';
import type { Table } from './table.ts';

/** How many in this month; missing where nothing is known of it. */
export interface MonthCount {
  /** `2026-03` */
  readonly month: string;
  readonly count: number | undefined;
}

const grounds = ['#ffffff', '#eaf2fa', '#c3dbf2', '#7fb1e2', '#2a6ebb', '#003479'] as const;

const stripes = {
  color: 'rgba(0, 0, 0, 0.14)',
  symbol: 'rect',
  dashArrayX: [1, 0],
  dashArrayY: [1.5, 7],
  rotation: -Math.PI / 4,
};

/** The shade of a number: none is white, and each next shade is reached by a share of the most. */
const groundOf = (count: number, most: number): number =>
  count === 0 || most === 0 ? 0 : 1 + Math.min(4, Math.floor((count / (most + 1)) * 5));

function calendarDrawing(
  counts: readonly MonthCount[],
  texts: { readonly month: (number: number, isShort: boolean) => string; readonly number: (number: number) => string },
): Drawing {
  const years = [...new Set(counts.map(({ month }) => month.slice(0, 4)))].sort();
  const most = Math.max(0, ...counts.map(({ count }) => count ?? 0));
  return (width) => {
    const narrow = isNarrow(width);
    const [left, right, top, row] = [narrow ? 42 : 56, 4, 30, 34];
    return {
      height: top + years.length * row + 8,
      option: {
        grid: { left, right, top, height: years.length * row },
        xAxis: {
          type: 'category',
          position: 'top',
          data: Array.from({ length: 12 }, (_, index) => texts.month(index + 1, narrow)),
          axisLine: { show: false },
          axisTick: { show: false },
          axisLabel: { ...axisLook.axisLabel, interval: 0, color: soft },
        },
        yAxis: {
          type: 'category',
          inverse: true,
          data: years,
          axisLine: { show: false },
          axisTick: { show: false },
          axisLabel: { ...axisLook.axisLabel, interval: 0 },
        },
        visualMap: {
          show: false,
          type: 'piecewise',
          dimension: 2,
          pieces: grounds.map((color, value) => ({ value, color })),
        },
        series: [
          {
            type: 'heatmap',
            silent: true,
            label: {
              show: true,
              fontSize: narrow ? (most > 99 ? 10 : 12) : 13,
              formatter: ({ dataIndex }: { dataIndex: number }) => {
                const { count } = counts[dataIndex]!;
                return count === undefined ? '–' : texts.number(count);
              },
            },
            itemStyle: { borderColor: '#c8cdd0', borderWidth: 1 },
            data: counts.map(({ month, count }) => {
              const ground = groundOf(count ?? 0, most);
              return {
                value: [Number(month.slice(5)) - 1, years.indexOf(month.slice(0, 4)), ground],
                label: { color: ground >= 4 ? '#fff' : ink },
                // Stripes where nothing is known; elsewhere the number says it all.
                itemStyle: { decal: count === undefined ? stripes : { symbol: 'none' } },
              };
            }),
          },
        ],
      },
    };
  };
}

/** Months below the years, each with its number written into it. */
export function CalendarPlot({
  counts,
  table,
  ...frame
}: Frame & { readonly counts: readonly MonthCount[]; readonly table: Table }) {
  const { lang } = useSpeech();
  const drawing = useMemo(
    () =>
      calendarDrawing(counts, {
        number: (number) => sayRounded(lang, number),
        month: (month, isShort) =>
          isShort
            ? String(month)
            : new Intl.DateTimeFormat(lang, { month: 'short', timeZone: 'UTC' }).format(
                new Date(Date.UTC(2026, month - 1)),
              ),
      }),
    [counts, lang],
  );
  return <Figure {...frame} table={table} drawing={drawing} />;
}
