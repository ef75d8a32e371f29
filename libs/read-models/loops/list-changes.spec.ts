import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  administrator,
  coordinator,
  everybody,
  LogAndReads,
  management,
  type Recorded,
} from '../../../test/log-and-reads.ts';

interface Changes {
  readonly items: readonly {
    readonly kind: string;
    readonly what: unknown;
    readonly whatChanged: unknown;
    readonly title: unknown;
    readonly again: boolean;
  }[];
}

describe('what has come of it', () => {
  let log: LogAndReads;
  const changes = async (reader = everybody, params: object = {}, today?: string) =>
    (await log.ask<Changes>('ListChanges', { ...params }, reader, today)).items;
  const published = async (stream: string, { id: ofEvent }: Recorded, field: string) => {
    for (const side of ['group', 'management'])
      await log.happened(stream, 'Published', { ofEvent, fields: [field], side });
  };

  beforeEach(async () => {
    log = await LogAndReads.open();
    await log.happened('unit-services', 'UnitEstablished');
    await log.happened('group-lobby', 'GroupFounded', { kind: 'coDevelopment', unit: 'services' });
    await log.happened(
      'proposal-bench',
      'ProposalSubmitted',
      { group: 'lobby', unit: 'services', kind: 'idea', answerWanted: 'decision' },
      { words: { title: 'A bench' } },
    );
    await log.happened('proposal-bench', 'ProposalDecided', { decision: 'trial' });
    await log.happened('proposal-bench', 'TrialStarted', {});
  });
  afterEach(() => log.close());

  it('holds what groups led to, trials adopted and changes followed up, the latest first', async () => {
    const product = await log.happened(
      'group-lobby',
      'LedTo',
      { kind: 'product' },
      { on: '2026-03-05', words: { what: 'A game' } },
    );
    await published('group-lobby', product, 'what');
    const trial = await log.happened(
      'proposal-bench',
      'TrialConcluded',
      { outcome: 'adopt' },
      { on: '2026-03-06', words: { whatWasLearnt: 'People sit.' } },
    );
    await published('proposal-bench', trial, 'whatWasLearnt');
    await log.happened(
      'proposal-bench',
      'FollowUpRecorded',
      { changed: 'tooEarly', next: '2026-03-08' },
      { on: '2026-03-07' },
    );
    const changed = await log.happened(
      'proposal-bench',
      'FollowUpRecorded',
      { changed: 'yes' },
      { on: '2026-03-08', words: { whatChanged: 'There is a bench.', evidence: 'A photo' } },
    );
    await published('proposal-bench', changed, 'whatChanged');
    expect((await changes()).map(({ kind }) => kind)).toEqual(['changed.yes', 'trialAdopted', 'ledTo.product']);
    expect(await changes(everybody, { unit: 'services', group: 'lobby', limit: '1' })).toMatchObject([
      { title: null, whatChanged: { text: 'There is a bench.' }, evidence: null },
    ]);
    expect(await changes(everybody, { group: 'yard' })).toEqual([]);
  });

  it('says of which groups there is something, and their names as far as these are published', async () => {
    const named = await log.happened(
      'group-lobby',
      'GroupDescribed',
      {},
      { words: { name: 'Lobby group', description: 'Secret' } },
    );
    const groups = async (params: Readonly<Record<string, unknown>> = {}) =>
      (await log.ask<{ groups: unknown[] }>('ListChanges', params, everybody)).groups;
    expect(await groups()).toEqual([]);
    const product = await log.happened('group-lobby', 'LedTo', { kind: 'product' }, { words: { what: 'A game' } });
    await published('group-lobby', product, 'what');
    expect(await groups({ group: 'yard' })).toEqual([{ id: 'lobby', name: null, unit: 'services', unitName: null }]);
    await published('group-lobby', named, 'name');
    expect(await groups()).toMatchObject([{ id: 'lobby', name: { text: 'Lobby group' }, unitName: null }]);
  });

  it('no longer holds what was recorded in error, or turned out otherwise', async () => {
    const words = { words: { what: 'A game', whatChanged: 'There is one.' } };
    const product = await log.happened('group-lobby', 'LedTo', { kind: 'product' }, words);
    await published('group-lobby', product, 'what');
    const changed = await log.happened('proposal-bench', 'FollowUpRecorded', { changed: 'yes' }, words);
    await published('proposal-bench', changed, 'whatChanged');
    expect(await changes(everybody, {}, '2026-07-01')).toHaveLength(2);
    await log.happened('group-lobby', 'RecordedInError', { ofEvent: product.id });
    await log.happened('proposal-bench', 'FollowUpRecorded', { changed: 'no' });
    expect(await changes()).toEqual([]);
  });

  it('still holds what was published when the group reopens the matter, and says so, until it turns out anew', async () => {
    const found = async () =>
      (await changes(everybody, {}, '2026-07-01')).map(({ kind, whatChanged, again }) => ({
        kind,
        whatChanged,
        again,
      }));
    const followedUp = async (changed: string, whatChanged: string) => {
      const words = changed === 'no' ? {} : { whatChanged };
      const event = await log.happened('proposal-bench', 'FollowUpRecorded', { changed }, { words });
      await log.happened('proposal-bench', 'AnswerTold', { ofEvent: event.id, how: 'meeting' });
      return event;
    };
    const bench = { kind: 'changed.yes', whatChanged: expect.objectContaining({ text: 'There is a bench.' }) };
    const first = await followedUp('yes', 'There is a bench.');
    await published('proposal-bench', first, 'whatChanged');
    expect(await found()).toEqual([{ ...bench, again: false }]);
    await log.happened('proposal-bench', 'ProposalReopened', {}, { on: '2026-04-01' });
    expect(await found()).toEqual([{ ...bench, again: true }]);
    // The group is told a new answer first: nothing here says that it has come.
    await log.happened('proposal-bench', 'ProposalDecided', { decision: 'accepted' }, { on: '2026-04-02' });
    expect(await found()).toEqual([{ ...bench, again: true }]);
    const second = await followedUp('partly', 'It was painted.');
    expect(await found()).toEqual([{ ...bench, again: true }]);
    await published('proposal-bench', second, 'whatChanged');
    expect((await found()).map(({ kind, again }) => `${kind} ${again}`).sort()).toEqual([
      'changed.partly false',
      'changed.yes true',
    ]);
    await log.happened('proposal-bench', 'Unpublished', { ofEvent: first.id, fields: ['whatChanged'], side: 'group' });
    expect((await found()).map(({ kind }) => kind)).toEqual(['changed.partly']);
  });

  it('shows everybody, whoever they are, only words that both sides have published and not taken back', async () => {
    const { id: ofEvent } = await log.happened(
      'group-lobby',
      'LedTo',
      { kind: 'product' },
      { words: { what: 'A game' } },
    );
    await log.happened('group-lobby', 'Published', { ofEvent, fields: ['what'], side: 'group' });
    for (const reader of [everybody, management, coordinator, administrator]) expect(await changes(reader)).toEqual([]);
    await log.happened('group-lobby', 'Published', { ofEvent, fields: ['what'], side: 'management' });
    expect(await changes(everybody)).toMatchObject([{ kind: 'ledTo.product', what: { text: 'A game' } }]);
    await log.happened('group-lobby', 'Unpublished', { ofEvent, fields: ['what'], side: 'group' });
    expect(await changes(everybody)).toEqual([]);
  });
});
