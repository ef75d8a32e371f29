import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LogAndReads } from '../../../test/log-and-reads.ts';

describe('a handover', () => {
  let log: LogAndReads;
  beforeEach(async () => {
    log = await LogAndReads.open();
    await log.happened('unit-services', 'UnitEstablished', {}, { words: { name: 'Services' } });
    await log.happened(
      'group-lobby',
      'GroupFounded',
      { kind: 'coDevelopment', unit: 'services' },
      { words: { name: 'Lobby' } },
    );
  });
  afterEach(() => log.close());

  it('says what the post owes, and what its earlier holders promised', async () => {
    await log.happened(
      'organisation-main',
      'PostNamed',
      { code: 'head', unit: 'services' },
      { words: { label: 'Head of services' } },
    );
    await log.happened('unit-services', 'PostHeldBy', {
      post: 'head',
      account: 'maija',
      from: '2025-01-01',
      to: '2026-03-31',
    });
    await log.happened('unit-services', 'PostHeldBy', { post: 'head', account: 'kalle', from: '2026-04-01' });
    await log.vault.people.keep('maija', { name: 'Maija Malli' });
    await log.happened(
      'proposal-bench',
      'ProposalSubmitted',
      { group: 'lobby', unit: 'services', kind: 'idea', answerWanted: 'decision' },
      { words: { title: 'The bench' } },
    );
    await log.happened(
      'proposal-bench',
      'ProposalDecided',
      { decision: 'accepted', post: 'head', byWhen: '2026-09' },
      { words: { whatWillBeDone: 'A bench is bought.' } },
    );
    expect(await log.ask('GetHandover', { code: 'head' })).toMatchObject({
      label: { text: 'Head of services' },
      holders: [{ account: 'maija', name: 'Maija Malli', to: '2026-03-31' }, { account: 'kalle' }],
      owed: [{ what: 'change', proposal: 'bench', due: { on: '2026-09-30', rule: 'explicit' } }],
      promised: [
        {
          proposal: 'bench',
          title: { text: 'The bench' },
          decision: 'accepted',
          responsible: true,
          whatWillBeDone: { text: 'A bench is bought.' },
          heldBy: [{ account: 'maija', name: 'Maija Malli' }],
        },
      ],
    });
    await expect(log.ask('GetHandover', { code: 'nobody' })).rejects.toMatchObject({ code: 'query.not-found' });
  });
});
