import { useMemo } from 'react';
import { useSpeech } from '../../language.tsx';
import { SankeyPlot } from '../../plots/sankey-plot.tsx';
import type { Table } from '../../plots/table.ts';
import { AsOfLine, useFrame } from './as-of.tsx';
import { useChosen } from './chosen.ts';
import { useFlowNames } from './flow-names.ts';
import { InfluenceFrame } from './influence-frame.tsx';
import { Made, type MadeOf, useMade } from './made.tsx';

type Answer = MadeOf<'/api/influence/flow'>;

const stages = ['origin', 'answer', 'change', 'loop'];
const depthOf = (node: string): number => stages.indexOf(node.slice(0, node.indexOf('.')));

/** As one reads the plot: from left to right. */
const inOrder = (links: Answer['answer']['links']) =>
  links.toSorted((a, b) => depthOf(a.from) - depthOf(b.from) || a.from.localeCompare(b.from) || b.count - a.count);

/** From where proposals came to what became of them. */
export function FlowPage() {
  const { say } = useSpeech();
  const { along } = useChosen();
  const flow = useMade('/api/influence/flow', along);
  return (
    <InfluenceFrame title={say('influence.flow.title')}>
      <Made of={flow}>{(answer) => <Flow answer={answer} />}</Made>
    </InfluenceFrame>
  );
}

function Flow({ answer }: { readonly answer: Answer }) {
  const { say, number, lang } = useSpeech();
  const { along } = useChosen();
  const nameOf = useFlowNames();
  const frame = useFrame();
  const {
    as,
    answer: { nodes, links },
  } = answer;
  // biome-ignore lint/correctness/useExhaustiveDependencies: names change with the language only
  const shown = useMemo(
    () => nodes.map(({ node, count }) => ({ id: node, name: nameOf(node), count, depth: depthOf(node) })),
    [nodes, lang],
  );
  if (nodes.length === 0)
    return (
      <div className="empty">
        <p>{say('influence.empty')}</p>
        <p>{say('influence.empty.help')}</p>
      </div>
    );
  const { knownOn: _, ...rest } = along;
  const leadTo = (through: readonly string[]) => ({
    to: '/influence/cases',
    search: { ...rest, nodes: through.join(','), on: as.on, at: as.at },
  });
  const ends = nodes.filter(({ node }) => links.every(({ from }) => from !== node));
  const table: Table = {
    columns: [
      { label: say('influence.flow.from') },
      { label: say('influence.flow.to') },
      { label: say('influence.column.cases'), isNumber: true },
    ],
    rows: [
      ...inOrder(links).map(({ from, to, count }) => [
        { text: nameOf(from) },
        { text: nameOf(to) },
        { text: number(count), value: count, lead: leadTo([from, to]) },
      ]),
      ...ends.map(({ node, count }) => [
        { text: nameOf(node) },
        { text: say('influence.flow.stays') },
        { text: number(count), value: count, lead: leadTo([node]) },
      ]),
    ],
  };
  return (
    <>
      <AsOfLine as={as} />
      <SankeyPlot
        {...frame(say('influence.flow.title'), 'flow', as)}
        says={<p>{say('influence.flow.says')}</p>}
        nodes={shown}
        links={links}
        table={table}
      />
    </>
  );
}
