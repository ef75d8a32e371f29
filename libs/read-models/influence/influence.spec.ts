import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Rights } from '#permissions';
import { byClient, byCoordinator, LogAndReads, type Occasion } from '../../../test/log-and-reads.ts';

interface Counted<Answer> {
  readonly making?: object;
  readonly as: { readonly on: string; readonly knownOn?: string; readonly at: string };
  readonly answer: Answer;
}
interface Figure {
  readonly by?: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly share?: number;
}
type Figures = readonly { readonly whole: Figure; readonly cells: readonly Figure[] }[];
interface Cases {
  readonly count: number;
  readonly items: readonly { readonly proposal: string }[];
}

const analyst = (units: readonly string[] | 'all' = 'all'): Rights => ({
  account: 'analyst-account',
  capacities: [{ kind: 'analyst', units, words: false }],
});

let log: LogAndReads;
beforeEach(async () => {
  log = await LogAndReads.open();
});
afterEach(() => log.close());

const today = '2026-12-31';
async function ask<Answer>(name: string, params: object = {}, reader = analyst()): Promise<Counted<Answer>> {
  for (;;) {
    const found = await log.ask<Counted<Answer>>(name, params as never, reader, today);
    if (!found.making) return found;
  }
}
const figure = async (measure: string, params: object = {}, reader = analyst()) =>
  (await ask<Figures>('GetInfluenceFigures', { measure, ...params }, reader)).answer[0]!;
const list = async (params: object, reader = analyst()) =>
  (await ask<Cases>('ListInfluenceCases', params, reader)).answer;

const at = (day: string) => `${day}T09:00:00.000Z`;
const submit = (id: string, on: string, data: object = {}, occasion: Occasion = {}) =>
  log.happened(
    `proposal-${id}`,
    'ProposalSubmitted',
    { group: 'lobby', unit: 'services', kind: 'idea', origin: 'own', answerWanted: 'decision', ...data },
    { on, recordedAt: at(on), by: byClient, ...occasion },
  );
const decide = (id: string, on: string, data: object = {}, occasion: Occasion = {}) =>
  log.happened(
    `proposal-${id}`,
    'ProposalDecided',
    { decision: 'rejected', post: 'head', ...data },
    { on, recordedAt: at(on), words: { reason: `Because of ${id}.` }, ...occasion },
  );

describe('a share', () => {
  it('counts whoever is silent: one that was answered and nine that were not are 10 %', async () => {
    await submit('one', '2026-01-02');
    await decide('one', '2026-02-03');
    for (let other = 0; other < 9; other++) await submit(`silent-${other}`, '2026-01-02');
    const { whole } = await figure('answered');
    expect(whole).toMatchObject({ share: 0.1, counts: { yes: 1, no: 9 } });
  });

  it('is nothing where there is no case, and counts nothing twice', async () => {
    await submit('one', '2026-01-02');
    expect((await figure('used')).whole.share).toBeUndefined();
    await decide('one', '2026-02-03', { reasonCodes: ['money', 'law'] });
    const { whole, cells } = await figure('answered', { by: 'reasonCode' });
    expect(whole.counts.yes).toBe(1);
    expect(cells.map(({ by, counts }) => [by, counts.yes])).toEqual([
      ['law', 1],
      ['money', 1],
    ]);
    expect(await list({ measure: 'answered', part: 'yes', reasonCode: 'law' })).toMatchObject({ count: 1 });
    expect(await list({ measure: 'answered', part: 'yes', reasonCode: 'safety' })).toMatchObject({ count: 0 });
  });

  it('counts a deferral as no answer, and a withdrawal as no silence', async () => {
    await submit('deferred', '2026-01-02');
    await decide('deferred', '2026-02-03', { decision: 'deferred', untilWhen: '2026-10-01' });
    await submit('withdrawn', '2026-01-02');
    await log.happened('proposal-withdrawn', 'ProposalWithdrawn', {}, { on: '2026-01-09', by: byClient });
    expect((await figure('answered')).whole).toMatchObject({ share: 0, counts: { yes: 0, no: 1, withdrawn: 1 } });
    expect((await figure('deferred')).whole.counts).toMatchObject({ yes: 1, no: 0, withdrawn: 1 });
  });
});

describe('as of a day', () => {
  beforeEach(async () => {
    await submit('bench', '2026-01-10');
    await submit('lamp', '2026-03-01');
    const slip = await decide('lamp', '2026-03-05');
    // Written down long after it was said.
    await decide('bench', '2026-02-10', { decision: 'accepted' }, { recordedAt: at('2026-05-20') });
    await log.happened(
      'proposal-lamp',
      'RecordedInError',
      { ofEvent: slip.id },
      { on: '2026-06-01', recordedAt: at('2026-06-01') },
    );
  });
  const answered = async (params: object) => (await figure('answered', params)).whole.counts;

  it('it was so on a day, whenever it became known', async () => {
    expect(await answered({ on: '2026-02-09' })).toMatchObject({ yes: 0, no: 1 });
    expect(await answered({ on: '2026-02-10' })).toMatchObject({ yes: 1, no: 0 });
    expect(await answered({ on: '2026-04-01' })).toMatchObject({ yes: 1, no: 1 });
  });

  it('it was known so on a day: without what was written down later, and with what was found to be an error later', async () => {
    expect(await answered({ knownOn: '2026-01-09' })).toMatchObject({ yes: 0, no: 0 });
    expect(await answered({ knownOn: '2026-04-01' })).toMatchObject({ yes: 1, no: 1 });
    expect((await list({ knownOn: '2026-04-01', measure: 'answered', part: 'yes' })).items).toMatchObject([
      { proposal: 'lamp' },
    ]);
    expect(await answered({ knownOn: '2026-05-20' })).toMatchObject({ yes: 2, no: 0 });
    expect(await answered({ knownOn: '2026-06-01' })).toMatchObject({ yes: 1, no: 1 });
    expect(await answered({ on: '2026-03-01', knownOn: '2026-05-20' })).toMatchObject({ yes: 1, no: 1 });
  });

  it('the same place in the log gives the same answer for ever', async () => {
    const all = (params: object) => ask<Figures>('GetInfluenceFigures', params);
    const before = await all({ knownOn: '2026-05-20', on: '2026-04-30' });
    expect(before.as).toMatchObject({ knownOn: '2026-05-20', on: '2026-04-30' });
    const { on, at: place } = before.as;
    const now = await all({ on });
    await decide(
      'bench',
      '2026-04-20',
      { decision: 'deferred', untilWhen: '2026-12-01' },
      { recordedAt: at('2026-07-01') },
    );
    await submit('late', '2026-04-01', {}, { recordedAt: at('2026-07-02') });
    await log.happened(
      'organisation-main',
      'SourceRegistered',
      { sourceId: 'elsewhere', coverage: {} },
      { recordedAt: at('2026-07-02') },
    );
    expect((await all({ on, at: place })).answer).toEqual(before.answer);
    expect((await all({ on, at: now.as.at })).answer).toEqual(now.answer);
    expect((await all({ on })).answer).not.toEqual(now.answer);
    await log.restart();
    expect((await all({ on, at: place })).answer).toEqual(before.answer);
  });

  it('what comes is seen at once, and the list is of the place that the number named', async () => {
    const before = await ask<Figures>('GetInfluenceFigures', { measure: 'answered' });
    expect(before.answer[0]!.whole.counts).toMatchObject({ yes: 1, no: 1 });
    await decide('lamp', '2026-09-01', { decision: 'rejected' }, { recordedAt: at('2026-09-01') });
    expect(await answered({})).toMatchObject({ yes: 2, no: 0 });
    const { at: place } = before.as;
    expect(await list({ at: place, measure: 'answered', part: 'no' })).toMatchObject({ count: 1 });
    expect(await list({ measure: 'answered', part: 'no' })).toMatchObject({ count: 0 });
  });

  it('nothing is asked of the future, of a place that is none, or with both times of knowing', async () => {
    const refused = (params: object) =>
      expect(ask('GetInfluenceFigures', params)).rejects.toMatchObject({ code: 'query.param-wrong' });
    await refused({ on: '2027-01-01' });
    await refused({ knownOn: '2027-01-01' });
    await refused({ on: '2026-05-01', knownOn: '2026-04-01' });
    await refused({ knownOn: '2026-04-01', at: 'S:1' });
    await refused({ at: 'nowhere' });
    await refused({ at: 'S:1000000' });
    await refused({ on: '2026-02-30' });
    await refused({ measure: 'no-such' });
  });
});

describe('silence', () => {
  interface Silence {
    readonly owners: readonly {
      readonly owner: string;
      readonly silentNow: number;
      readonly everSilent: number;
      readonly days: number;
    }[];
    readonly months: readonly { readonly month: string; readonly proposals: number }[];
    readonly beside: object;
  }
  const silence = async (params: object = {}) => (await ask<Silence>('GetInfluenceSilence', params)).answer;

  beforeEach(async () => {
    for (const unit of ['services', 'county'])
      await log.happened(
        `unit-${unit}`,
        'UnitEstablished',
        {},
        { words: { name: unit }, recordedAt: at('2026-01-01') },
      );
    await log.happened(
      'unit-services',
      'PromiseSet',
      { counting: 'calendar', decide: 30, from: '2026-01-01' },
      { on: '2026-01-01', recordedAt: at('2026-01-01') },
    );
  });

  it('is none while the day has not come, and without any promise', async () => {
    await submit('bench', '2026-12-20');
    await submit('lamp', '2026-01-10', { unit: 'county' });
    expect(await silence({ side: 'management' })).toEqual({
      owners: [],
      months: [],
      beside: { withoutDue: 2, notKnown: 0 },
    });
  });

  it('before a succession stays with the unit that let the days pass; then it is the successor’s', async () => {
    await submit('bench', '2026-01-12');
    await log.happened(
      'unit-services',
      'UnitSucceeded',
      { successor: 'county' },
      { on: '2026-03-01', recordedAt: at('2026-03-01') },
    );
    await decide('bench', '2026-03-11');
    // Due on 11 February: silent from the 12th to 28 February, and from 1 to 10 March.
    expect(await silence({ side: 'management' })).toMatchObject({
      owners: [
        { owner: 'county', silentNow: 0, everSilent: 1, days: 10 },
        { owner: 'services', silentNow: 0, everSilent: 1, days: 17 },
      ],
      months: [
        { month: '2026-02', proposals: 1 },
        { month: '2026-03', proposals: 1 },
      ],
    });
    expect(await list({ silentIn: '2026-02', side: 'management' })).toMatchObject({ count: 1 });
    expect(await list({ silentIn: '2026-02', side: 'management', owner: 'county' })).toMatchObject({ count: 0 });
    expect(await list({ silentIn: 'now', side: 'management' })).toMatchObject({ count: 0 });
    expect((await figure('promiseKept')).whole.counts).toMatchObject({ yes: 0, no: 1 });
  });

  it('was silence on a day of the past, although an answer has come since', async () => {
    await submit('bench', '2026-01-12');
    await decide('bench', '2026-03-11');
    const owners = [{ owner: 'services', silentNow: 1, days: 9 }];
    expect(await silence({ on: '2026-02-20', side: 'management' })).toMatchObject({ owners });
    expect((await figure('promiseKept', { on: '2026-02-01' })).whole.counts).toMatchObject({
      yes: 0,
      no: 0,
      notYet: 1,
    });
  });

  it('of what was handed on is of each unit only while it had it', async () => {
    await submit('bench', '2026-01-12');
    await log.happened(
      'proposal-bench',
      'ProposalForwarded',
      { unit: 'county' },
      { on: '2026-02-21', recordedAt: at('2026-02-21') },
    );
    const { owners } = await silence({ side: 'management' });
    expect(owners).toMatchObject([{ owner: 'services', silentNow: 0, days: 9 }]);
  });
});

describe('the same answer to many', () => {
  const reasoned = (id: string, reason: string, recordedBy = 'developer') =>
    decide(id, '2026-03-05', {}, { words: { reason }, recordedBy });

  it('is a stock answer, however it is written; a text that was removed is not known', async () => {
    const said = ['Ei rahaa.', 'ei  RAHAA. ', 'Laki kieltää sen.', 'Ei rahaa.'];
    for (const [index, reason] of said.entries()) {
      await submit(`p${index}`, '2026-01-02');
      await reasoned(`p${index}`, reason);
    }
    expect((await figure('stockAnswer')).whole.counts).toMatchObject({ yes: 3, no: 1, notKnown: 0 });
    expect(await list({ measure: 'stockAnswer', part: 'yes' })).toMatchObject({ count: 3 });
    const [answer] = await log.store.read('proposal-p0', { from: 2 });
    await log.vault.words.forget(answer!.id);
    await log.happened(
      'proposal-p0',
      'WordsForgotten',
      { ofEvent: answer!.id, fields: ['reason'], reasonCode: 'request', decidedBy: 'head' },
      { on: '2026-04-01', recordedAt: at('2026-04-01') },
    );
    expect((await figure('stockAnswer')).whole.counts).toMatchObject({ yes: 2, no: 1, notKnown: 1 });
  });
});

describe('who may see what', () => {
  it('is cases that are or were with units they reach', async () => {
    await submit('bench', '2026-01-12');
    await submit('lamp', '2026-01-12', { unit: 'families' });
    await log.happened('proposal-lamp', 'ProposalForwarded', { unit: 'housing' }, { on: '2026-02-21' });
    const sees = async (unit: string) =>
      (await list({ measure: 'answered' }, analyst([unit]))).items.map(({ proposal }) => proposal);
    expect(await sees('services')).toEqual(['bench']);
    expect(await sees('families')).toEqual(['lamp']);
    expect(await sees('housing')).toEqual(['lamp']);
    expect(await sees('elsewhere')).toEqual([]);
  });

  it('is nobody of a group, whose members read their own page', async () => {
    const member: Rights = {
      account: 'member-account',
      capacities: [{ kind: 'member', role: 'clientDeveloper', group: 'lobby', groups: ['lobby'] }],
    };
    await expect(ask('GetInfluenceFigures', {}, member)).rejects.toMatchObject({ code: 'permission.denied' });
  });
});

describe('hours of staff', () => {
  it('stand against those promised in each season; months outside any season by themselves', async () => {
    const group = (type: string, data: object) =>
      log.happened('group-lobby', type, data, { by: byCoordinator, on: '2026-01-01', recordedAt: at('2026-11-01') });
    await group('GroupFounded', { kind: 'coDevelopment', unit: 'services' });
    await group('SeasonPlanned', { season: 'spring', from: '2026-01', to: '2026-05', hoursPromised: 100 });
    await group('WorkTimeRecorded', { month: '2026-02', hours: { running: 30, planning: 12.5 } });
    await group('WorkTimeRecorded', { month: '2026-05', hours: { running: 10 } });
    await group('WorkTimeRecorded', { month: '2026-08', hours: { visits: 3 } });
    const { answer } = await ask<readonly object[]>('GetInfluenceHours');
    expect(answer).toMatchObject([
      {
        group: 'lobby',
        proposals: 0,
        worked: 55.5,
        seasons: [
          { season: 'spring', promised: 100, worked: 52.5, hours: { running: 40, planning: 12.5 }, records: 2 },
          { worked: 3, hours: { visits: 3 }, records: 1 },
        ],
      },
    ]);
  });
});
