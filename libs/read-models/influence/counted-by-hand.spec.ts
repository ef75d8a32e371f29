import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Rights } from '#permissions';
import { byClient, LogAndReads, type Occasion } from '../../../test/log-and-reads.ts';

/** Small lives of proposals, each in a group of its own name, whose figures somebody can count by hand. */

interface Figure {
  readonly by?: string;
  readonly counts: Readonly<Record<string, number>>;
}
interface Cases {
  readonly count: number;
  readonly items: readonly {
    readonly proposal: string;
    readonly time?: { readonly end: string; readonly lower: number; readonly upper: number };
  }[];
  readonly next?: string;
}
interface Silence {
  readonly owners: readonly { readonly owner: string; readonly silentNow: number; readonly days: number }[];
  readonly months: readonly object[];
  readonly beside: { readonly withoutDue: number; readonly notKnown: number };
}

const analyst = (units: readonly string[] | 'all' = 'all'): Rights => ({
  account: 'analyst-account',
  capacities: [{ kind: 'analyst', units, words: false }],
});
const today = '2026-12-31';

let log: LogAndReads;
async function asked<Answer>(name: string, params: object, reader = analyst()) {
  for (;;) {
    const found = await log.ask<{ making?: object; as: { on: string; at: string }; answer: Answer }>(
      name,
      params as never,
      reader,
      today,
    );
    if (!found.making) return found;
  }
}
const ask = async <Answer>(name: string, params: object, reader = analyst()) =>
  (await asked<Answer>(name, params, reader)).answer;
/** Only those parts of a measure that any case is in. */
const counts = async (measure: string, params: object, reader = analyst()) => {
  const [figure] = await ask<readonly { readonly whole: Figure }[]>(
    'GetInfluenceFigures',
    { measure, ...params },
    reader,
  );
  return Object.fromEntries(Object.entries(figure!.whole.counts).filter(([, count]) => count > 0));
};
const cells = async (measure: string, by: string, params: object) => {
  const [figure] = await ask<readonly { readonly cells: readonly Figure[] }[]>('GetInfluenceFigures', {
    measure,
    by,
    ...params,
  });
  return figure!.cells.map((cell) => [cell.by, cell.counts.yes, cell.counts.no]);
};
const list = (params: object, reader = analyst()) => ask<Cases>('ListInfluenceCases', params, reader);
const silence = (params: object) => ask<Silence>('GetInfluenceSilence', { side: 'management', ...params });
const nodes = async (group: string) => {
  const { nodes: all } = await ask<{ nodes: readonly { node: string }[] }>('GetInfluenceFlow', { group });
  return all.map(({ node }) => node).filter((node) => !node.startsWith('origin.'));
};

const at = (day: string) => `${day.slice(0, 10)}T09:00:00.000Z`;
const happened = (id: string, type: string, on: string, data: object = {}, occasion: Occasion = {}) =>
  log.happened(`proposal-${id}`, type, data, { on, recordedAt: at(on), ...occasion });
const submit = (id: string, on: string, data: object = {}, occasion: Occasion = {}) =>
  happened(
    id,
    'ProposalSubmitted',
    on,
    { group: id, unit: 'services', kind: 'idea', origin: 'own', answerWanted: 'decision', ...data },
    { by: byClient, ...occasion },
  );
const decide = (id: string, on: string, decision: string, data: object = {}, occasion: Occasion = {}) =>
  happened(
    id,
    'ProposalDecided',
    on,
    { decision, post: 'head', ...data },
    { words: { reason: `${id} ${on}` }, ...occasion },
  );

beforeAll(async () => {
  log = await LogAndReads.open();
  for (const unit of ['services', 'housing', 'county', 'plain'])
    await log.happened(`unit-${unit}`, 'UnitEstablished', {}, { recordedAt: at('2025-12-01') });
  for (const unit of ['services', 'housing', 'county'])
    await log.happened(
      `unit-${unit}`,
      'PromiseSet',
      { counting: 'calendar', decide: 30, from: '2026-01-01' },
      { on: '2026-01-01', recordedAt: at('2026-01-01') },
    );
});
afterAll(() => log.close());

describe('who withdraws what was answered', () => {
  it('takes no rejection out of the denominator; what was withdrawn before stays beside', async () => {
    await submit('turned-down', '2026-01-02', { unit: 'plain' });
    await decide('turned-down', '2026-02-03', 'rejected');
    await happened('turned-down', 'ProposalWithdrawn', '2026-03-01', {}, { by: byClient });
    const group = 'turned-down';
    expect(await counts('answered', { group })).toEqual({ yes: 1 });
    expect(await counts('rejected', { group })).toEqual({ yes: 1 });
    expect(await counts('accepted', { group })).toEqual({ no: 1 });
    expect(await counts('ledToChange', { group })).toEqual({ no: 1 });
    await submit('taken-back', '2026-01-02', { unit: 'plain' });
    await happened('taken-back', 'ProposalWithdrawn', '2026-01-05', {}, { by: byClient });
    for (const measure of ['answered', 'accepted', 'rejected', 'ledToChange', 'received'])
      expect(await counts(measure, { group: 'taken-back' })).toEqual({ withdrawn: 1 });
  });

  it('leaves a change that did not come, and a comment that was not used, as they were', async () => {
    await submit('no-change', '2026-01-02', { unit: 'plain' });
    await decide('no-change', '2026-02-03', 'accepted');
    await happened('no-change', 'FollowUpRecorded', '2026-05-03', { changed: 'no' });
    await happened('no-change', 'ProposalWithdrawn', '2026-06-01', {}, { by: byClient });
    expect(await counts('changed', { group: 'no-change' })).toEqual({ no: 1 });
    await submit('not-used', '2026-01-02', { unit: 'plain', kind: 'comment', answerWanted: 'reply' });
    await happened('not-used', 'ProposalDecided', '2026-02-03', { reply: 'notUsed', post: 'head' });
    await happened('not-used', 'ProposalWithdrawn', '2026-06-01', {}, { by: byClient });
    expect(await counts('used', { group: 'not-used' })).toEqual({ no: 1 });
    expect(await counts('accepted', { group: 'not-used' })).toEqual({});
  });
});

describe('what is taken up again', () => {
  it('was answered once, and waits for what came of the answer that stands now', async () => {
    const group = 'again';
    await submit(group, '2026-01-02', { unit: 'plain' });
    await decide(group, '2026-01-12', 'accepted');
    await happened(group, 'FollowUpRecorded', '2026-03-03', { changed: 'yes' });
    await happened(group, 'ProposalReopened', '2026-04-01', {}, { by: byClient });
    expect(await nodes(group)).toEqual(['answer.awaited']);
    expect(await counts('answered', { group })).toEqual({ yes: 1 });
    expect(await counts('accepted', { group })).toEqual({ no: 1 });
    expect(await counts('reopenedThenAccepted', { group })).toEqual({ no: 1 });
    expect(await counts('changed', { group })).toEqual({});
    await decide(group, '2026-05-01', 'accepted');
    expect(await counts('reopenedThenAccepted', { group })).toEqual({ yes: 1 });
    expect(await counts('changed', { group })).toEqual({ no: 1 });
    expect(await nodes(group)).toEqual(['answer.accepted', 'change.awaited', 'loop.open']);
    expect((await list({ group, time: 'toAnswer' })).items[0]?.time).toEqual({ end: 'exact', lower: 10, upper: 10 });
    // An answer of before stands no more; what the group withdraws then is withdrawn.
    await happened(group, 'ProposalReopened', '2026-06-01', {}, { by: byClient });
    await happened(group, 'ProposalWithdrawn', '2026-06-02', {}, { by: byClient });
    expect(await nodes(group)).toEqual(['answer.withdrawn']);
  });
});

describe('a time', () => {
  it('ends with what came first, in whatever order it was written down', async () => {
    const group = 'order';
    await submit(group, '2026-01-02', { unit: 'plain' });
    await decide(group, '2026-03-10', 'rejected', {}, { recordedAt: at('2026-03-10') });
    await decide(group, '2026-02-01', 'accepted', {}, { recordedAt: at('2026-06-01') });
    const time = { end: 'exact', lower: 30, upper: 30 };
    expect((await list({ group, time: 'toAnswer', on: '2026-02-15' })).items[0]?.time).toEqual(time);
    expect((await list({ group, time: 'toAnswer' })).items[0]?.time).toEqual(time);
    // The later one is in force.
    expect(await counts('rejected', { group })).toEqual({ yes: 1 });
  });

  it('that began on a day nobody knows exactly is in no curve of exact days while it runs on either', async () => {
    const group = 'wide';
    await submit(group, '2026-01', { unit: 'plain' }, { recordedAt: at('2026-02-01') });
    expect((await list({ group, time: 'toAnswer', on: '2026-03-02' })).items[0]?.time).toEqual({
      end: 'censored',
      lower: 30,
      upper: 60,
    });
    const { curves } = await ask<{ curves: readonly { survival: object[]; turnbull?: { cases: number } }[] }>(
      'GetInfluenceTimes',
      { time: 'toAnswer', group },
    );
    expect(curves).toMatchObject([{ survival: [], turnbull: { cases: 1 } }]);
  });
});

describe('a promise', () => {
  it('whose day was named anew too late was broken before, and the silence stays', async () => {
    const group = 'late-estimate';
    await submit(group, '2026-01-12');
    await happened(group, 'ProposalReceived', '2026-03-01', { post: 'head', estimate: '2026-04-01' });
    await decide(group, '2026-03-20', 'rejected');
    expect(await counts('promiseKept', { group })).toEqual({ yes: 1, no: 1 });
    // Due on 11 February; silent from the 12th to the 28th.
    expect((await silence({ group })).owners).toMatchObject([{ owner: 'services', days: 17, silentNow: 0 }]);
  });

  it('whose day was named anew in time is one promise, of the day that was named last', async () => {
    const group = 'estimate';
    await submit(group, '2026-01-12');
    await happened(group, 'ProposalReceived', '2026-02-01', { post: 'head', estimate: '2026-04-01' });
    await decide(group, '2026-04-01', 'rejected');
    expect(await counts('promiseKept', { group })).toEqual({ yes: 1 });
    expect((await silence({ group })).owners).toEqual([]);
    expect(await counts('promiseKept', { group, on: '2026-03-31' })).toEqual({ notYet: 1 });
  });

  it('is not kept by putting the answer off: the day named then counts', async () => {
    await submit('put-off', '2026-01-12');
    await decide('put-off', '2026-02-05', 'deferred', { untilWhen: '2026-06-01' });
    expect(await counts('promiseKept', { group: 'put-off', on: '2026-05-31' })).toEqual({ notYet: 1 });
    await decide('put-off', '2026-06-02', 'rejected');
    expect(await counts('promiseKept', { group: 'put-off' })).toEqual({ no: 1 });
    await submit('put-off-late', '2026-01-12');
    await decide('put-off-late', '2026-03-05', 'deferred', { untilWhen: '2026-06-01' });
    expect(await counts('promiseKept', { group: 'put-off-late', on: '2026-05-31' })).toEqual({ no: 1, notYet: 1 });
  });

  it('is broken by the unit that hands it on after its day, and by nobody when it is handed on before', async () => {
    await submit('handed-late', '2026-01-12');
    await happened('handed-late', 'ProposalForwarded', '2026-02-21', { unit: 'plain' });
    expect(await cells('promiseKept', 'unit', { group: 'handed-late' })).toEqual([['services', 0, 1]]);
    await submit('handed-on', '2026-01-12');
    await happened('handed-on', 'ProposalForwarded', '2026-02-11', { unit: 'plain' });
    expect(await counts('promiseKept', { group: 'handed-on' })).toEqual({});
  });

  it('handed on twice and back is of each unit while it had it', async () => {
    const group = 'back';
    await submit(group, '2026-01-12');
    await happened(group, 'ProposalForwarded', '2026-02-01', { unit: 'housing' });
    await happened(group, 'ProposalForwarded', '2026-02-21', { unit: 'services' });
    await decide(group, '2026-03-01', 'rejected');
    // Due on 11 February: housing let 12 to 20 pass, services 21 to 28.
    expect((await silence({ group })).owners).toMatchObject([
      { owner: 'housing', days: 9 },
      { owner: 'services', days: 8 },
    ]);
    expect(await cells('promiseKept', 'unit', { group })).toEqual([
      ['housing', 0, 1],
      ['services', 0, 1],
    ]);
  });

  it('of a change is not kept by beginning it, by taking the answer back, or by the group taking it up again', async () => {
    const promised = async (group: string) => {
      await submit(group, '2026-01-12', { unit: 'plain' });
      await decide(group, '2026-02-01', 'accepted', { byWhen: '2026-09-01' });
    };
    await promised('begun');
    await happened('begun', 'ChangeStarted', '2026-05-01');
    expect(await counts('promiseKept', { group: 'begun', on: '2026-06-01' })).toEqual({ notYet: 1 });
    expect(await counts('promiseKept', { group: 'begun' })).toEqual({ no: 1 });
    await happened('begun', 'FollowUpRecorded', '2026-08-30', { changed: 'yes' });
    expect(await counts('promiseKept', { group: 'begun' })).toEqual({ yes: 1 });
    await promised('revoked');
    await decide('revoked', '2026-06-01', 'rejected');
    expect(await counts('promiseKept', { group: 'revoked' })).toEqual({});
    await promised('unhappy');
    await happened('unhappy', 'ProposalReopened', '2026-06-01', {}, { by: byClient });
    expect(await counts('promiseKept', { group: 'unhappy' })).toEqual({});
  });

  it('rests while information is awaited, and so does silence', async () => {
    const group = 'paused';
    await submit(group, '2026-01-12');
    await happened(group, 'MoreInformationRequested', '2026-02-01');
    await happened(group, 'MoreInformationProvided', '2026-03-01', {}, { by: byClient });
    await decide(group, '2026-03-11', 'rejected');
    // Due on 11 February; the 28 days of the pause put it off to 11 March.
    expect((await silence({ group, on: '2026-02-28' })).owners).toEqual([]);
    expect(await counts('promiseKept', { group, on: '2026-02-28' })).toEqual({});
    expect(await counts('promiseKept', { group, on: '2026-03-10' })).toEqual({ notYet: 1 });
    expect(await counts('promiseKept', { group })).toEqual({ yes: 1 });
    expect((await silence({ group })).owners).toEqual([]);
  });

  it('on its very day is kept; a day later it is broken though no day was silent between', async () => {
    await submit('very-day', '2026-01-12');
    await decide('very-day', '2026-02-11', 'rejected');
    await submit('day-after', '2026-01-12');
    await decide('day-after', '2026-02-12', 'rejected');
    expect(await counts('promiseKept', { group: 'very-day' })).toEqual({ yes: 1 });
    expect(await counts('promiseKept', { group: 'day-after' })).toEqual({ no: 1 });
    expect((await silence({ group: 'day-after' })).owners).toEqual([]);
    expect((await silence({ group: 'day-after', on: '2026-02-11' })).owners).toEqual([]);
  });

  it('is of a later day only for what begins later', async () => {
    await submit('before', '2026-07-01', { unit: 'county' });
    await log.happened(
      'unit-county',
      'PromiseSet',
      { counting: 'calendar', decide: 90, from: '2026-07-02' },
      { on: '2026-07-02', recordedAt: at('2026-07-02') },
    );
    await submit('after', '2026-07-02', { unit: 'county' });
    expect(await counts('promiseKept', { group: 'before', on: '2026-08-15' })).toEqual({ no: 1 });
    expect(await counts('promiseKept', { group: 'after', on: '2026-08-15' })).toEqual({ notYet: 1 });
  });
});

describe('silence', () => {
  it('is nobody’s on the days between which a proposal was handed on', async () => {
    const group = 'sometime';
    await submit(group, '2026-01-12');
    await happened(group, 'ProposalForwarded', '2026-03', { unit: 'housing' }, { recordedAt: at('2026-04-01') });
    const { owners } = await silence({ group, on: '2026-04-05' });
    // Services from 12 to 28 February; housing on 31 March, when it certainly had it, and to 5 April.
    expect(owners).toMatchObject([
      { owner: 'housing', days: 6 },
      { owner: 'services', days: 17 },
    ]);
  });

  it('names beside it only what the side and the unit wait for that are asked about', async () => {
    const group = 'dayless';
    await submit(group, '2026-01-12', { unit: 'plain' });
    expect((await silence({ group })).beside).toEqual({ withoutDue: 1, notKnown: 0 });
    expect((await silence({ group, unit: 'services' })).beside).toEqual({ withoutDue: 0, notKnown: 0 });
    expect((await silence({ group, side: 'group' })).beside).toEqual({ withoutDue: 0, notKnown: 0 });
    expect((await list({ group, waits: 'withoutDue', side: 'group' })).count).toBe(0);
  });
});

describe('what is known', () => {
  it('of 21.30 in universal time belongs to the next day of Helsinki', async () => {
    const group = 'midnight';
    await submit(group, '2026-11-03', { unit: 'plain' }, { recordedAt: '2026-11-03T22:30:00.000Z' });
    const known = async (knownOn: string) => (await list({ group, knownOn })).count;
    expect(await known('2026-11-03')).toBe(0);
    expect(await known('2026-11-04')).toBe(1);
    // Nobody says when it was answered: it was when it was written down.
    await decide(group, '2026-11-05', 'rejected', {}, { on: null, recordedAt: '2026-11-05T22:30:00.000Z' });
    expect(await counts('answered', { group, on: '2026-11-05' })).toEqual({ no: 1 });
    expect(await counts('answered', { group, on: '2026-11-06' })).toEqual({ yes: 1 });
  });

  it('is the same day on every page of a list', async () => {
    for (const id of ['page-one', 'page-two'])
      await submit(id, '2026-11-10', { group: 'pages', unit: 'plain' }, { recordedAt: at('2026-11-10') });
    const params = { group: 'pages', knownOn: '2026-11-20', time: 'toAnswer', limit: 1 };
    const first = await asked<Cases>('ListInfluenceCases', params);
    const second = await asked<Cases>('ListInfluenceCases', { ...params, cursor: first.answer.next });
    expect(second.as).toEqual(first.as);
    expect([first, second].map(({ answer }) => answer.items[0]?.time?.lower)).toEqual([10, 10]);
  });

  it('of a source that records decisions in part is no share, and a decision after a withdrawal stands', async () => {
    const coverage = (decisions: string) => ({ proposals: 'complete', decisions });
    for (const [sourceId, decisions] of [
      ['minutes', 'partial'],
      ['register', 'complete'],
    ] as const)
      await log.happened(
        'organisation-main',
        'SourceRegistered',
        { sourceId, coverage: coverage(decisions) },
        { recordedAt: at('2026-01-01') },
      );
    for (const source of ['minutes', 'register']) {
      await submit(`${source}-one`, '2025-01-02', { group: source, unit: 'plain' }, { source });
      await happened(`${source}-one`, 'ProposalWithdrawn', '2025-02-01', {}, { source, by: byClient });
      await decide(`${source}-one`, '2025-03-01', 'accepted', {}, { source });
      await submit(`${source}-two`, '2025-01-02', { group: source, unit: 'plain' }, { source });
    }
    expect(await counts('accepted', { group: 'minutes' })).toEqual({ recorded: 1, notKnown: 1 });
    expect(await counts('accepted', { group: 'register' })).toEqual({ yes: 1, no: 1 });
    expect(await counts('answered', { group: 'register', on: '2025-02-15' })).toEqual({ no: 1, withdrawn: 1 });
    expect((await silence({ group: 'minutes' })).beside).toEqual({ withoutDue: 0, notKnown: 2 });
    // What the group takes up again, while its minutes do not say all, may have been answered.
    await happened('minutes-one', 'ProposalReopened', '2025-06-01', {}, { source: 'minutes', by: byClient });
    expect(await nodes('minutes')).toEqual(['answer.notKnown']);
  });
});

describe('what was confirmed', () => {
  it('counts an answer that was heard as confirmed from the day on which the post says so', async () => {
    const group = 'heard';
    await submit(group, '2026-01-02', { unit: 'plain' });
    const { id } = await decide(group, '2026-02-01', 'rejected', {}, { by: byClient });
    await happened(group, 'DecisionConfirmed', '2026-03-01', { ofEvent: id });
    expect(await counts('answerUnconfirmed', { group, on: '2026-02-28' })).toEqual({ yes: 1 });
    expect(await counts('answerUnconfirmed', { group })).toEqual({ no: 1 });
  });

  it('is disputed for good: a later confirmation takes no dispute back', async () => {
    const group = 'disputed';
    await submit(group, '2026-01-02', { unit: 'plain' });
    await decide(group, '2026-02-01', 'accepted');
    const change = await happened(group, 'FollowUpRecorded', '2026-03-01', { changed: 'yes' });
    const told = await happened(group, 'AnswerTold', '2026-03-05', { ofEvent: change.id, how: 'meeting' });
    const confirm = (on: string) =>
      happened(group, 'TellingConfirmed', on, { ofEvent: told.id, how: 'account' }, { by: byClient });
    await confirm('2026-03-06');
    expect(await counts('changeConfirmed', { group })).toEqual({ yes: 1 });
    await happened(group, 'HeardByMember', '2026-04-01', { ofEvent: told.id, said: 'notChanged' }, { by: byClient });
    await confirm('2026-04-02');
    expect(await counts('changeConfirmed', { group })).toEqual({ no: 1 });
    expect(await counts('changeDisputed', { group })).toEqual({ yes: 1 });
    expect(await counts('changed', { group })).toEqual({ yes: 1 });
  });
});

describe('what was recorded in error', () => {
  const wrong = (stream: string, ofEvent: string, on: string) =>
    log.happened(stream, 'RecordedInError', { ofEvent }, { on, recordedAt: at(on) });

  it('counts as if it had not been, and later events stay; before the correction it is known as it was', async () => {
    const group = 'slip';
    await submit(group, '2026-09-01', { unit: 'plain' });
    const accepted = await decide(group, '2026-09-05', 'accepted');
    await happened(group, 'FollowUpRecorded', '2026-09-08', { changed: 'yes' });
    await happened(group, 'AnswerTold', '2026-09-09', { ofEvent: accepted.id, how: 'meeting' });
    await wrong(`proposal-${group}`, accepted.id, '2026-09-20');
    expect(await counts('answered', { group, knownOn: '2026-09-19' })).toEqual({ yes: 1 });
    expect(await counts('answered', { group })).toEqual({ no: 1 });
    // Of no answer, but management said that it changed.
    expect(await counts('ledToChange', { group })).toEqual({ yes: 1 });
    expect(await counts('changed', { group })).toEqual({});
    expect((await list({ group, time: 'toTelling' })).items[0]?.time?.end).toBe('censored');
    expect((await list({ group, time: 'toTelling', knownOn: '2026-09-19' })).items[0]?.time?.lower).toBe(8);
  });

  it('is a promise, a source or a succession too', async () => {
    const group = 'slips';
    await log.happened('unit-mistaken', 'UnitEstablished', {}, { recordedAt: at('2026-01-01') });
    const promise = await log.happened(
      'unit-mistaken',
      'PromiseSet',
      { counting: 'calendar', decide: 30, from: '2026-01-01' },
      { on: '2026-01-01', recordedAt: at('2026-01-01') },
    );
    const source = await log.happened(
      'organisation-main',
      'SourceRegistered',
      { sourceId: 'mistaken', coverage: { decisions: 'complete' } },
      { recordedAt: at('2026-01-01') },
    );
    await submit(group, '2026-02-02', { unit: 'mistaken' });
    await submit('slips-written', '2025-02-02', { group, unit: 'mistaken' }, { source: 'mistaken' });
    const moved = await log.happened(
      'unit-mistaken',
      'UnitSucceeded',
      { successor: 'plain' },
      { on: '2026-04-01', recordedAt: at('2026-04-01') },
    );
    const owners = async (params: object) =>
      (await silence({ group, ...params })).owners.map(({ owner, days }) => [owner, days]);
    // Due on 4 March: silent from the 5th to the 31st, and then with the other.
    const before = [
      ['mistaken', 27],
      ['plain', 2],
    ];
    expect(await owners({ on: '2026-04-02' })).toEqual(before);
    expect(await counts('answered', { group })).toEqual({ no: 2 });
    const place = (await asked('ListInfluenceCases', {})).as.at;
    await wrong('unit-mistaken', moved.id, '2026-12-01');
    expect(await owners({ on: '2026-04-02' })).toEqual([['mistaken', 29]]);
    await wrong('unit-mistaken', promise.id, '2026-12-02');
    expect(await owners({ on: '2026-04-02' })).toEqual([]);
    await wrong('organisation-main', source.id, '2026-12-03');
    expect(await counts('answered', { group })).toEqual({ no: 1, notKnown: 1 });
    expect(await owners({ on: '2026-04-02', at: place })).toEqual(before);
    expect(await counts('answered', { group, at: place })).toEqual({ no: 2 });
  });
});

describe('a day of the past', () => {
  it('before anything was proposed has nothing, and no case is older than its submission', async () => {
    const group = 'beginning';
    await submit(group, '2026-03-02', { unit: 'services' });
    expect((await list({ group, on: '2026-03-01' })).count).toBe(0);
    expect((await list({ group, on: '2026-03-02', time: 'toAnswer' })).items[0]?.time).toEqual({
      end: 'censored',
      lower: 0,
      upper: 0,
    });
    const { as, answer } = await asked<Cases>('ListInfluenceCases', { knownOn: '2020-01-01' });
    expect([as.at, answer.count]).toEqual(['beginning', 0]);
    expect((await list({ on: '2020-01-01' })).count).toBe(0);
    // Somebody wrote down in May that it was answered in the course of the year: it had been when they did.
    await decide(group, '2026', 'rejected', {}, { recordedAt: at('2026-05-04') });
    expect(await counts('answered', { group, on: '2026-05-03' })).toEqual({ no: 1 });
    expect(await counts('answered', { group, on: '2026-05-04' })).toEqual({ yes: 1 });
    expect((await list({ group, time: 'toAnswer', on: '2026-05-04' })).items[0]?.time?.upper).toBe(63);
  });
});

describe('an analyst of one unit', () => {
  it('learns nothing of another from a stock answer or from hours', async () => {
    const both = { words: { reason: 'There is no money.' } };
    await submit('stock-here', '2026-08-02', { group: 'stock', unit: 'stock-here' });
    await submit('stock-there', '2026-08-02', { group: 'stock', unit: 'stock-there' });
    await decide('stock-here', '2026-08-05', 'rejected', {}, both);
    await decide('stock-there', '2026-08-06', 'rejected', {}, both);
    expect(await counts('stockAnswer', { group: 'stock' })).toEqual({ yes: 2 });
    expect(await counts('stockAnswer', { group: 'stock' }, analyst(['stock-here']))).toEqual({ no: 1 });
    const founded = (group: string, unit: string) =>
      log.happened(`group-${group}`, 'GroupFounded', { kind: 'coDevelopment', unit }, { recordedAt: at('2026-01-01') });
    await founded('stock', 'stock-there');
    await founded('own', 'stock-here');
    const groups = async (reader: Rights) =>
      (await ask<readonly { group: string }[]>('GetInfluenceHours', {}, reader)).map(({ group }) => group);
    expect(await groups(analyst(['stock-here']))).toEqual(['own']);
    expect(await groups(analyst(['stock-there']))).toEqual(['stock']);
  });
});

describe('a unit that is succeeded', () => {
  it('has broken what was due before, and its successor what was due after', async () => {
    const succeeded = (unit: string, successor: string, on: string) =>
      log.happened(`unit-${unit}`, 'UnitSucceeded', { successor }, { on, recordedAt: at(on) });
    for (const unit of ['old', 'new', 'newest']) {
      await log.happened(`unit-${unit}`, 'UnitEstablished', {}, { recordedAt: at('2026-01-01') });
      await log.happened(
        `unit-${unit}`,
        'PromiseSet',
        { counting: 'calendar', decide: 30, from: '2026-01-01' },
        { on: '2026-01-01', recordedAt: at('2026-01-01') },
      );
    }
    const group = 'moved';
    await submit('due-before', '2026-08-01', { group, unit: 'old' });
    await submit('due-after', '2026-08-20', { group, unit: 'old' });
    await succeeded('old', 'new', '2026-09-10');
    await succeeded('new', 'newest', '2026-10-01');
    // Due on 31 August, and on 21 September, because the 19th is a Saturday.
    expect(await cells('promiseKept', 'unit', { group })).toEqual([
      ['new', 0, 1],
      ['old', 0, 1],
    ]);
    expect(await cells('promiseKept', 'unitNow', { group })).toEqual([['newest', 0, 2]]);
    const { owners } = await silence({ group, on: '2026-10-10' });
    expect(owners.map(({ owner, days, silentNow }) => [owner, days, silentNow])).toEqual([
      // One from 10 September to the 30th, the other from the 22nd.
      ['new', 21 + 9, 0],
      ['newest', 10 + 10, 2],
      ['old', 9, 0],
    ]);
    expect((await silence({ group, on: '2026-10-10', unit: 'new' })).owners).toMatchObject([
      { owner: 'new', days: 30 },
    ]);
    expect((await list({ group, silentIn: 'now', owner: 'newest', side: 'management' })).count).toBe(2);
    expect((await list({ group, unitNow: 'newest', measure: 'promiseKept', part: 'no' })).count).toBe(2);
    expect(await list({ group }, analyst(['newest']))).toMatchObject({ count: 2 });
  });
});
