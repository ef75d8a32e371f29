/** Without quotation marks, which would end an attribute. */
export const fonts = "'Source Sans 3', 'Source Sans Pro', system-ui, 'Helvetica Neue', Arial, sans-serif";

// As in style.css; on white each has a contrast of at least 4.5 as text and 3 as a line.
export const ink = '#292929';
export const soft = '#5f686d';
const edge = '#7c868c';
export const deed = '#2a6ebb';

/** What tells one series from another: a colour, and for whoever does not see it the dashes, the symbol and the pattern. */
export interface Look {
  readonly colour: string;
  readonly dash: 'solid' | readonly number[];
  readonly symbol: string;
  readonly decal: object;
}

const decal = (symbol: string, dash: object): object => ({ color: 'rgba(255, 255, 255, 0.55)', symbol, ...dash });

const looks: readonly Look[] = [
  { colour: '#2a6ebb', dash: 'solid', symbol: 'circle', decal: { symbol: 'none' } },
  {
    colour: '#8a4b00',
    dash: [8, 4],
    symbol: 'rect',
    decal: decal('rect', { dashArrayX: [1, 0], dashArrayY: [2, 6], rotation: -Math.PI / 4 }),
  },
  {
    colour: '#006e33',
    dash: [2, 3],
    symbol: 'triangle',
    decal: decal('circle', {
      dashArrayX: [
        [8, 8],
        [0, 8, 8, 0],
      ],
      dashArrayY: [6, 0],
      symbolSize: 0.7,
    }),
  },
  {
    colour: '#5f2c91',
    dash: [10, 3, 2, 3],
    symbol: 'diamond',
    decal: decal('rect', { dashArrayX: [1, 0], dashArrayY: [2, 5] }),
  },
  {
    colour: '#b3192b',
    dash: [14, 3],
    symbol: 'roundRect',
    decal: decal('rect', { dashArrayX: [1, 0], dashArrayY: [2, 6], rotation: Math.PI / 4 }),
  },
  {
    colour: '#292929',
    dash: [5, 2, 1, 2, 1, 2],
    symbol: 'arrow',
    decal: decal('triangle', {
      dashArrayX: [
        [9, 9],
        [0, 9, 9, 0],
      ],
      dashArrayY: [7, 2],
      symbolSize: 0.7,
    }),
  },
];

export const lookOf = (index: number): Look => looks[index % looks.length]!;

/** As many series as can be told from one another in one plot. */
export const mostSeries = looks.length;

/** A, B, C …: by these the table and the plot name the same series. */
export const letterOf = (index: number): string => String.fromCharCode(65 + index);

/** A distance between marks on an axis of days, so that about `most` of them fit. */
export function daysBetweenMarks(horizon: number, most: number): number {
  const steps = [1, 2, 5, 7, 14, 30, 60, 90, 180, 365, 730, 1_825, 3_650];
  return steps.find((step) => horizon / step <= most + 0.2) ?? Math.ceil(horizon / most);
}

/** How the axes look in every plot. */
export const axisLook = {
  axisLine: { show: true, lineStyle: { color: edge } },
  axisTick: { show: true, lineStyle: { color: edge } },
  splitLine: { lineStyle: { color: '#e7eaeb' } },
  axisLabel: { color: ink, fontSize: 13 },
  nameTextStyle: { color: ink, fontSize: 13 },
} as const;

/** The axis of shares, from nothing to all. */
export const shareAxis = (name: string, sayShare: (share: number) => string, narrow: boolean): object => ({
  ...axisLook,
  type: 'value',
  min: 0,
  max: 1,
  interval: 0.25,
  name,
  nameLocation: 'middle',
  nameGap: narrow ? 42 : 54,
  axisLabel: { ...axisLook.axisLabel, formatter: sayShare },
});

/** Names above a plot, one below another, cut off where they are too long. */
export const namesAbove = (width: number): object => ({
  left: 0,
  top: 0,
  orient: 'vertical',
  itemGap: 12,
  selectedMode: false,
  textStyle: { color: ink, fontSize: 14, width, overflow: 'truncate' },
});
