import { parts } from './measures.ts';
import type { Snapshot } from './snapshot.ts';

/** Where a proposal came from, what was answered, whether anything changed, and whether the loop is closed. */
const stages = ['origin', 'answer', 'change', 'loop'] as const;
type Stage = (typeof stages)[number];

/** `answer.accepted`: a stage and what happened there. */
export type FlowNode = `${Stage}.${string}`;

export interface Flow {
  readonly nodes: readonly { readonly node: FlowNode; readonly count: number }[];
  readonly links: readonly { readonly from: FlowNode; readonly to: FlowNode; readonly count: number }[];
}

/** The nodes that a proposal goes through; it stops where nothing more is to come, or nobody knows. */
export function pathOf(snapshot: Snapshot, row: number): FlowNode[] {
  const text = (name: 'origin' | 'decision' | 'reply' | 'changed' | 'closed') =>
    snapshot.codes[name].values[snapshot.column[name][row]!]!;
  const part = (measure: string) => parts[snapshot.shares[measure]![row]! - 1];
  const path: FlowNode[] = [`origin.${text('origin')}`];
  const answer = answerIn(part('answered'), text('decision'), text('reply'), text('closed'));
  path.push(`answer.${answer}`);
  if (unanswered.has(answer)) return path;
  const changed = text('changed');
  if (promising.has(answer)) {
    const isKnown = part('changed') !== 'notKnown';
    path.push(`change.${changed !== 'none' ? changed : isKnown ? 'awaited' : 'notKnown'}`);
  }
  const closed = text('closed');
  path.push(`loop.${closed}`);
  return path;
}

const unanswered: ReadonlySet<string> = new Set([
  'withdrawn',
  'closedWithoutAnswer',
  'awaited',
  'notKnown',
  'notAsked',
]);
const promising: ReadonlySet<string> = new Set(['accepted', 'partlyAccepted', 'trial']);

function answerIn(
  answered: (typeof parts)[number] | undefined,
  decision: string,
  reply: string,
  closed: string,
): string {
  if (decision !== 'none') return decision;
  if (reply !== 'none') return reply;
  if (answered === undefined) return 'notAsked';
  if (answered === 'withdrawn' || answered === 'notKnown') return answered;
  // An answer that was given before the group took it up again stands no more.
  if (closed === 'withdrawn' || closed === 'closedWithoutAnswer') return closed;
  return answered === 'recorded' ? 'notKnown' : 'awaited';
}

/** How many proposals go from where to where. */
export function flow(snapshot: Snapshot, mask: Uint8Array): Flow {
  const nodes = new Map<FlowNode, number>();
  const links = new Map<string, { from: FlowNode; to: FlowNode; count: number }>();
  for (let row = 0; row < snapshot.count; row++) {
    if (mask[row] === 0) continue;
    const path = pathOf(snapshot, row);
    for (const [index, node] of path.entries()) {
      nodes.set(node, (nodes.get(node) ?? 0) + 1);
      const to = path[index + 1];
      if (to === undefined) continue;
      const link = links.get(`${node} ${to}`) ?? { from: node, to, count: 0 };
      link.count += 1;
      links.set(`${node} ${to}`, link);
    }
  }
  return {
    nodes: [...nodes].map(([node, count]) => ({ node, count })).sort((a, b) => (a.node < b.node ? -1 : 1)),
    links: [...links.values()].sort((a, b) => (`${a.from} ${a.to}` < `${b.from} ${b.to}` ? -1 : 1)),
  };
}
