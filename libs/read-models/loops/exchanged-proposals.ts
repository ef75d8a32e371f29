import { answerInForce, finalFollowUp } from '#domain/owed';
import type { InLanguages, ProposalToExport } from '#open-data';
import { nobody, seesWords, type Target } from '#permissions';
import { VaultError } from '#vault';
import { publishedFields } from '../agreed.ts';
import { groupNames, labels, proposalTitles, unitNames } from '../names.ts';
import type { Reads } from '../open-reads.ts';
import { given, present } from '../present.ts';
import { type Asked, patience } from '../query.ts';
import { scopeOf } from '../scope.ts';
import { type Text, type TextOf, textsOf } from '../texts.ts';
import { hiddenEvents } from './hidden-events.ts';
import { inScope, listed } from './list-proposals.ts';
import type { ProposalRecord, Submitted } from './proposal-record.ts';
import { type ProposalColumns, recordOf, targetOf } from './proposal-rows.ts';

/** `published`: what both sides have published, as everybody may read it; `all`: what whoever asks may read. */
export type WordsToExchange = 'published' | 'all';

const rowsAtATime = 200;

/**
 * All proposals that somebody may export, the first submitted first, some at a time. Of `published` those whose title is public; an
 * answer or a follow-up is among them when its words are, and when it has been told or its days to be told are over.
 * @throws ReadModelUnavailable, VaultError: an export without the words that it should have would be a wrong one
 */
export async function* exchangedProposals(
  reads: Reads,
  asked: Asked,
  words: WordsToExchange,
): AsyncGenerator<readonly ProposalToExport[]> {
  if (asked.after !== undefined)
    await reads.waitFor(asked.after, patience, ['loops', 'organisation', 'groups', 'words']);
  const scope = scopeOf(asked.reader, 'ExportDecidim');
  const within = scope ? `AND (${inScope})` : '';
  const sql = `SELECT * FROM proposals WHERE submitted_key > ? ${within} ORDER BY submitted_key LIMIT ${rowsAtATime}`;
  for (let after = ''; ; ) {
    const rows = reads.rows('loops').all<ProposalColumns>(sql, after, ...(scope ? listed(scope) : []));
    yield await pageOf(reads, asked, words, rows);
    if (rows.length < rowsAtATime) return;
    after = rows.at(-1)!.submitted_key;
  }
}

interface Loop {
  readonly row: ProposalColumns;
  readonly record: ProposalRecord;
  readonly state: Submitted;
  readonly of: Target;
}

async function pageOf(reads: Reads, asked: Asked, words: WordsToExchange, rows: readonly ProposalColumns[]) {
  const isPublic = words === 'published';
  const loops: Loop[] = [];
  for (const row of rows) {
    const of = targetOf(row);
    if (!isPublic && !seesWords(asked.reader, of)) continue;
    const record = await recordOf(reads, row);
    if (record.state.status !== 'none') loops.push({ row, record, state: record.state, of });
  }
  const names = {
    groups: groupNames(
      reads,
      loops.map(({ row }) => row.grp),
    ),
    units: unitNames(
      reads,
      loops.map(({ row }) => row.unit),
    ),
    themes: labels(
      reads,
      'theme',
      loops.map(({ row }) => row.theme),
    ),
  };
  const named = Object.values(names).flatMap((events) => [...events.values()]);
  const linked = proposalTitles(
    reads,
    loops.flatMap(({ state }) => state.links.map(({ proposal }) => proposal)),
  );
  const said = loops.flatMap(wordsOf);
  const published = publishedFields(reads, isPublic ? [...named, ...said, ...linked.values()] : []);
  const shown = isPublic
    ? { open: [...named, ...said], published }
    : { open: named, words: loops.map((one) => ({ events: wordsOf(one), of: one.of })) };
  const text = await textsOf(reads, asked, shown);
  // What was removed since it was published is public no longer.
  const shows = (event: string | undefined, field: string) =>
    !isPublic || (published.has(`${event} ${field}`) && isThere(text(event, field)));
  const read: Read = {
    shows,
    text: (event, field) => inLanguages(shows(event, field) ? text(event, field) : null),
    // What everybody may read is open to whoever asks no sooner than to everybody.
    hidden: ({ state, of }) => hiddenEvents(reads, state, isPublic ? { ...asked, reader: nobody } : asked, of),
    isLinked: (proposal) => !isPublic || published.has(`${linked.get(proposal)} title`),
  };
  return loops
    .filter(({ record }) => shows(record.words.title, 'title'))
    .map((one) => {
      const called = (events: ReadonlyMap<string, string>, id: string, field: string) => ({
        id,
        name: read.text(events.get(id), field),
      });
      const { grp, unit, theme } = one.row;
      return {
        ...exchanged(one, read),
        group: called(names.groups, grp, 'name'),
        unit: called(names.units, unit, 'name'),
        ...(theme !== null && { theme: called(names.themes, theme, 'label') }),
        ...(!isPublic && present({ meeting: one.record.meeting })),
      };
    });
}

interface Read {
  readonly shows: (event: string | undefined, field: string) => boolean;
  readonly text: (event: string | undefined, field: string) => InLanguages;
  readonly hidden: (loop: Loop) => ReadonlyMap<string, string>;
  readonly isLinked: (proposal: string) => boolean;
}

const startOf = ({ changes, trials, inForce }: Submitted) =>
  [...changes, ...trials].find(({ answer }) => answer !== undefined && answer === inForce);

/** The events whose words may stand in an export. */
const wordsOf = ({ record, state }: Loop): string[] =>
  [
    record.words.title,
    record.words.text,
    answerInForce(state)?.event,
    finalFollowUp(state)?.event,
    startOf(state)?.event,
  ].filter((event) => event !== undefined);

function exchanged(loop: Loop, { shows, text, hidden, isLinked }: Read): Omit<ProposalToExport, 'group' | 'unit'> {
  const { row, record, state } = loop;
  const kept = hidden(loop);
  const answer = answerInForce(state);
  const reasonIn = ['reason', 'briefAnswer'].find((field) => shows(answer?.event, field));
  const isAnswered = answer !== undefined && reasonIn !== undefined && !kept.has(answer.event);
  const start = startOf(state);
  const followUp = finalFollowUp(state);
  const isFollowedUp =
    isAnswered &&
    followUp !== undefined &&
    !kept.has(followUp.event) &&
    ['whatChanged', 'whyNot'].some((field) => shows(followUp.event, field));
  return {
    id: row.id,
    title: text(record.words.title, 'title'),
    text: text(record.words.text, 'text'),
    withdrawn: state.status === 'withdrawn',
    linked: state.links.map(({ proposal }) => proposal).filter(isLinked),
    ...present({
      submittedOn: given(row.submitted_on),
      receivedOn: given(row.received_on),
      withdrawnOn: state.status === 'withdrawn' ? state.ended.on : undefined,
      startedOn: isAnswered && start && shows(start.event, 'what') ? start.on : undefined,
      answer: isAnswered ? answerOf(answer, state, reasonIn, text) : undefined,
      followUp: isFollowedUp
        ? {
            ...present({ on: followUp.on }),
            changed: followUp.changed,
            whatChanged: text(followUp.event, 'whatChanged'),
            whyNot: text(followUp.event, 'whyNot'),
          }
        : undefined,
    }),
  };
}

function answerOf(
  { event, on, decision, reply, byWhen }: Submitted['answers'][number],
  { tellings }: Submitted,
  reasonIn: string,
  text: Read['text'],
) {
  const reason = text(event, reasonIn);
  const isSaid = Object.keys(reason.written).length > 0;
  const told = tellings.find(({ ofEvent }) => ofEvent === event);
  return {
    ...present({ on, decision, reply, byWhen, toldOn: told?.on }),
    // A short reason serves as its own brief answer.
    reason: isSaid ? reason : text(event, 'briefAnswer'),
    whatWillBeDone: text(event, 'whatWillBeDone'),
  };
}

/** @throws VaultError when nobody can say what is written there */
function isThere(text: Text | null): text is Extract<Text, { readonly text: string }> {
  if (text && 'unavailable' in text) throw new VaultError('vault-unavailable', 'The vault is not reachable.');
  return text !== null && 'text' in text;
}

function inLanguages(text: ReturnType<TextOf>): InLanguages {
  const written: Record<string, string> = {};
  const byMachine: Record<string, string> = {};
  for (const one of isThere(text) ? versionsOf(text) : [])
    (one.by === 'machine' ? byMachine : written)[one.lang] ??= one.text;
  return { written, byMachine };
}

/** What was cleaned stands for all that was there before. */
function versionsOf(text: Extract<Text, { readonly text: string }>) {
  const others = text.versions ?? [];
  return [text, ...(text.by === 'cleaned' ? others.filter(({ by }) => by !== 'original') : others)];
}
