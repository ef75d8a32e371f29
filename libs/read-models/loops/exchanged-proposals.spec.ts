import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ProposalToExport } from '#open-data';
import type { Capacity, Rights } from '#permissions';
import { administrator, LogAndReads, type Recorded } from '../../../test/log-and-reads.ts';
import { exchangedProposals, type WordsToExchange } from './exchanged-proposals.ts';

let log: LogAndReads;
let answer: Recorded;
const given: string[] = [];

const as = (...capacities: Capacity[]): Rights => ({ account: 'somebody', capacities });
const analyst: Capacity = { kind: 'analyst', units: 'all', words: false };
const member: Capacity = { kind: 'member', role: 'clientDeveloper', group: 'lobby', groups: ['lobby'] };

async function exchanged(
  words: WordsToExchange,
  reader = administrator,
  today = '2026-04-01',
): Promise<ProposalToExport[]> {
  await log.seen(['loops', 'organisation', 'groups', 'words']);
  given.length = 0;
  const asked = { reader, today, onWords: (events: readonly string[]) => void given.push(...events) };
  const found: ProposalToExport[] = [];
  for await (const page of exchangedProposals(log.reads, asked, words)) found.push(...page);
  return found;
}

const publish = async (
  { id: ofEvent }: Recorded,
  fields: readonly string[],
  stream = 'proposal-bench',
  sides = ['group', 'management'],
) => {
  for (const side of sides) await log.happened(stream, 'Published', { ofEvent, fields, side });
};

let submitted: Recorded;
beforeEach(async () => {
  log = await LogAndReads.open();
  await log.happened('unit-services', 'UnitEstablished', {}, { words: { name: 'Services' } });
  await log.happened('unit-families', 'UnitEstablished', {}, { words: { name: 'Families' } });
  const lobby = { kind: 'coDevelopment', unit: 'services' };
  await log.happened('group-lobby', 'GroupFounded', lobby, { words: { name: 'Lobby' } });
  await log.happened('group-yard', 'GroupFounded', { ...lobby, unit: 'families' }, { words: { name: 'Yard' } });
  await log.happened('organisation-main', 'ThemeNamed', { code: 'rooms' }, { words: { label: 'Rooms' } });
  const asked = { group: 'lobby', unit: 'services', kind: 'idea', answerWanted: 'decision', theme: 'rooms' };
  const words = { title: 'A bench', text: 'For the lobby' };
  submitted = await log.happened('proposal-bench', 'ProposalSubmitted', asked, { on: '2026-01-05', words });
  await log.happened(
    'proposal-bench',
    'WordsTranslated',
    { ofEvent: submitted.id, field: 'title', language: 'sv', madeBy: 'translator' },
    { words: { text: 'En bänk' } },
  );
  await log.happened(
    'proposal-bench',
    'WordsTranslated',
    { ofEvent: submitted.id, field: 'title', language: 'fi', madeBy: 'machine' },
    { words: { text: 'Penkki' } },
  );
  const decided = { decision: 'accepted', byWhen: '2026-09-01' };
  const reason = { reason: 'There is room.', whatWillBeDone: 'We buy one.' };
  answer = await log.happened('proposal-bench', 'ProposalDecided', decided, { on: '2026-03-30', words: reason });
  const swing = { group: 'yard', unit: 'families', kind: 'idea' };
  await log.happened('proposal-swing', 'ProposalSubmitted', swing, { on: '2026-02-01', words: { title: 'A swing' } });
});
afterEach(() => log.close());

describe('what is exchanged of proposals when all words are asked for', () => {
  it('is each with its words in all languages, its names and its answer, the first submitted first', async () => {
    await log.happened('proposal-bench', 'AnswerTold', { ofEvent: answer.id, how: 'meeting' }, { on: '2026-03-31' });
    await log.happened('proposal-bench', 'ChangeStarted', {}, { on: '2026-03-31', words: { what: 'Ordered' } });
    await log.happened(
      'proposal-bench',
      'FollowUpRecorded',
      { changed: 'partly' },
      { on: '2026-04-01', words: { whatChanged: 'One of two', whyNot: 'No more money' } },
    );
    const english = (text: string) => ({ written: { en: text }, byMachine: {} });
    expect(await exchanged('all')).toEqual([
      {
        id: 'bench',
        group: { id: 'lobby', name: english('Lobby') },
        unit: { id: 'services', name: english('Services') },
        theme: { id: 'rooms', name: english('Rooms') },
        title: { written: { en: 'A bench', sv: 'En bänk' }, byMachine: { fi: 'Penkki' } },
        text: english('For the lobby'),
        submittedOn: '2026-01-05',
        withdrawn: false,
        linked: [],
        answer: {
          on: '2026-03-30',
          toldOn: '2026-03-31',
          decision: 'accepted',
          byWhen: '2026-09-01',
          reason: english('There is room.'),
          whatWillBeDone: english('We buy one.'),
        },
        startedOn: '2026-03-31',
        followUp: {
          on: '2026-04-01',
          changed: 'partly',
          whatChanged: english('One of two'),
          whyNot: english('No more money'),
        },
      },
      expect.objectContaining({ id: 'swing', title: english('A swing') }),
    ]);
    expect(given).toContain(submitted.id);
    expect(given).toContain(answer.id);
  });

  it('reaches as far as somebody reaches, and has no proposal whose words they may not read', async () => {
    const ids = async (...capacities: Capacity[]) => (await exchanged('all', as(...capacities))).map(({ id }) => id);
    expect(await ids({ kind: 'management', post: 'head', units: ['services'] })).toEqual(['bench']);
    expect(await ids({ kind: 'coordinator', group: 'yard', groups: ['yard'] })).toEqual(['swing']);
    expect(await ids(analyst)).toEqual([]);
    expect(await ids({ ...analyst, words: true })).toEqual(['bench', 'swing']);
    expect(await ids(analyst, member)).toEqual(['bench']);
    // Whoever may export nothing gets nothing, whatever they may read.
    expect(await ids(member)).toEqual([]);
  });

  it('has nothing of a text that was forgotten', async () => {
    await log.happened('proposal-bench', 'WordsForgotten', {
      ofEvent: submitted.id,
      fields: ['text'],
      reasonCode: 'personalData',
    });
    await log.vault.words.forget(submitted.id, ['text']);
    const [bench] = await exchanged('all');
    expect(bench).toMatchObject({ title: { written: { en: 'A bench' } }, text: { written: {} } });
  });
});

describe('what is exchanged of proposals when only what is public is asked for', () => {
  it('is nothing while one side alone has published it', async () => {
    await publish(submitted, ['title'], 'proposal-bench', ['group']);
    expect(await exchanged('published')).toEqual([]);
  });

  it('is the words that both sides have published, for analysts who read no words too', async () => {
    await publish(submitted, ['title']);
    for (const reader of [administrator, as(analyst)]) {
      const [bench, ...others] = await exchanged('published', reader);
      expect(others).toEqual([]);
      expect(bench).toMatchObject({ id: 'bench', submittedOn: '2026-01-05', title: { written: { en: 'A bench' } } });
      expect(bench).toMatchObject({ text: { written: {} }, group: { name: { written: {} } } });
      expect(bench).not.toHaveProperty('answer');
      expect(given).toEqual([]);
    }
  });

  it('has nothing of an answer before it has been told or its days are over, whoever asks', async () => {
    await publish(submitted, ['title']);
    await publish(answer, ['reason']);
    const readers = [administrator, as(analyst), as({ kind: 'management', post: 'head', units: 'all' })];
    for (const reader of readers) expect((await exchanged('published', reader))[0]).not.toHaveProperty('answer');
    expect((await exchanged('published', administrator, '2026-05-01'))[0]).toMatchObject({
      answer: { decision: 'accepted' },
    });
    await log.happened('proposal-bench', 'AnswerTold', { ofEvent: answer.id, how: 'meeting' }, { on: '2026-04-01' });
    const [bench] = await exchanged('published');
    expect(bench).toMatchObject({
      answer: { decision: 'accepted', reason: { written: { en: 'There is room.' } }, whatWillBeDone: { written: {} } },
    });
  });

  it('has an answer and what came of it only where their words are public', async () => {
    await publish(submitted, ['title']);
    await log.happened('proposal-bench', 'AnswerTold', { ofEvent: answer.id, how: 'meeting' }, { on: '2026-03-30' });
    const started = await log.happened(
      'proposal-bench',
      'ChangeStarted',
      {},
      { on: '2026-03-31', words: { what: 'Ordered' } },
    );
    const followUp = await log.happened(
      'proposal-bench',
      'FollowUpRecorded',
      { changed: 'yes' },
      { on: '2026-03-31', words: { whatChanged: 'A bench' } },
    );
    await log.happened('proposal-bench', 'AnswerTold', { ofEvent: followUp.id, how: 'meeting' }, { on: '2026-03-31' });
    await publish(followUp, ['whatChanged']);
    const [unanswered] = await exchanged('published');
    for (const field of ['answer', 'followUp', 'startedOn']) expect(unanswered).not.toHaveProperty(field);
    await publish(answer, ['reason']);
    const [bench] = await exchanged('published');
    expect(bench).toMatchObject({ followUp: { changed: 'yes', whatChanged: { written: { en: 'A bench' } } } });
    expect(bench).not.toHaveProperty('startedOn');
    await publish(started, ['what']);
    expect((await exchanged('published'))[0]).toMatchObject({ startedOn: '2026-03-31' });
  });

  it('has no answer whose words were removed since', async () => {
    await publish(submitted, ['title']);
    await log.happened('proposal-bench', 'AnswerTold', { ofEvent: answer.id, how: 'meeting' }, { on: '2026-03-30' });
    await publish(answer, ['reason']);
    expect((await exchanged('published'))[0]).toHaveProperty('answer');
    await log.vault.words.forget(answer.id, ['reason']);
    expect((await exchanged('published'))[0]).not.toHaveProperty('answer');
    await log.vault.words.forget(submitted.id, ['title']);
    expect(await exchanged('published')).toEqual([]);
  });

  it('names no linked proposal that is not public itself', async () => {
    await publish(submitted, ['title']);
    await log.happened('proposal-bench', 'ProposalLinked', { proposal: 'swing', how: 'sameMatter' });
    expect((await exchanged('published'))[0]).toMatchObject({ linked: [] });
    expect((await exchanged('all'))[0]).toMatchObject({ linked: ['swing'] });
  });
});
