import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { history } from '#domain';
import { client, coordinator, LogAndReads, management, type Recorded } from '../../../test/log-and-reads.ts';
import { readModels } from '../models.ts';
import type { Reads } from '../open-reads.ts';
import { trialsEnding } from './due-waits.ts';
import { type NoticeRow, noticeItems, openOf } from './notice-view.ts';
import { holdersOf } from './recipients.ts';

interface Page {
  readonly items: readonly { readonly id: string; readonly [fact: string]: unknown }[];
  readonly next?: string;
}

let log: LogAndReads;
beforeEach(async () => {
  log = await LogAndReads.open();
});
afterEach(() => log.close());

const submitted = (id: string, more: object = {}) =>
  log.happened(
    `proposal-${id}`,
    'ProposalSubmitted',
    { group: 'lobby', unit: 'services', kind: 'idea', answerWanted: 'decision', ...more },
    { words: { title: `About ${id}` } },
  );
const reminder = (id: string, since: Recorded, more: object) =>
  log.happened(
    `notice-${id}`,
    'ReminderSent',
    {
      side: 'management',
      proposal: 'bench',
      unit: 'services',
      group: 'lobby',
      moment: 0,
      sinceEvent: since.id,
      ...more,
    },
    { recordedAt: `2026-04-0${id}T06:00:00.000Z` },
  );
const inbox = (params: object = {}, reader: object = management, account = 'liisa') =>
  log.ask<Page>('ListInbox', params as never, { ...reader, account } as never);
const ids = ({ items }: Page) => items.map(({ id }) => id);

describe('an inbox', () => {
  it('holds what its account was sent, newest first, by pages, and says what is still open', async () => {
    const begun = await submitted('bench');
    await reminder('1', begun, { what: 'receipt', to: ['liisa'], due: '2026-03-20' });
    await reminder('2', begun, { what: 'decision', to: ['liisa', 'pekka'], due: '2026-04-20' });
    await reminder('3', begun, { what: 'decision', to: ['pekka'] });
    await log.happened('proposal-bench', 'ProposalReceived', { post: 'head' });
    const digest = { week: '2026-04-06', post: 'head', owed: { decision: 1 }, overdue: 0, begun: 1, toTell: 0 };
    await log.happened(
      'notice-4',
      'DigestSent',
      { ...digest, to: ['liisa'] },
      { recordedAt: '2026-04-06T06:00:00.000Z' },
    );
    const { items } = await inbox();
    expect(items).toMatchObject([
      { id: '4', type: 'DigestSent', owed: { decision: 1 }, side: 'management' },
      { id: '2', what: 'decision', open: true, title: { text: 'About bench' }, due: '2026-04-20' },
      { id: '1', what: 'receipt', open: false },
    ]);
    expect(items[0]).not.toHaveProperty('open');
    expect(ids(await inbox({ open: true }))).toEqual(['2']);
    expect(ids(await inbox({ open: false }))).toEqual(['1']);
    const first = await inbox({ limit: 2 });
    expect(ids(first)).toEqual(['4', '2']);
    expect(ids(await inbox({ limit: 2, cursor: first.next }))).toEqual(['1']);
    expect(ids(await inbox({}, management, 'nobody'))).toEqual([]);
  });

  it('tells in a group nothing that management owes, because that would tell what it has answered', async () => {
    const begun = await submitted('bench');
    const answer = await log.happened('proposal-bench', 'ProposalDecided', { decision: 'accepted', post: 'head' });
    await reminder('1', answer, { what: 'change', to: ['liisa'] });
    await reminder('2', answer, { what: 'telling', side: 'group', to: ['liisa'] });
    expect(begun.id).not.toBe(answer.id);
    expect(ids(await inbox())).toEqual(['2', '1']);
    expect(ids(await inbox({}, coordinator))).toEqual(['2', '1']);
    expect(ids(await inbox({}, client))).toEqual(['2']);
  });
});

describe('the report of initiatives', () => {
  it('is for management and clerks, and not for the group: it says what was answered before that was told', async () => {
    await submitted('bench');
    const initiative = { registryNumber: 'A/1', arrived: '2026-03-03', initiators: ['helka'] };
    await log.happened('proposal-bench', 'MarkedAsInitiative', initiative);
    const words = { reason: 'Because.', whatWillBeDone: 'A bench is bought.' };
    await log.happened(
      'proposal-bench',
      'ProposalDecided',
      { decision: 'accepted', post: 'head' },
      { on: '2026-03-28', words },
    );
    interface Report {
      readonly counts: object;
      readonly items: readonly object[];
    }
    const report = (reader: typeof client) => log.ask<Report>('GetInitiativesReport', { year: 2026 }, reader);
    expect(await report(management)).toMatchObject({
      counts: { initiatives: 1, handlerNamed: 0, handlerNamedInTime: 0, answered: 1, followedUp: 0 },
      items: [{ handlerBy: '2026-04-02', decision: 'accepted', whatWillBeDone: { text: 'A bench is bought.' } }],
    });
    await expect(report(client)).rejects.toMatchObject({ code: 'permission.denied' });
  });
});

describe('who holds a post', () => {
  it('is whoever began last, with the deputies of the day', async () => {
    const held = (account: string, from: string, more: object = {}) =>
      log.happened('unit-services', 'PostHeldBy', { post: 'head', account, from, ...more });
    await held('first', '2020');
    await held('second', '2026-03');
    await held('deputy', '2026-06', { to: '2026-07', deputy: true });
    await held('late', '2026-05-01');
    await held('late', '2026-05-01', { to: '2026-05-31' });
    await log.seen();
    const on = (day: string) => holdersOf(log.reads, ['head'], day).get('head');
    expect(on('2026-02-28')).toEqual(['first']);
    expect(on('2026-03-31')).toEqual(['second']);
    expect(on('2026-05-31')).toEqual(['late']);
    expect(on('2026-06-30')).toEqual(['deputy', 'second']);
    expect(on('2026-08-01')).toEqual(['second']);
  });
});

describe('the version that a view has seen of a proposal or commission', () => {
  it('is that of its stream, whatever happened last, so that it is known whether anything has happened since', async () => {
    const first = await submitted('bench');
    await log.happened('commission-task', 'CommissionIssued', { unit: 'services', groups: ['lobby'], kind: 'task' });
    const facts = {
      ofEvent: first.id,
      fields: ['title'],
      proposal: 'x',
      unit: 'housing',
      proposals: [],
      initiators: [],
    };
    const more = { arrived: '2026-03-03', registryNumber: 'A/1', group: 'lobby', next: '2026-05-05', side: 'group' };
    for (const category of ['proposal', 'commission'] as const) {
      const stream = category === 'proposal' ? 'proposal-bench' : 'commission-task';
      for (const type of Object.keys(history.shapesOf[category])) {
        if (type === 'RecordedInError' || type === 'ProposalSubmitted' || type === 'CommissionIssued') continue;
        await log.happened(stream, type, {
          ...facts,
          ...more,
          field: 'title',
          language: 'sv',
          madeBy: 'group',
          reasonCode: 'request',
          kind: 'draft',
        });
        await log.seen();
        const seen = log.reads
          .rows('loops')
          .get<{ version: number }>(`SELECT version FROM ${category}s WHERE id = ?`, stream.slice(category.length + 1));
        expect({ type, seen: seen?.version }).toEqual({ type, seen: await log.store.version(stream) });
      }
    }
  });
});

describe('what is asked of notices and waits', () => {
  it('looks at the proposals and commissions in question, however many others there are', async () => {
    const begun = await submitted('bench');
    await reminder('1', begun, { what: 'decision', to: ['liisa'] });
    await log.happened('commission-task', 'CommissionIssued', { unit: 'services', groups: ['lobby'], kind: 'task' });
    await log.seen();
    const asked = new Map<string, string>();
    const heard: Reads = {
      ...log.reads,
      vault: log.vault,
      rows: (model) =>
        new Proxy(log.reads.rows(model), {
          get:
            (database, method: 'all') =>
            (sql: string, ...values: string[]) => {
              asked.set(sql, model);
              return database[method](sql, ...values);
            },
        }),
    };
    const rows = heard.rows('notices').all<NoticeRow>("SELECT * FROM notices WHERE id = '1'");
    expect(openOf(heard, rows)).toEqual([true]);
    expect(await noticeItems(heard, rows, { reader: management, today: '2026-04-01' })).toMatchObject([
      { title: { text: 'About bench' } },
    ]);
    expect(trialsEnding(heard, '2026-01-01', '2026-12-31', '', 10)).toEqual([]);
    // Planned over empty tables, of which nothing is known: what is chosen there is chosen for large ones.
    const plans = [...asked].flatMap(([sql, name]) => {
      const model = readModels.find((one) => one.name === name)!;
      const empty = new DatabaseSync(':memory:');
      empty.exec(`${model.tables} ${model.indexes}`);
      return empty.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[];
    });
    const scanned = plans.filter(({ detail }) =>
      /SCAN (proposals|commissions|owed|trials|notices)|owed USING INDEX/.test(detail),
    );
    expect(asked.size).toBeGreaterThan(4);
    expect(scanned).toEqual([]);
  });
});
