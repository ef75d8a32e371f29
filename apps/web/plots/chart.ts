import { CustomChart, HeatmapChart, LineChart, SankeyChart, ScatterChart } from 'echarts/charts';
import {
  AriaComponent,
  GraphicComponent,
  GridComponent,
  LegendComponent,
  VisualMapComponent,
} from 'echarts/components';
import { type EChartsType, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { Drawing } from './drawing.ts';
import { fonts, ink } from './looks.ts';

use([
  AriaComponent,
  CustomChart,
  GraphicComponent,
  GridComponent,
  HeatmapChart,
  LegendComponent,
  LineChart,
  SankeyChart,
  ScatterChart,
  SVGRenderer,
  VisualMapComponent,
]);

/** What the drawing library does not say in its types: the text of the plot, without styles and movement. */
interface Painter {
  renderToString(options: { cssAnimation: boolean; cssEmphasis: boolean; useViewBox: boolean }): string;
}

/** @returns the plot as the text of an SVG picture of this width, without one style that a strict policy would refuse */
export function drawn(drawing: Drawing, width: number): string {
  const { height, option } = drawing(width);
  const chart: EChartsType = init(null, null, { renderer: 'svg', ssr: true, width, height });
  chart.setOption({
    animation: false,
    backgroundColor: '#fff',
    textStyle: { fontFamily: fonts, color: ink },
    // Patterns stand on what is filled, so that nothing depends on colour.
    aria: { enabled: true, decal: { show: true } },
    ...option,
  });
  const painter = chart.getZr().painter as unknown as Painter;
  const text = painter.renderToString({ cssAnimation: false, cssEmphasis: false, useViewBox: true });
  chart.dispose();
  return withoutStyles(text);
}

/** A page whose policy allows no inline style shows attributes all the same. */
const withoutStyles = (svg: string): string =>
  svg
    .replace(/ style="([^"]*)"/g, (_, style: string) =>
      style
        .split(';')
        .map((one) => one.split(':').map((part) => part.trim()))
        .filter(([name, value]) => name && value)
        .map(([name, value]) => (name === 'font' ? fontOf(value!) : ` ${name}="${value}"`))
        .join(''),
    )
    .replace(/ ecmeta_\w+="[^"]*"/g, '');

/** `bold 12px sans-serif` as attributes. */
function fontOf(font: string): string {
  const [, weight, size, family] = /^(?:(normal|bold|\d{3}) )?(?:\S+ )??([\d.]+px)(?:\/\S+)? (.+)$/.exec(font) ?? [];
  if (size === undefined) return '';
  return ` font-size="${size}" font-family="${family}"${weight === undefined ? '' : ` font-weight="${weight}"`}`;
}
