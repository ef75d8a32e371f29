import type { EChartsCoreOption } from 'echarts/core';

/** A plot at a width, in pixels: how high it is then, and what is drawn. */
export type Drawing = (width: number) => { readonly height: number; readonly option: EChartsCoreOption };

/** A drawing of which the height is all that is different in a narrow window. */
export const isNarrow = (width: number): boolean => width < 560;
