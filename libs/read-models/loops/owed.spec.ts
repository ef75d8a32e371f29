import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { client, coordinator, LogAndReads, management } from '../../../test/log-and-reads.ts';
import type { OwedItem } from './owed-view.ts';

interface OwedPage {
  readonly items: readonly OwedItem[];
  readonly next?: string;
}

describe('what is owed', () => {
  let log: LogAndReads;
  const owed = async (params: object = {}, reader = management) =>
    (await log.ask<OwedPage>('ListOwed', { ...params }, reader)).items;
  const submitted = (id: string, data: object = {}, on = '2026-03-02') =>
    log.happened(
      `proposal-${id}`,
      'ProposalSubmitted',
      { group: 'lobby', unit: 'services', kind: 'idea', answerWanted: 'decision', ...data },
      { on, words: { title: `The ${id}` } },
    );

  beforeEach(async () => {
    log = await LogAndReads.open();
    await log.happened('unit-county', 'UnitEstablished', {}, { words: { name: 'The county' } });
    await log.happened('unit-services', 'UnitEstablished', { parent: 'county' }, { words: { name: 'Services' } });
    await log.happened('unit-families', 'UnitEstablished', { parent: 'county' });
    await log.happened(
      'group-lobby',
      'GroupFounded',
      { kind: 'coDevelopment', unit: 'services' },
      { words: { name: 'Lobby' } },
    );
  });
  afterEach(() => log.close());

  it('names what, whose, since when and why, with its title from the vault', async () => {
    await log.happened('unit-county', 'PromiseSet', {
      counting: 'calendar',
      receive: 7,
      decide: 30,
      from: '2026-01-01',
    });
    await submitted('bench');
    const [receipt, decision] = await owed();
    expect(receipt).toMatchObject({
      what: 'receipt',
      by: 'management',
      proposal: 'bench',
      title: { text: 'The bench', lang: 'en', by: 'original' },
      unit: 'services',
      unitName: { text: 'Services' },
      groupName: { text: 'Lobby' },
      since: '2026-03-02',
      why: 'submitted',
      due: { on: '2026-03-09', rule: 'promise', promise: { unit: 'county', days: 7, counting: 'calendar' } },
      overdue: true,
    });
    expect(decision).toMatchObject({ what: 'decision', due: { on: '2026-04-01' }, overdue: false });
  });

  it('comes in the order of due days, then what has none by how long it waits, page by page', async () => {
    await submitted('late', {}, '2026-03-20');
    await submitted('early', {}, '2026-03-01');
    await log.happened('unit-services', 'PromiseSet', { counting: 'calendar', receive: 5, from: '2026-03-21' });
    await submitted('promised', {}, '2026-03-25');
    const shown: string[] = [];
    let cursor: string | undefined;
    do {
      const page: OwedPage = await log.ask('ListOwed', { what: 'receipt', limit: '1', ...(cursor && { cursor }) });
      shown.push(...page.items.map((item) => item.proposal!));
      cursor = page.next;
    } while (cursor);
    expect(shown).toEqual(['promised', 'early', 'late']);
  });

  it('is sifted by side, unit with all below it, post, group, what and lateness on a day', async () => {
    await submitted('bench');
    await submitted('swing', { unit: 'families', group: 'yard' });
    await log.happened('proposal-bench', 'ProposalReceived', { post: 'head', estimate: '2026-05-01' });
    await log.happened('proposal-swing', 'ProposalDecided', { decision: 'rejected', post: 'chief' });
    const found = async (params: object) => (await owed(params)).map(({ what, proposal }) => `${what} ${proposal}`);
    expect(await found({ side: 'group' })).toEqual(['telling swing']);
    expect(await found({ unit: 'families' })).toEqual(['telling swing']);
    expect(await found({ unit: 'county' })).toEqual(['telling swing', 'decision bench']);
    expect(await found({ post: 'head' })).toEqual(['decision bench']);
    expect(await found({ group: 'lobby' })).toEqual(['decision bench']);
    expect(await found({ what: 'decision' })).toEqual(['decision bench']);
    expect(await found({ overdue: 'true', on: '2026-03-20' })).toEqual(['telling swing']);
    expect(await found({ overdue: 'true', on: '2026-05-02' })).toEqual(['telling swing', 'decision bench']);
  });

  it('is of a post when it names it, and when its unit owes it and it names none', async () => {
    await log.happened('organisation-main', 'PostNamed', { code: 'head', unit: 'services' });
    await log.happened('organisation-main', 'PostNamed', { code: 'chief', unit: 'services' });
    await submitted('bench');
    await submitted('swing', { unit: 'families' });
    await submitted('lamp');
    await log.happened('proposal-lamp', 'ProposalReceived', { post: 'chief' });
    await submitted('door');
    await log.happened('proposal-door', 'ProposalDecided', { decision: 'rejected', post: 'chief' });
    const found = async (params: object) => (await owed(params)).map(({ what, proposal }) => `${what} ${proposal}`);
    const unnamed = ['receipt bench', 'decision bench'];
    expect(await found({ post: 'head' })).toEqual(unnamed);
    expect((await found({ post: 'chief' })).sort()).toEqual([...unnamed, 'decision lamp'].sort());
    expect(await found({ post: 'head', what: 'receipt' })).toEqual(['receipt bench']);
    expect(await found({ post: 'head', unit: 'families' })).toEqual([]);
    expect(await found({ post: 'head', group: 'lobby' })).toEqual(unnamed);
  });

  it('keeps the promise that was known when the waiting began', async () => {
    await log.happened('unit-services', 'PromiseSet', { counting: 'calendar', receive: 10, from: '2026-01-01' });
    await submitted('before');
    await log.happened('unit-services', 'PromiseSet', { counting: 'calendar', receive: 3, from: '2026-01-01' });
    await submitted('after');
    await log.happened('proposal-before', 'ProposalRevised', { theme: 'lobby' });
    const due = new Map((await owed({ what: 'receipt' })).map(({ proposal, due: { on } }) => [proposal, on]));
    expect(due).toEqual(
      new Map([
        ['before', '2026-03-12'],
        ['after', '2026-03-05'],
      ]),
    );
  });

  it('is computed anew when the promise was recorded in error', async () => {
    const slip = await log.happened('unit-services', 'PromiseSet', {
      counting: 'calendar',
      receive: 1,
      from: '2026-01-01',
    });
    await submitted('bench');
    expect((await owed({ what: 'receipt' }))[0]!.due.on).toBe('2026-03-03');
    await log.happened('unit-services', 'RecordedInError', { ofEvent: slip.id }, { words: { why: 'A slip' } });
    expect((await owed({ what: 'receipt' }))[0]!.due.rule).toBe('none');
  });

  it('moves to the unit that succeeds, which does not make it younger, and remembers the earlier one', async () => {
    await submitted('bench');
    await log.happened('unit-services', 'UnitSucceeded', { successor: 'families' }, { on: '2026-03-30' });
    expect(await owed({ what: 'decision', unit: 'families' })).toMatchObject([
      { unit: 'families', earlierUnit: 'services', since: '2026-03-02' },
    ]);
    expect(await owed({ unit: 'services' })).toEqual([]);
  });

  it('is as if the answer had not been, when the answer was recorded in error', async () => {
    await submitted('bench');
    const slip = await log.happened('proposal-bench', 'ProposalDecided', { decision: 'rejected' });
    expect((await owed()).map(({ what }) => what)).toEqual(['telling']);
    await log.happened(
      'proposal-bench',
      'RecordedInError',
      { ofEvent: slip.id },
      { words: { why: 'Another one was meant' } },
    );
    expect((await owed()).map(({ what }) => what)).toEqual(['receipt', 'decision']);
    expect(await log.ask('GetProposal', { id: 'bench' })).toMatchObject({
      version: 3,
      state: 'submitted',
      answers: [],
    });
  });

  it('does not tell the group by what is owed how it was answered, before somebody has told it', async () => {
    await submitted('bench');
    await log.happened('proposal-bench', 'ProposalDecided', { decision: 'accepted' }, { on: '2026-03-28' });
    const whats = async (reader: typeof management) => (await owed({}, reader)).map(({ what }) => what);
    expect(await whats(client)).toEqual(['telling']);
    expect(await whats(coordinator)).toEqual(['telling', 'change']);
    expect(await whats(management)).toEqual(['telling', 'change']);
  });

  it('is not owed, but not known, where the source does not record it', async () => {
    await log.happened('organisation-main', 'SourceRegistered', {
      sourceId: 'slides',
      coverage: { proposals: 'complete' },
    });
    await log.happened(
      'proposal-old',
      'ProposalSubmitted',
      { group: 'lobby', unit: 'services', kind: 'idea', answerWanted: 'decision' },
      { source: 'slides', on: '2015/2018' },
    );
    expect(await owed()).toEqual([]);
    expect(await log.ask('GetProposal', { id: 'old' })).toMatchObject({
      closed: 'notKnown',
      owedBy: null,
      path: {
        received: { state: 'notKnown' },
        answered: { state: 'notKnown' },
        told: { state: 'notKnown' },
        changed: { state: 'notKnown' },
      },
    });
  });

  it('stands in the calendar between two days, both included', async () => {
    for (const [id, estimate] of [
      ['a', '2026-04-30'],
      ['b', '2026-05-01'],
      ['c', '2026-05-31'],
      ['d', '2026-06-01'],
    ] as const) {
      await submitted(id);
      await log.happened(`proposal-${id}`, 'ProposalReceived', { post: 'head', estimate });
    }
    const { items } = await log.ask<OwedPage>('GetCalendar', { from: '2026-05-01', to: '2026-05-31' });
    expect(items.map(({ proposal }) => proposal)).toEqual(['b', 'c']);
  });
});
