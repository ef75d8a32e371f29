import { type Static, Type } from 'typebox';
import { answerInForce } from '#domain/owed';
import { maySee } from '#permissions';
import { wordsIn } from '#search';
import { QueryRefused } from '../errors.ts';
import { hiddenEvents } from '../loops/hidden-events.ts';
import { namesOf, type ProposalColumns, ProposalRow, proposalRow, recordOf, targetOf } from '../loops/proposal-rows.ts';
import { type Reads, searched } from '../open-reads.ts';
import { type Asked, query } from '../query.ts';
import { TextOrNothing, textsOf, untold } from '../texts.ts';
import { findWords } from './find-words.ts';
import { Partial, whyPartial } from './search.ts';

const reasons = ['linked', 'words', 'theme'] as const;
type Reason = (typeof reasons)[number];

/** How many are shown, and how many words are taken out of a text to look for. */
const most = 10;
const mostWords = 12;
/** Shorter words say little of what a text is about. */
const shortestTelling = 5;

const Item = Type.Object({
  ...ProposalRow.properties,
  why: Type.Array(Type.Enum([...reasons]), {
    description: 'linked: somebody has linked them; words: they have words in common; theme: they are of one theme.',
  }),
  reason: TextOrNothing,
  briefAnswer: TextOrNothing,
});

export const ListSimilar = query(
  {
    name: 'ListSimilar',
    path: '/api/proposals/{id}/similar',
    summary:
      'Other proposals on the same matter, with what they were answered: linked ones, those with words in common, those of one theme.',
    from: ['loops', 'organisation', 'groups', 'words', searched],
    params: Type.Object({ id: Type.String() }, { additionalProperties: false }),
    answer: Type.Object({ items: Type.Array(Item), partial: Partial }),
  },
  async (reads, { id }, asked) => {
    const row = reads.rows('loops').get<ProposalColumns>('SELECT * FROM proposals WHERE id = ?', id);
    if (!row || !maySee(asked.reader, 'ListSimilar', targetOf(row)))
      throw new QueryRefused('query.not-found', 'There is no such proposal.', 'id');
    const { state, words } = await recordOf(reads, row);
    const linked = state.status === 'none' ? [] : state.links.map(({ proposal }) => proposal);
    const alike = await alikeIn(reads, row, Object.values(words), asked);
    const why = new Map<string, Reason[]>();
    const add = (ids: readonly string[], reason: Reason) => {
      for (const one of ids) if (one !== id) why.set(one, [...(why.get(one) ?? []), reason]);
    };
    add([...new Set(linked)], 'linked');
    add(alike, 'words');
    add(sameTheme(reads, row, asked), 'theme');
    const items = await itemsOf(reads, why, asked);
    const partial = whyPartial(reads, asked);
    return { items, ...(partial && { partial }) };
  },
);

/** Proposals with words of this one, the likest first. */
async function alikeIn(reads: Reads, row: ProposalColumns, events: readonly string[], asked: Asked): Promise<string[]> {
  const text = await textsOf(reads, asked, { words: [{ events, of: targetOf(row) }] });
  const written = (field: string) =>
    events.flatMap((event) => {
      const one = text(event, field);
      return one && 'text' in one ? wordsIn(one.text).map(({ word }) => word) : [];
    });
  const telling = written('text').filter((word) => word.length >= shortestTelling);
  const words = [...new Set([...written('title'), ...telling.sort((one, other) => other.length - one.length)])].slice(
    0,
    mostWords,
  );
  if (words.length === 0) return [];
  const found = await findWords(
    reads,
    {
      words,
      forms: true,
      atLeast: Math.min(2, words.length),
      marks: [['proposal']],
      // One more than is shown: the proposal is most like itself.
      most: most + 1,
      operation: 'ListSimilar',
      isWanted: () => true,
    },
    asked,
  );
  return found.map(({ event }) => event.of);
}

function sameTheme(reads: Reads, { theme, id }: ProposalColumns, { reader }: Asked): string[] {
  if (theme === null) return [];
  const sql = 'SELECT * FROM proposals WHERE theme = ? AND id <> ? ORDER BY submitted_key DESC LIMIT 200';
  return reads
    .rows('loops')
    .all<ProposalColumns>(sql, theme, id)
    .filter((one) => maySee(reader, 'ListSimilar', targetOf(one)))
    .map((one) => one.id);
}

async function itemsOf(reads: Reads, why: ReadonlyMap<string, Reason[]>, asked: Asked): Promise<Static<typeof Item>[]> {
  const sql = 'SELECT * FROM proposals WHERE id IN (SELECT value FROM json_each(?))';
  const all = reads.rows('loops').all<ProposalColumns>(sql, JSON.stringify([...why.keys()]));
  const byId = new Map(all.map((row) => [row.id, row]));
  const rows = [...why.keys()]
    .flatMap((id) => byId.get(id) ?? [])
    .filter((row) => maySee(asked.reader, 'ListSimilar', targetOf(row)))
    .slice(0, most);
  const answers = await Promise.all(
    rows.map(async (row) => {
      const { state } = await recordOf(reads, row);
      if (state.status === 'none') return undefined;
      const event = answerInForce(state)?.event;
      if (event === undefined) return undefined;
      return { event, opens: hiddenEvents(reads, state, asked, targetOf(row)).get(event) };
    }),
  );
  const names = await namesOf(reads, rows, asked, (_row, index) => [answers[index]?.event]);
  return rows.map((row, index) => {
    const answer = answers[index];
    const said = (field: string) =>
      answer?.opens === undefined ? names.text(answer?.event, field) : untold(answer.opens);
    return {
      ...proposalRow(row, names, asked),
      why: why.get(row.id)!,
      reason: said('reason'),
      briefAnswer: said('briefAnswer'),
    };
  });
}
