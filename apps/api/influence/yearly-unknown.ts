import { organisation } from '#domain';
import { type Block, heading, type Line, Pieces, paragraph } from './report-model.ts';
import type { Shown } from './yearly-figures.ts';

/** By source, what it does not record. */
export function notKnown({ words, facts }: Shown): Block[] {
  const { say, number } = words;
  const counts = new Map<string, number>();
  for (const cohort of [facts.cohort, facts.undated])
    for (const { value, cases } of cohort?.values.get('source') ?? [])
      counts.set(value, (counts.get(value) ?? 0) + cases);
  const sources = facts.sources.filter(({ id }) => counts.has(id));
  const steps = (of: readonly string[]) => of.map((step) => words.code('reports.step', step)).join(', ');
  const list = sources.map(({ id, title, coverage }): Line => {
    const pieces = new Pieces();
    const of = (wanted: 'none' | 'partial') => aboutProposals.filter((step) => (coverage[step] ?? 'none') === wanted);
    const count = counts.get(id)!;
    return pieces.line(
      [
        say('reports.unknown.count', { source: pieces.put(words.name(title, id)), number: number(count), count }),
        ...(of('none').includes('decisions') ? [say('reports.unknown.noAnswers')] : []),
        ...(of('none').length > 0 ? [say('reports.unknown.none', { steps: steps(of('none')) })] : []),
        ...(of('partial').length > 0 ? [say('reports.unknown.partial', { steps: steps(of('partial')) })] : []),
      ].join(' '),
    );
  });
  return [
    heading(2, say('reports.unknown.heading')),
    paragraph(say(list.length > 0 ? 'reports.unknown.what' : 'reports.unknown.nothing')),
    ...(list.length > 0 ? [{ kind: 'list', lines: list } as const] : []),
  ];
}

/** Steps of a loop, of which a source may record all, some or none. */
const aboutProposals = organisation.coverageSteps.filter(
  (step) => !['groups', 'meetings', 'activities', 'commissions'].includes(step),
);
