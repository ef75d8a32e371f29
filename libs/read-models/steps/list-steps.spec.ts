import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Rights } from '#permissions';
import { LogAndReads } from '../../../test/log-and-reads.ts';

interface Steps {
  readonly items: readonly { readonly type: string; readonly errorRecordedAt?: string }[];
  readonly next?: string;
}

describe('the steps', () => {
  let log: LogAndReads;
  const types = async (params: object) =>
    (await log.ask<Steps>('ListSteps', { proposal: 'bench', ...params })).items.map(({ type }) => type);

  beforeEach(async () => {
    log = await LogAndReads.open();
    const at = (day: string) => `${day}T21:30:00.000Z`;
    await log.happened(
      'proposal-bench',
      'ProposalSubmitted',
      { group: 'lobby', unit: 'services', kind: 'idea' },
      { on: '2026-03', recordedAt: at('2026-03-31') },
    );
    const slip = await log.happened(
      'proposal-bench',
      'ProposalDecided',
      { decision: 'rejected' },
      { on: '2026-04-10', recordedAt: at('2026-04-20') },
    );
    await log.happened(
      'proposal-bench',
      'RecordedInError',
      { ofEvent: slip.id },
      { on: '2026-05-02', recordedAt: at('2026-05-02') },
    );
    await log.happened(
      'proposal-bench',
      'ProposalDecided',
      { decision: 'accepted' },
      { on: '2026-04-10', recordedAt: at('2026-05-02') },
    );
    await log.happened(
      'proposal-bench',
      'AnswerTold',
      { ofEvent: slip.id, how: 'meeting' },
      { on: null, recordedAt: at('2026-05-03') },
    );
  });
  afterEach(() => log.close());

  it('have both times; a day begins at midnight in Helsinki', async () => {
    expect(await log.ask('ListSteps', { proposal: 'bench', limit: 1 })).toMatchObject({
      items: [
        {
          type: 'ProposalSubmitted',
          first: '2026-03-01',
          last: '2026-03-31',
          recordedOn: '2026-04-01',
          recordedAt: '2026-03-31T21:30:00.000Z',
        },
      ],
    });
  });

  it('leave out what was recorded in error', async () => {
    expect(await types({})).toEqual(['ProposalSubmitted', 'ProposalDecided', 'AnswerTold']);
  });

  it('say what had certainly happened by a day', async () => {
    expect(await types({ asOn: '2026-03-30' })).toEqual([]);
    expect(await types({ asOn: '2026-04-10' })).toEqual(['ProposalSubmitted', 'ProposalDecided']);
  });

  it('say what was known on a day, errors among it', async () => {
    expect(await types({ asKnownOn: '2026-04-20' })).toEqual(['ProposalSubmitted']);
    const { items } = await log.ask<Steps>('ListSteps', { proposal: 'bench', asKnownOn: '2026-04-30' });
    expect(items.map(({ type, errorRecordedAt }) => [type, errorRecordedAt])).toEqual([
      ['ProposalSubmitted', undefined],
      ['ProposalDecided', '2026-05-02T21:30:00.000Z'],
    ]);
    expect(await types({ asKnownOn: '2026-05-04' })).toEqual(['ProposalSubmitted', 'ProposalDecided', 'AnswerTold']);
  });

  describe('of a proposal that was handed on', () => {
    const of = (unit: string): Rights => ({
      account: `head-of-${unit}`,
      capacities: [{ kind: 'management', post: 'head', units: [unit] }],
    });
    const seenBy = async (unit: string) =>
      (await log.ask<Steps>('ListSteps', {}, of(unit))).items.map(({ type }) => type);

    it('are all seen by the unit it came to, and by the one that handed it on', async () => {
      const before = ['ProposalSubmitted', 'ProposalDecided', 'AnswerTold'];
      expect(await seenBy('families')).toEqual([]);
      await log.happened('proposal-bench', 'ProposalForwarded', { unit: 'families' });
      await log.happened('proposal-bench', 'ProposalReceived', { post: 'head' });
      const after = [...before, 'ProposalForwarded', 'ProposalReceived'];
      expect(await seenBy('families')).toEqual(after);
      expect(await seenBy('services')).toEqual(after);
      expect(await seenBy('housing')).toEqual([]);
    });

    it('are not seen by a unit that it came to in error', async () => {
      const slip = await log.happened('proposal-bench', 'ProposalForwarded', { unit: 'families' });
      expect(await seenBy('families')).toHaveLength(4);
      await log.happened('proposal-bench', 'RecordedInError', { ofEvent: slip.id });
      await log.happened('proposal-bench', 'ProposalReceived', { post: 'head' });
      expect(await seenBy('families')).toEqual([]);
      expect(await seenBy('services')).toHaveLength(4);
    });
  });
});
