import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { byCoordinator, LogAndReads } from '../../../test/log-and-reads.ts';
import type { OwedItem } from './owed-view.ts';

describe('a commission', () => {
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

  it('waits for what each group does, and its groups for it', async () => {
    await log.happened(
      'commission-lobby',
      'CommissionIssued',
      { unit: 'services', groups: ['lobby', 'yard'], kind: 'task', answerWantedBy: '2026-05' },
      { words: { title: 'A better lobby' } },
    );
    await log.happened('commission-lobby', 'CommissionAccepted', { group: 'lobby' }, { by: byCoordinator });
    await log.happened(
      'commission-lobby',
      'CommissionQuestioned',
      { group: 'yard' },
      { by: byCoordinator, words: { question: 'Whose lobby?' } },
    );
    expect(
      (await log.ask<{ items: readonly OwedItem[] }>('ListOwed', {})).items.map(({ what, by, group, due }) => [
        what,
        by,
        group,
        due.on,
      ]),
    ).toEqual([
      ['answer', 'group', 'lobby', '2026-05-31'],
      ['clarification', 'management', 'yard', undefined],
    ]);
    expect(await log.ask('ListCommissions', { group: 'yard' })).toMatchObject({
      items: [
        {
          id: 'lobby',
          title: { text: 'A better lobby' },
          groups: [{ status: 'accepted' }, { questions: [{ question: { text: 'Whose lobby?' } }] }],
        },
      ],
    });
    expect(await log.ask('GetCommission', { id: 'lobby' })).toMatchObject({
      version: 3,
      owed: [{ what: 'answer' }, { what: 'clarification' }],
      proposals: [],
    });
  });
});
