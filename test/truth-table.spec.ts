import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { isClosed, owedByProposal } from '#domain/owed';
import { owedFacts, stateAfter } from './proposal-story.ts';
import { eventsOf, type Row, truthTable } from './truth-table.ts';

const file = join(import.meta.dirname, '../docs/reference/truth-table.md');

const closedAs: Readonly<Record<string, string>> = {
  open: 'open',
  closed: 'closed',
  closedWithoutAnswer: 'closed without an answer',
  withdrawn: 'withdrawn',
  noLoop: 'no loop to close',
};

const line = ({ wanted, story, management, group, closed }: Row): string =>
  `| ${[wanted, story.join(' · ') || 'nothing', management.join(', ') || '–', group.join(', ') || '–', closedAs[closed]].join(' | ')} |`;

function rendered(): string {
  return [
    '# The truth table: what is owed, and is the loop closed?',
    '',
    'Every row is a story: what was asked for, and what happened since the proposal was submitted, in this order. Beside it',
    'stands what management and the group’s side owe then, and whether the loop counts as closed. Everything is recorded as it',
    'happens (complete coverage); a step that a source does not cover is *not known* and appears in no row. Rows are tested one',
    'by one by `test/truth-table.spec.ts` through real events, and this page is written from them: `UPDATE_DOCS=1 npm run jest -- test/truth-table`.',
    ...truthTable.flatMap(({ title, rows }) => [
      '',
      `## ${title}`,
      '',
      '| asked for | what happened | management owes | the group owes | closed? |',
      '| --- | --- | --- | --- | --- |',
      ...rows.map(line),
    ]),
    '',
  ].join('\n');
}

describe.each(truthTable)('$title', ({ rows }) => {
  it.each(rows.map((row) => [`${row.wanted}: ${row.story.join(', ') || 'nothing'}`, row] as const))(
    '%s',
    (_name, row) => {
      const state = stateAfter(...eventsOf(row));
      const { owed, notKnown } = owedByProposal(state, owedFacts);
      const owedBy = (side: string) =>
        owed
          .filter(({ by }) => by === side)
          .map(({ what }) => what)
          .sort();
      expect({
        management: owedBy('management'),
        group: owedBy('group'),
        closed: isClosed(state, owedFacts.coverage),
        notKnown,
      }).toEqual({
        management: row.management.toSorted(),
        group: row.group.toSorted(),
        closed: row.closed,
        notKnown: [],
      });
    },
  );
});

describe('the published truth table', () => {
  it('has no two rows that tell the same story', () => {
    const stories = truthTable.flatMap(({ rows }) => rows.map(({ wanted, story }) => `${wanted}: ${story}`));
    expect(stories.filter((story, index) => stories.indexOf(story) !== index)).toEqual([]);
  });

  it('says what the rows say (UPDATE_DOCS=1 npm run jest -- test/truth-table writes it anew)', () => {
    if (process.env.UPDATE_DOCS) writeFileSync(file, rendered());
    expect(readFileSync(file, 'utf8')).toBe(rendered());
  });
});
