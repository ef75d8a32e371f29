import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Rights } from '#permissions';
import { administrator, byClient, client, coordinator, LogAndReads, management } from '../../../test/log-and-reads.ts';

interface Timeline {
  readonly events: readonly Record<string, unknown>[];
  readonly next?: string;
}

describe('a timeline', () => {
  let log: LogAndReads;
  const timeline = (reader = management, params: object = {}) =>
    log.ask<Timeline>('GetTimeline', { collection: 'proposals', id: 'bench', ...params }, reader);

  beforeEach(async () => {
    log = await LogAndReads.open();
  });
  afterEach(() => log.close());

  const submitted = () =>
    log.happened(
      'proposal-bench',
      'ProposalSubmitted',
      { group: 'lobby', unit: 'services', kind: 'idea', answerWanted: 'decision' },
      { by: byClient, words: { title: 'A bench', text: 'Where one can wait.' } },
    );

  it('gives facts, words, who and both times of every event', async () => {
    const { id, position } = await submitted();
    expect(await timeline()).toEqual({
      stream: 'proposal-bench',
      version: 1,
      events: [
        {
          event: id,
          type: 'ProposalSubmitted',
          version: 1,
          position,
          occurredOn: '2026-03-02',
          recordedAt: '2026-03-31T09:00:00.000Z',
          by: byClient,
          facts: { group: 'lobby', unit: 'services', kind: 'idea', answerWanted: 'decision' },
          words: {
            title: { text: 'A bench', lang: 'en', by: 'original' },
            text: { text: 'Where one can wait.', lang: 'en', by: 'original' },
          },
          published: {},
        },
      ],
    });
  });

  it('says of each text which side agrees to its being public', async () => {
    const { id: ofEvent } = await submitted();
    const agree = (type: string, fields: string[], side: string) =>
      log.happened('proposal-bench', type, { ofEvent, fields, side });
    await agree('Published', ['title', 'text'], 'group');
    await agree('Published', ['title'], 'management');
    const published = async () => (await timeline()).events[0]!.published;
    expect(await published()).toEqual({ title: ['group', 'management'], text: ['group'] });
    await agree('Unpublished', ['title'], 'group');
    expect(await published()).toEqual({ title: ['management'], text: ['group'] });
  });

  it('says to clerks who wrote it down, and to others only that it was they themselves', async () => {
    await submitted();
    const writer = async (reader: Rights) => (await timeline(reader)).events[0]!.recordedBy;
    expect(await writer(administrator)).toBe('developer');
    expect(await writer({ ...client, account: 'developer' })).toBe('developer');
    expect(await writer(coordinator)).toBeUndefined();
  });

  it('tells of what was done with the organisation and with accounts to clerks alone', async () => {
    await log.happened('organisation-main', 'HolidaysSet', { year: 2026, days: [] });
    await log.happened('account-aino', 'AccountInvited', { language: 'fi' });
    for (const [collection, id] of [
      ['organisation', 'main'],
      ['accounts', 'aino'],
    ]) {
      expect((await timeline(administrator, { collection, id })).events).toHaveLength(1);
      for (const reader of [management, coordinator, client])
        await expect(timeline(reader, { collection, id })).rejects.toMatchObject({ code: 'query.not-found' });
    }
  });

  it('of a group tells only its circle who came and went, how many were there and what was said', async () => {
    await log.happened('unit-services', 'UnitEstablished');
    await log.happened('group-lobby', 'GroupFounded', {
      kind: 'coDevelopment',
      unit: 'services',
      composition: { clientDeveloper: [5, 8] },
    });
    const { id: ofEvent } = await log.happened('group-lobby', 'MemberJoined', {
      member: 'm-1',
      role: 'clientDeveloper',
    });
    await log.happened('group-lobby', 'RecordedInError', { ofEvent }, { words: { why: 'It was another group.' } });
    await log.happened('group-lobby', 'VoiceRecorded', {}, { words: { quotation: 'We are listened to.' } });
    await log.happened('meeting-1', 'MeetingHeld', {
      group: 'lobby',
      kind: 'meeting',
      present: { clientDeveloper: 2 },
    });
    await log.seen(['groups']);
    const read = async (reader: Rights) =>
      JSON.stringify([
        await timeline(reader, { collection: 'groups', id: 'lobby' }),
        await timeline(reader, { collection: 'meetings', id: '1' }),
      ]);
    for (const said of ['MemberJoined', 'It was another group.', 'composition', 'present', 'We are listened to.']) {
      expect(await read(coordinator)).toContain(said);
      expect(await read(management)).not.toContain(said);
    }
  });

  it('marks what was recorded in error, why, and what relied on it', async () => {
    await submitted();
    const slip = await log.happened('proposal-bench', 'ProposalDecided', { decision: 'rejected' });
    const told = await log.happened('proposal-bench', 'AnswerTold', { ofEvent: slip.id, how: 'meeting' });
    await log.happened('proposal-bench', 'TellingConfirmed', { ofEvent: told.id, how: 'meeting' });
    const error = await log.happened(
      'proposal-bench',
      'RecordedInError',
      { ofEvent: slip.id },
      { words: { why: 'Another proposal was meant.' } },
    );
    const { events } = await timeline();
    expect(events[1]).toMatchObject({
      recordedInError: { event: error.id, on: '2026-03-02', why: { text: 'Another proposal was meant.' } },
    });
    expect(events.map(({ reliedOnError }) => reliedOnError)).toEqual([
      undefined,
      undefined,
      slip.id,
      slip.id,
      undefined,
    ]);
  });

  it('says of removed words when, why and by whose decision', async () => {
    const { id } = await submitted();
    await log.vault.words.forget(id, ['text']);
    await log.happened(
      'proposal-bench',
      'WordsForgotten',
      { ofEvent: id, fields: ['text'], reasonCode: 'personalData', decidedBy: 'dpo' },
      { on: '2026-03-20' },
    );
    expect((await timeline()).events[0]).toMatchObject({
      words: {
        title: { text: 'A bench' },
        text: { removed: { on: '2026-03-20', reason: 'personalData', decidedBy: 'dpo' } },
      },
    });
  });

  it('gives translations with their original, and what was cleaned in its place', async () => {
    const { id } = await submitted();
    await log.happened(
      'proposal-bench',
      'WordsTranslated',
      { ofEvent: id, field: 'title', language: 'sv', madeBy: 'machine' },
      { words: { text: 'En bänk' } },
    );
    await log.happened(
      'proposal-bench',
      'WordsTranslated',
      { ofEvent: id, field: 'text', language: 'en', madeBy: 'cleaned' },
      { words: { text: 'Where people can wait.' } },
    );
    const { events } = await timeline();
    expect(events[0]!.words).toEqual({
      title: {
        text: 'A bench',
        lang: 'en',
        by: 'original',
        versions: [{ text: 'En bänk', lang: 'sv', by: 'machine' }],
      },
      text: {
        text: 'Where people can wait.',
        lang: 'en',
        by: 'cleaned',
        versions: [{ text: 'Where one can wait.', lang: 'en', by: 'original' }],
      },
    });
    expect(events[1]).toMatchObject({ type: 'WordsTranslated', words: {} });
  });

  it('says that the original was removed where a cleaned text took its place, and that a removal by mistake is still one', async () => {
    const { id } = await submitted();
    const forgotten = { ofEvent: id, fields: ['title', 'text'], reasonCode: 'personalData' };
    const forgetting = await log.happened('proposal-bench', 'WordsForgotten', forgotten, { on: '2026-04-01' });
    await log.vault.words.forget(id, ['title', 'text']);
    await log.happened(
      'proposal-bench',
      'WordsTranslated',
      { ofEvent: id, field: 'text', language: 'en', madeBy: 'cleaned' },
      { words: { text: 'Where people can wait.' } },
    );
    await log.happened('proposal-bench', 'RecordedInError', { ofEvent: forgetting.id });
    const removal = { on: '2026-04-01', reason: 'personalData' };
    const { events } = await timeline();
    expect(events[0]!.words).toEqual({
      title: { removed: removal },
      text: { text: 'Where people can wait.', lang: 'en', by: 'cleaned', originalRemoved: removal },
    });
  });

  it('keeps an answer from the group until it is told, and what follows from it, but not from who tells it', async () => {
    await submitted();
    const answer = await log.happened(
      'proposal-bench',
      'ProposalDecided',
      { decision: 'accepted' },
      { on: '2026-03-28', words: { reason: 'A good idea.' } },
    );
    await log.happened('proposal-bench', 'ChangeStarted', {}, { on: '2026-03-29' });
    const agreed = { ofEvent: answer.id, fields: ['reason'], side: 'management' };
    await log.happened('proposal-bench', 'Published', agreed);
    const hidden = (await timeline(client)).events;
    expect(hidden[1]).toMatchObject({
      type: 'ProposalDecided',
      untold: { from: '2026-04-11' },
      facts: {},
      words: {},
      published: {},
    });
    expect(hidden[1]).not.toHaveProperty('occurredOn');
    expect(hidden).toHaveLength(2);
    expect((await timeline(coordinator)).events[1]).toMatchObject({
      facts: { decision: 'accepted' },
      words: { reason: { text: 'A good idea.' } },
    });

    await log.happened('proposal-bench', 'AnswerTold', { ofEvent: answer.id, how: 'meeting' });
    expect((await timeline(client)).events[1]).toMatchObject({ facts: { decision: 'accepted' } });
  });

  it('comes in pages, and only of what there is', async () => {
    await submitted();
    await log.happened('proposal-bench', 'ProposalReceived', {});
    await log.happened('proposal-bench', 'ProposalForwarded', { unit: 'housing' });
    const first = await timeline(management, { limit: '2' });
    expect(first.events.map(({ version }) => version)).toEqual([1, 2]);
    const second = await timeline(management, { limit: '2', cursor: first.next });
    expect(second.events.map(({ version }) => version)).toEqual([3]);
    expect(second.next).toBeUndefined();
    await expect(timeline(management, { id: 'nothing' })).rejects.toMatchObject({ code: 'query.not-found' });
    await expect(timeline(management, { id: 'No Such Id' })).rejects.toMatchObject({ code: 'query.not-found' });
  });
});
