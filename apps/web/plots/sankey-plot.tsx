import { useMemo } from 'react';
import { useSpeech } from '../language.tsx';
import type { Drawing } from './drawing.ts';
import { Figure, type Frame } from './figure.tsx';
import { ink, lookOf } from './looks.ts';
import { sayRounded } from './saying.ts';
import type { Table } from './table.ts';

export interface FlowNode {
  readonly id: string;
  readonly name: string;
  readonly count: number;
  /** How far along: 0 is the beginning. */
  readonly depth: number;
}

export interface FlowLink {
  readonly from: string;
  readonly to: string;
  readonly count: number;
}

function sankeyDrawing(
  nodes: readonly FlowNode[],
  links: readonly FlowLink[],
  number: (number: number) => string,
): Drawing {
  const deepest = Math.max(0, ...nodes.map(({ depth }) => depth));
  const tallest = Math.max(
    1,
    ...Array.from({ length: deepest + 1 }, (_, depth) => nodes.filter((one) => one.depth === depth).length),
  );
  return (width) => ({
    height: Math.max(280, tallest * 68),
    option: {
      series: [
        {
          type: 'sankey',
          silent: true,
          draggable: false,
          left: 4,
          right: 4,
          top: 12,
          bottom: 12,
          nodeWidth: 18,
          nodeGap: 30,
          layoutIterations: 24,
          nodeAlign: 'left',
          data: nodes.map(({ id, name, count, depth }, index) => {
            const { colour } = lookOf(depth);
            return {
              name: id,
              depth,
              itemStyle: { color: colour, borderColor: ink, borderWidth: 0.5, decal: { symbol: 'none' } },
              label: {
                show: true,
                // What ends on the right edge is named on its left.
                position: depth === deepest && deepest > 0 ? 'left' : 'right',
                formatter: () => `${name}: ${number(count)}`,
                color: ink,
                fontSize: 13,
                lineHeight: 16,
                width: width / (deepest + 1) - 34,
                overflow: 'break',
                align: depth === deepest && deepest > 0 ? 'right' : 'left',
                backgroundColor: 'rgba(255, 255, 255, 0.72)',
                padding: [1, 3],
              },
              z: index,
            };
          }),
          links: links.map(({ from, to, count }) => ({ source: from, target: to, value: count })),
          lineStyle: { color: 'source', opacity: 0.28, curveness: 0.5 },
        },
      ],
    },
  });
}

/** What becomes of what was asked: streams as broad as they are many, from the beginning on the left to the ends on the right. */
export function SankeyPlot({
  nodes,
  links,
  table,
  ...frame
}: Frame & { readonly nodes: readonly FlowNode[]; readonly links: readonly FlowLink[]; readonly table: Table }) {
  const { lang } = useSpeech();
  const drawing = useMemo(
    () => sankeyDrawing(nodes, links, (number) => sayRounded(lang, number)),
    [nodes, links, lang],
  );
  return <Figure {...frame} table={table} drawing={drawing} least={760} />;
}
