import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Rights } from '#permissions';
import {
  administrator,
  client,
  coordinator,
  everybody,
  LogAndReads,
  management,
  type Recorded,
} from '../../../test/log-and-reads.ts';

interface Publishing {
  readonly items: readonly Record<string, unknown>[];
  readonly next?: string;
}

describe('what waits to be made public', () => {
  let log: LogAndReads;
  let minutes: number;
  const publishing = (params: object = {}, reader: Rights = management) =>
    log.ask<Publishing>('ListPublishing', { ...params }, reader);
  const texts = async (params: object = {}, reader: Rights = management) =>
    (await publishing(params, reader)).items.map(({ text }) => (text as { text: string }).text);

  /** A minute later each time. */
  const agree = (stream: string, { id: ofEvent }: Recorded, field: string, side: string, type = 'Published') => {
    minutes += 1;
    const recordedAt = new Date(Date.UTC(2026, 2, 20, 10, minutes)).toISOString();
    return log.happened(stream, type, { ofEvent, fields: [field], side }, { recordedAt });
  };
  const ledTo = (what: string, group = 'lobby') =>
    log.happened(`group-${group}`, 'LedTo', { kind: 'product' }, { words: { what } });

  beforeEach(async () => {
    minutes = 0;
    log = await LogAndReads.open();
    for (const unit of ['services', 'housing'])
      await log.happened(`unit-${unit}`, 'UnitEstablished', {}, { words: { name: unit } });
    for (const [group, unit] of [
      ['lobby', 'services'],
      ['yard', 'housing'],
    ])
      await log.happened(
        `group-${group}`,
        'GroupFounded',
        { kind: 'coDevelopment', unit },
        { words: { name: group! } },
      );
    await log.happened(
      'proposal-bench',
      'ProposalSubmitted',
      { group: 'lobby', unit: 'services', kind: 'idea', answerWanted: 'decision' },
      { words: { title: 'A bench' } },
    );
  });
  afterEach(() => log.close());

  it('is what one side agrees to, and no longer when both do or the one does not any more', async () => {
    const game = await ledTo('A game');
    expect(await texts()).toEqual([]);
    await agree('group-lobby', game, 'what', 'group');
    expect((await publishing()).items).toEqual([
      {
        event: game.id,
        field: 'what',
        type: 'LedTo',
        stream: 'group-lobby',
        groups: [{ id: 'lobby', name: { text: 'lobby', lang: 'en', by: 'original' } }],
        title: null,
        text: { text: 'A game', lang: 'en', by: 'original' },
        agreed: ['group'],
        waitsFor: 'management',
        since: '2026-03-20T10:01:00.000Z',
      },
    ]);
    await agree('group-lobby', game, 'what', 'management');
    expect(await texts()).toEqual([]);
    expect((await publishing({ state: 'public' })).items).toMatchObject([{ agreed: ['group', 'management'] }]);
    await agree('group-lobby', game, 'what', 'group', 'Unpublished');
    expect(await texts({ state: 'public' })).toEqual([]);
    expect(await texts({ waitsFor: 'group' })).toEqual(['A game']);
    expect(await texts({ waitsFor: 'management' })).toEqual([]);
  });

  it('stands under what it belongs to, and comes in pages, what was agreed to last first', async () => {
    const title = await log.happened('proposal-bench', 'LedTo', { kind: 'service' }, { words: { what: 'A service' } });
    await agree('proposal-bench', title, 'what', 'management');
    for (const what of ['A game', 'A path']) await agree('group-lobby', await ledTo(what), 'what', 'group');
    const first = await publishing({ limit: '2' });
    expect(first.items.map(({ since }) => since)).toEqual(['2026-03-20T10:03:00.000Z', '2026-03-20T10:02:00.000Z']);
    const second = await publishing({ limit: '2', cursor: first.next });
    expect(second.items).toMatchObject([{ stream: 'proposal-bench', title: { text: 'A bench' } }]);
    expect(second.next).toBeUndefined();
    await expect(publishing({ cursor: 'e30' })).rejects.toMatchObject({ code: 'query.cursor-wrong' });
  });

  it('is shown to those two sides, each where it reaches', async () => {
    await agree('group-lobby', await ledTo('A game'), 'what', 'group');
    await agree('group-yard', await ledTo('A garden', 'yard'), 'what', 'group');
    const head = (unit: string): Rights => ({
      account: unit,
      capacities: [{ kind: 'management', post: unit, units: [unit] }],
    });
    const member = (group: string): Rights => ({
      account: group,
      capacities: [{ kind: 'member', role: 'clientDeveloper', group, groups: [group] }],
    });
    expect(await texts({}, head('services'))).toEqual(['A game']);
    expect(await texts({}, head('housing'))).toEqual(['A garden']);
    expect(await texts({}, member('lobby'))).toEqual(['A game']);
    expect(await texts({}, administrator)).toEqual(['A garden', 'A game']);
    expect(await texts({ group: 'yard' }, administrator)).toEqual(['A garden']);
    expect(await texts({ unit: 'services' }, administrator)).toEqual(['A game']);
    expect(await texts({ group: 'yard' }, head('services'))).toEqual([]);
    await expect(texts({}, everybody)).rejects.toMatchObject({ code: 'sign-in.needed' });

    // Where a proposal was forwarded to, management agrees as well.
    await log.happened('proposal-bench', 'ProposalForwarded', { unit: 'housing' });
    const service = await log.happened('proposal-bench', 'LedTo', { kind: 'service' }, { words: { what: 'Service' } });
    await agree('proposal-bench', service, 'what', 'group');
    expect(await texts({}, head('housing'))).toEqual(['Service', 'A garden']);
    expect(await texts({}, head('services'))).toEqual(['Service', 'A game']);
  });

  it('holds nothing of an answer before the group is told, except for those who know it', async () => {
    const answer = await log.happened(
      'proposal-bench',
      'ProposalDecided',
      { decision: 'accepted' },
      { on: '2026-03-28', words: { reason: 'A good idea.' } },
    );
    await agree('proposal-bench', answer, 'reason', 'management');
    for (const reader of [management, coordinator, administrator])
      expect(await texts({}, reader)).toEqual(['A good idea.']);
    expect(JSON.stringify(await publishing({}, client))).toBe('{"items":[]}');
    await log.happened('proposal-bench', 'AnswerTold', { ofEvent: answer.id, how: 'meeting' });
    expect(await texts({}, client)).toEqual(['A good idea.']);
  });

  it('shows what was said in a group to management only when the group agrees', async () => {
    const voice = await log.happened('group-lobby', 'VoiceRecorded', {}, { words: { quotation: 'We are heard.' } });
    await agree('group-lobby', voice, 'quotation', 'management');
    expect(await texts({}, coordinator)).toEqual(['We are heard.']);
    expect(await texts()).toEqual([]);
    await agree('group-lobby', voice, 'quotation', 'management', 'Unpublished');
    await agree('group-lobby', voice, 'quotation', 'group');
    expect(await texts()).toEqual(['We are heard.']);
  });

  it('holds nothing that was recorded in error or removed', async () => {
    const [game, path] = [await ledTo('A game'), await ledTo('A path')];
    for (const one of [game, path]) await agree('group-lobby', one, 'what', 'group');
    await log.happened('group-lobby', 'RecordedInError', { ofEvent: game.id });
    expect(await texts()).toEqual(['A path']);
    await log.happened('group-lobby', 'WordsForgotten', { ofEvent: path.id, fields: ['what'], reasonCode: 'request' });
    expect(await texts()).toEqual([]);
  });
});
