import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { analystOf, type Counted, type Line, linesOf, openCounted } from './counted.ts';

/** What the figures say of the two real histories, counted once more by hand from the lines of the files. */

type Counts = Readonly<Record<'yes' | 'no' | 'withdrawn' | 'recorded' | 'notKnown' | 'notYet', number>>;
interface Figure {
  readonly by?: string;
  readonly counts: Counts;
  readonly share?: number;
}
interface Measured {
  readonly measure: string;
  readonly whole: Figure;
  readonly cells: readonly Figure[];
}

const none: Counts = { yes: 0, no: 0, withdrawn: 0, recorded: 0, notKnown: 0, notYet: 0 };
const day = (text: string): number => Date.parse(`${text}T00:00:00Z`) / 86_400_000;

describe('python-peps', () => {
  let counted: Counted;
  let lines: readonly Line[];
  const named = (event: string) => lines.filter((line) => line.event === event);
  const figure = async (measure: string, params: object = {}) => {
    const { answer } = await counted.ask<readonly Measured[]>('GetInfluenceFigures', { measure, ...params });
    return answer[0]!;
  };

  beforeAll(async () => {
    lines = await linesOf('python-peps');
    counted = await openCounted();
    await counted.take('python-peps');
  });
  afterAll(() => counted.close());

  it('are answered where a line decides that is no deferral; withdrawn where none does and a line withdraws', async () => {
    const answered = new Set(
      named('ProposalDecided').flatMap(({ of, decision }) => (decision === 'deferred' ? [] : [of])),
    );
    const all = new Set(named('ProposalSubmitted').map(({ of }) => of));
    const withdrawn = new Set(
      named('ProposalWithdrawn')
        .map(({ of }) => of)
        .filter((of) => !answered.has(of)),
    );
    const { counts } = (await figure('answered')).whole;
    expect(all.size).toBe(703);
    expect(counts).toMatchObject({ yes: answered.size, recorded: 0, notKnown: 0 });
    expect(counts.yes + counts.no + counts.withdrawn).toBe(703);
    // Whoever was withdrawn and taken up again is none of them.
    expect(counts.withdrawn).toBeLessThanOrEqual(withdrawn.size);
    expect(withdrawn.size - counts.withdrawn).toBeLessThanOrEqual(named('ProposalReopened').length);
  });

  it('of each year are as many as lines submit in it, and add up to the whole', async () => {
    const { whole, cells } = await figure('answered', { by: 'year' });
    const byYear = new Map<string, number>();
    for (const { on } of named('ProposalSubmitted'))
      byYear.set(on!.slice(0, 4), (byYear.get(on!.slice(0, 4)) ?? 0) + 1);
    const sum = ({ yes, no, withdrawn }: Counts) => yes + no + withdrawn;
    expect(cells.map(({ by, counts }) => [by, sum(counts)])).toEqual([...byYear].sort());
    for (const part of ['yes', 'no', 'withdrawn'] as const)
      expect(cells.reduce((total, { counts }) => total + counts[part], 0)).toBe(whole.counts[part]);
  });

  it('say nothing of what their source does not record: receipts, tellings, confirmations', async () => {
    expect((await figure('received')).whole.counts).toEqual({ ...none, notKnown: 703 });
    const told = (await figure('told')).whole.counts;
    expect(told).toEqual({ ...none, notKnown: told.notKnown });
    expect((await figure('loopClosed')).whole.share).toBeUndefined();
  });

  it('have reasons and changes that are partly recorded: what is there is named, and no share is made of it', async () => {
    const { counts, share } = (await figure('answerWithoutReason')).whole;
    expect(share).toBeUndefined();
    expect(counts.recorded).toBeGreaterThan(0);
    expect(counts.recorded).toBeLessThanOrEqual(named('ProposalDecided').filter(({ words }) => words?.reason).length);
    const changed = (await figure('changed')).whole;
    expect(changed.share).toBeUndefined();
    expect(changed.counts.recorded).toBeLessThanOrEqual(named('FollowUpRecorded').length);
    expect(changed.counts.recorded).toBeGreaterThan(400);
  });

  it('were on a day of the past what the lines up to that day say', async () => {
    const on = '2010-12-31';
    const until = lines.filter((line) => line.on !== undefined && line.on <= on);
    const submitted = until.filter(({ event }) => event === 'ProposalSubmitted').map(({ of }) => of);
    const answered = new Set(
      until.flatMap(({ event, of, decision }) => (event === 'ProposalDecided' && decision !== 'deferred' ? [of] : [])),
    );
    const { counts } = (await figure('answered', { on })).whole;
    expect(counts.yes).toBe(submitted.filter((of) => answered.has(of)).length);
    expect(counts.yes + counts.no + counts.withdrawn).toBe(submitted.length);
    expect(submitted.length).toBeGreaterThan(240);
  });

  it('take the days from the line that submits to the first that decides; what is open counts for as long as it has waited', async () => {
    interface Curves {
      readonly curves: readonly {
        readonly counts: Readonly<Record<string, number>>;
        readonly survival: readonly { readonly time: number; readonly events: number; readonly atRisk: number }[];
        readonly median: { readonly value?: number };
      }[];
    }
    const { answer } = await counted.ask<Curves>('GetInfluenceTimes', { time: 'toAnswer' });
    const [curve] = answer.curves;
    const begun = new Map(named('ProposalSubmitted').map(({ of, on }) => [of, day(on!)]));
    const took = new Map<string, number>();
    for (const { of, on, decision } of named('ProposalDecided'))
      if (decision !== 'deferred' && !took.has(of)) took.set(of, Math.max(0, day(on!) - begun.get(of)!));
    expect(curve!.counts.exact).toBe(took.size);
    expect(curve!.survival.reduce((sum, { events }) => sum + events, 0)).toBe(took.size);
    expect(curve!.survival[0]!.atRisk).toBe(703);
    const onDay = (time: number) => [...took.values()].filter((days) => days === time).length;
    for (const { time, events } of curve!.survival.slice(0, 40)) expect(events).toBe(onDay(time));
    expect(curve!.median.value).toBeGreaterThan(0);
  });

  it('have a list behind every number that is as long as the number', async () => {
    const { answer } = await counted.ask<readonly Measured[]>('GetInfluenceFigures');
    for (const { measure, whole } of answer) {
      for (const [part, count] of Object.entries(whole.counts)) {
        const list = await counted.ask<{ count: number; items: unknown[] }>('ListInfluenceCases', {
          measure,
          part,
          limit: 200,
        });
        expect([measure, part, list.answer.count]).toEqual([measure, part, count]);
        expect(list.answer.items).toHaveLength(Math.min(count, 200));
      }
    }
  });

  it('hold no word of anybody', async () => {
    const titles = named('ProposalSubmitted').flatMap(({ words }) => (words?.title ? [words.title] : []));
    const answers = await Promise.all(
      [
        'GetInfluenceFigures',
        'ListInfluenceCases',
        'GetInfluenceFlow',
        'GetInfluenceSilence',
        'GetInfluenceValues',
      ].map((name) => counted.ask(name, name === 'ListInfluenceCases' ? { measure: 'answered', limit: 200 } : {})),
    );
    const text = JSON.stringify(answers);
    expect(titles.length).toBe(703);
    expect(titles.filter((title) => text.includes(title))).toEqual([]);
  });

  it('are nothing to an analyst of another unit', async () => {
    const { answer } = await counted.ask<readonly Measured[]>('GetInfluenceFigures', {}, analystOf(['elsewhere']));
    for (const { whole } of answer) expect(whole.counts).toEqual(none);
    const list = await counted.ask<{ count: number }>(
      'ListInfluenceCases',
      { measure: 'answered' },
      analystOf(['elsewhere']),
    );
    expect(list.answer.count).toBe(0);
  });
});

describe('espoo-jyvaskyla', () => {
  let counted: Counted;
  beforeAll(async () => {
    counted = await openCounted();
    await counted.take('espoo-jyvaskyla');
  });
  afterAll(() => counted.close());

  it('records ten proposals and no answer: that none was given is not known', async () => {
    const proposals = (await linesOf('espoo-jyvaskyla')).filter(({ event }) => event === 'ProposalSubmitted');
    const { answer } = await counted.ask<readonly Measured[]>('GetInfluenceFigures');
    const counts = Object.fromEntries(answer.map(({ measure, whole }) => [measure, whole.counts]));
    expect(proposals).toHaveLength(10);
    for (const measure of ['received', 'answered', 'accepted', 'rejected', 'ledToChange', 'loopClosed'])
      expect([measure, counts[measure]]).toEqual([measure, { ...none, notKnown: 10 }]);
    for (const { whole } of answer) expect(whole.share).toBeUndefined();
  });

  it('shows nothing as silent and nothing as late', async () => {
    const { answer } = await counted.ask<object>('GetInfluenceSilence');
    expect(answer).toEqual({ owners: [], months: [], beside: { withoutDue: 0, notKnown: 0 } });
  });

  it('has no time to an answer, not even one that still runs', async () => {
    const { answer } = await counted.ask<{ curves: { counts: object; survival: unknown[] }[] }>('GetInfluenceTimes', {
      time: 'toAnswer',
    });
    expect(answer.curves).toMatchObject([{ counts: { censored: 0, notKnown: 10 }, survival: [] }]);
  });

  it('ends in the flow where nobody knows', async () => {
    const { answer } = await counted.ask<{ links: unknown[] }>('GetInfluenceFlow');
    expect(answer.links).toEqual([{ from: 'origin.none', to: 'answer.notKnown', count: 10 }]);
  });
});
