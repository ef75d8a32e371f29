import { describe, expect, it } from '@jest/globals';
import type { Past } from '#domain';
import { type OwedFacts, type ProposalEvent, type Submitted, waitsThrough } from '#domain/owed';
import { tally } from './figures.ts';
import { loopOf } from './loop.ts';
import { select } from './selection.ts';
import { type Case, SnapshotMaker } from './snapshot-maker.ts';

const facts: OwedFacts = {
  promises: new Map(),
  parents: new Map(),
  holidays: [],
  daysToTell: [{ days: 14 }],
  initiativeDaysToNameHandler: 30,
  successors: new Map(),
  groupSuccessors: new Map(),
  coverage: new Map(),
};
const around = { facts, successions: new Map(), seasonOf: () => undefined };

function proposal(id: string, decision?: 'accepted' | 'rejected'): Case {
  const submission = { group: 'lobby', unit: 'services', kind: 'idea', answerWanted: 'decision' } as const;
  const event = (type: string, data: object, occurredOn: string) =>
    ({ id: `${id}-${type}`, type, data, metadata: { occurredOn }, words: {} }) as unknown as Past<ProposalEvent>;
  const events = [
    event('ProposalSubmitted', submission, '2026-01-05'),
    ...(decision ? [event('ProposalDecided', { decision }, '2026-02-05')] : []),
  ];
  const { waits, state } = waitsThrough(events, () => facts);
  return { waits, loop: loopOf(id, state as Submitted, submission, facts), correlation: undefined };
}

describe('a snapshot made from another', () => {
  it('has the cases that came anew instead of what they were, whatever room the other had', () => {
    const first = new SnapshotMaker('2026-06-30', 100, around);
    for (const id of ['one', 'two', 'three']) first.put(proposal(id));
    const second = new SnapshotMaker('2026-06-30', 4, around, first.made);
    second.put(proposal('two', 'accepted'));
    const made = second.made;
    const [whole] = tally(made, select(made, { filters: {}, reach: 'all' }), made.shares.accepted!);

    expect(made.ids).toEqual(['one', 'two', 'three']);
    expect(whole?.counts).toMatchObject({ yes: 1, no: 2 });
  });
});
