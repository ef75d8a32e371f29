import { useMemo } from 'react';
import { useSpeech } from '../language.tsx';
import { type Drawing, isNarrow } from './drawing.ts';
import { Figure, type Frame } from './figure.tsx';
import { axisLook, deed, ink, soft } from './looks.ts';
import { sayShare } from './saying.ts';
import type { Table } from './table.ts';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** A share of what is called so; missing where nothing is known that it could be a share of. */
export interface Bar {
  readonly name: string;
  readonly share: number | undefined;
  readonly yes: number;
  readonly of: number;
  readonly wilson?: Interval | undefined;
  readonly bootstrap?: Interval | undefined;
}

interface Texts {
  readonly nothingKnown: string;
  readonly wilson: string;
  readonly bootstrap: string;
  readonly share: (share: number) => string;
}

type Api = { readonly coord: (at: readonly number[]) => number[]; readonly value: (dimension: number) => number };

/** A line with a cross stroke at either end, drawn in one go. */
const whisker = (from: readonly number[], to: readonly number[], reach: number, lineDash: number[] | null) => {
  const ends = ([x = 0, y = 0]: readonly number[]) => [
    [x, y - reach],
    [x, y + reach],
    [x, y],
  ];
  return {
    type: 'polyline',
    shape: { points: [...ends(from), ...ends(to).reverse()] },
    style: { stroke: ink, lineWidth: 1.75, fill: 'none', ...(lineDash && { lineDash }) },
  };
};

/** Lying bars, each below what it is called, with both intervals across its end. */
function barsDrawing(bars: readonly Bar[], texts: Texts): Drawing {
  return (width) => {
    const narrow = isNarrow(width);
    const isByGroup = bars.some(({ bootstrap }) => bootstrap);
    const keyRow = narrow ? 58 : 26;
    const [left, right, top, row] = [4, 28, (isByGroup ? 2 : 1) * keyRow + 12, narrow ? 82 : 62];
    const down = narrow ? 10 : 0;
    const plot = bars.length * row;
    // What stands below the others is drawn first, from the ground up.
    const shown = [...bars].reverse();
    return {
      height: top + plot + 40,
      option: {
        graphic: [
          keyOf(keyRow / 2, texts.wilson, null, width),
          isByGroup ? keyOf(1.5 * keyRow, texts.bootstrap, [3, 3], width) : [],
        ].flat(),
        grid: { left, right, top, height: plot },
        xAxis: {
          ...axisLook,
          type: 'value',
          min: 0,
          max: 1,
          interval: narrow ? 0.5 : 0.25,
          axisLabel: {
            ...axisLook.axisLabel,
            formatter: (share: number) => texts.share(share),
            alignMinLabel: 'left',
            alignMaxLabel: 'right',
          },
        },
        yAxis: { type: 'category', show: false, data: shown.map((_, index) => index) },
        series: [
          {
            type: 'custom',
            silent: true,
            data: shown.map(({ share }, index) => [share ?? 0, index]),
            renderItem: ({ dataIndex }: { dataIndex: number }, api: Api) => {
              const { name, share, yes, of, wilson, bootstrap } = shown[dataIndex]!;
              const [x0, y] = api.coord([0, dataIndex]) as [number, number];
              const [x] = api.coord([share ?? 0, dataIndex]) as [number];
              const on = (value: number, below: number) => [api.coord([value, dataIndex])[0]!, y + below] as const;
              const said = share === undefined ? texts.nothingKnown : `${texts.share(share)} (${yes}/${of})`;
              return {
                type: 'group',
                children: [
                  {
                    type: 'text',
                    style: {
                      text: narrow ? `${name}\n{b|${said}}` : `${name}: {b|${said}}`,
                      rich: { b: { fontWeight: 'bold', fontSize: 14, fill: ink } },
                      x: x0,
                      y: y - (narrow ? 34 : 24),
                      lineHeight: 18,
                      fill: ink,
                      fontSize: 14,
                      width: width - left - right,
                      overflow: 'truncate',
                    },
                  },
                  {
                    type: 'rect',
                    shape: { x: x0, y: y + down - 3, width: Math.max(x - x0, share === undefined ? 0 : 1), height: 24 },
                    style: { fill: deed, opacity: 0.45 },
                  },
                  ...(share === undefined
                    ? []
                    : [
                        {
                          type: 'rect',
                          shape: { x: x - 1.5, y: y + down - 3, width: 3, height: 24 },
                          style: { fill: '#003479' },
                        },
                      ]),
                  ...(wilson ? [whisker(on(wilson.low, down + 4), on(wilson.high, down + 4), 4, null)] : []),
                  ...(bootstrap
                    ? [whisker(on(bootstrap.low, down + 15), on(bootstrap.high, down + 15), 4, [3, 3])]
                    : []),
                ],
              };
            },
          },
        ],
      },
    };
  };
}

const keyOf = (y: number, text: string, lineDash: number[] | null, width: number): object[] => [
  { ...whisker([4, y], [40, y], 4, lineDash), silent: true },
  {
    type: 'text',
    silent: true,
    x: 50,
    y,
    style: {
      text,
      fill: soft,
      fontSize: 13,
      verticalAlign: 'middle',
      width: width - 60,
      overflow: 'break',
      lineHeight: 17,
    },
  },
];

/** Shares beside one another, each with how sure it is. */
export function BarsWithIntervals({
  bars,
  table,
  ...frame
}: Frame & { readonly bars: readonly Bar[]; readonly table: Table }) {
  const { say, lang } = useSpeech();
  const drawing = useMemo(
    () =>
      barsDrawing(bars, {
        nothingKnown: say('influence.nothingKnown'),
        wilson: say('influence.interval.wilson'),
        bootstrap: say('influence.interval.bootstrap'),
        share: (share) => sayShare(lang, share),
      }),
    [bars, lang, say],
  );
  return <Figure {...frame} table={table} drawing={drawing} />;
}
