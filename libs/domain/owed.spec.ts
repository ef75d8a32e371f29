import { describe, expect, it } from '@jest/globals';
import {
  client,
  confirmed,
  coordinator,
  decided,
  followedUp,
  happened,
  owedFacts,
  stateAfter,
  submitted,
  told,
} from '../../test/proposal-story.ts';
import type { Past } from './event.ts';
import {
  type CommissionEvent,
  evolveCommission,
  isClosed,
  isOverdue,
  noCommission,
  type OwedFacts,
  opensOn,
  owedByCommission,
  owedByProposal,
  type ProposalEvent,
} from './owed.ts';

const promise = { counting: 'calendar', from: '2026-01-01' } as const;
const promising: OwedFacts = {
  ...owedFacts,
  promises: new Map([['county', [{ ...promise, receive: 7, decide: 60, followUp: 180, tell: 10 }]]]),
};
const owedAfter = (facts: OwedFacts, ...events: readonly Past<ProposalEvent>[]) =>
  owedByProposal(stateAfter(...events), facts).owed;
const received = happened('ProposalReceived', { post: 'head', estimate: '2026-05' }, { on: '2026-03-05' });

describe('when it is due', () => {
  it('comes from the promise of the nearest unit above, and what is due first is first', () => {
    expect(owedAfter(promising, submitted()).map(({ what, due }) => [what, due.rule, due.on])).toEqual([
      ['receipt', 'promise', '2026-03-09'],
      ['decision', 'promise', '2026-05-01'],
    ]);
  });

  it('is the estimate in the receipt, when there is one; a later estimate says which it replaced', () => {
    const later = happened('ProposalReceived', { post: 'head', estimate: '2026-06-15' }, { id: '2', on: '2026-04-01' });
    expect(owedAfter(promising, submitted(), received)).toMatchObject([
      { what: 'decision', post: 'head', due: { rule: 'explicit', on: '2026-05-31' } },
    ]);
    expect(owedAfter(promising, submitted(), received, later)).toMatchObject([
      { due: { on: '2026-06-15', extendedFrom: '2026-05-31' } },
    ]);
  });

  it('is none where nobody promised anything, and such things come last', () => {
    const [first, second] = owedAfter(owedFacts, submitted(), decided('accepted'));
    expect(first).toMatchObject({ what: 'telling', due: { rule: 'preset', on: '2026-03-16' } });
    expect(second).toMatchObject({ what: 'change', due: { rule: 'none', on: undefined } });
  });

  it('is moved by the pause while more information was awaited, and stands still until it comes', () => {
    const asked = happened('MoreInformationRequested', {}, { on: '2026-03-12' });
    const came = happened('MoreInformationProvided', {}, { by: coordinator, on: '2026-03-22' });
    const [decision, information] = owedAfter(promising, submitted(), asked);
    expect(information).toMatchObject({ what: 'information', by: 'group', group: 'ryhma' });
    expect(decision).toMatchObject({ what: 'decision', pausedSince: '2026-03-12', due: { on: undefined } });
    expect(owedAfter(promising, submitted(), asked, came)).toMatchObject([
      { what: 'decision', due: { on: '2026-05-11' } },
    ]);
    // The estimate was named before the pause, and is moved by it; named after it, it stands.
    expect(owedAfter(promising, submitted(), received, asked, came)).toMatchObject([{ due: { on: '2026-06-10' } }]);
    const after = happened('ProposalReceived', { estimate: '2026-05' }, { id: '2', on: '2026-03-23' });
    expect(owedAfter(promising, submitted(), asked, came, after)).toMatchObject([{ due: { on: '2026-05-31' } }]);
  });

  it('is the named date after a deferral', () => {
    expect(
      owedAfter(promising, submitted(), decided('deferred')).find(({ what }) => what === 'decision'),
    ).toMatchObject({
      why: 'deferred',
      ofEvent: 'answer',
      due: { rule: 'explicit', on: '2026-09-01' },
    });
  });

  it('is for a change the day by which it was promised, and for its follow-up the date named last', () => {
    const answer = decided('accepted', { data: { byWhen: '2026-08', responsiblePost: 'deputy' } });
    const due = (...further: readonly Past<ProposalEvent>[]) =>
      owedAfter(promising, submitted(), answer, ...further).find(({ by }) => by === 'management');
    expect(due()).toMatchObject({ what: 'change', post: 'deputy', unit: 'aikuiset', due: { on: '2026-08-31' } });
    expect(due(happened('ChangeStarted', {}))).toMatchObject({ what: 'followUp', due: { on: '2026-08-31' } });
    expect(due(followedUp('tooEarly'))).toMatchObject({
      why: 'tooEarly',
      due: { on: '2026-12-01', extendedFrom: '2026-08-31' },
    });
    expect(due(followedUp('tooEarly'), happened('FollowUpScheduled', { next: '2027-01-15' }))).toMatchObject({
      why: 'followUpScheduled',
      due: { on: '2027-01-15', extendedFrom: '2026-12-01' },
    });
  });

  it('is for a trial the day until which it runs', () => {
    const until = happened('TrialStarted', { until: '2026-06' });
    expect(
      owedAfter(promising, submitted(), decided('trial'), until).find(({ what }) => what === 'followUp')?.due.on,
    ).toBe('2026-06-30');
  });

  it('starts anew when a proposal is reopened', () => {
    const reopened = happened('ProposalReopened', {}, { on: '2026-04-01' });
    expect(owedAfter(promising, submitted(), received, decided('rejected'), told(), reopened)).toMatchObject([
      { what: 'receipt', why: 'reopened', since: '2026-04-01', due: { on: '2026-04-08' } },
      { what: 'decision', why: 'reopened', since: '2026-04-01', due: { rule: 'promise', on: '2026-06-01' } },
    ]);
  });

  it('starts for the receipt when the proposal is forwarded; the group has waited for the decision longer', () => {
    const forwarded = happened('ProposalForwarded', { unit: 'elsewhere' }, { on: '2026-04-01' });
    expect(owedAfter(owedFacts, submitted(), received, forwarded)).toMatchObject([
      { what: 'decision', unit: 'elsewhere', since: '2026-03-02', due: { on: '2026-05-31' } },
      { what: 'receipt', unit: 'elsewhere', since: '2026-04-01', why: 'forwarded' },
    ]);
  });

  it('is within a month of its arrival for an initiative, beside the unit’s own clock', () => {
    const marked = happened('MarkedAsInitiative', { registryNumber: 'D/1', arrived: '2026-03-04', initiators: ['m1'] });
    const receipts = owedAfter(promising, submitted(), marked).filter(({ what }) => what === 'receipt');
    expect(receipts.map(({ why, due }) => [why, due.rule, due.on])).toEqual([
      ['submitted', 'promise', '2026-03-09'],
      ['initiative', 'preset', '2026-04-03'],
    ]);
  });

  it('makes it overdue on the day after, and never without a day', () => {
    const [receipt] = owedAfter(promising, submitted());
    const [undated] = owedAfter(owedFacts, submitted());
    expect(receipt && [isOverdue(receipt, '2026-03-09'), isOverdue(receipt, '2026-03-10')]).toEqual([false, true]);
    expect(undated && isOverdue(undated, '2099-01-01')).toBe(false);
  });
});

describe('who owes it', () => {
  it('is the unit and the group that succeeded those of the proposal', () => {
    const facts = {
      ...owedFacts,
      successors: new Map([
        ['aikuiset', 'merged'],
        ['merged', 'county-2023'],
      ]),
      groupSuccessors: new Map([['ryhma', 'ryhma-2024']]),
    };
    expect(owedAfter(facts, submitted())).toMatchObject([
      { unit: 'county-2023', group: 'ryhma-2024' },
      { unit: 'county-2023', group: 'ryhma-2024' },
    ]);
  });

  it('is said even when history makes units succeed each other in a circle', () => {
    const facts = {
      ...promising,
      successors: new Map([
        ['aikuiset', 'b'],
        ['b', 'aikuiset'],
      ]),
      parents: new Map([['aikuiset', 'aikuiset']]),
    };
    expect(owedAfter(facts, submitted())).toHaveLength(2);
  });
});

describe('what the source does not cover', () => {
  const source = 'slides';
  const coverage = (steps: object): OwedFacts => ({ ...promising, coverage: new Map([[source, steps]]) });
  const old = submitted('decision', { source, on: '2015/2018' });

  it.each([['partial'], ['none'], [undefined]])('is not known, never owed and never late (%s)', (decisions) => {
    const facts = coverage({ receipts: 'none', ...(decisions && { decisions }) });
    expect(owedByProposal(stateAfter(old), facts)).toEqual({
      owed: [],
      notKnown: [
        { what: 'receipt', step: 'receipts' },
        { what: 'decision', step: 'decisions' },
      ],
    });
    expect(isClosed(stateAfter(old), facts.coverage)).toBe('notKnown');
  });

  it('leaves open whether there was an answer when the source does not say whether one was wanted', () => {
    const silent = stateAfter(submitted('not recorded', { source, on: '2015/2018' }));
    expect(owedByProposal(silent, coverage({ decisions: 'partial' }))).toEqual({
      owed: [],
      notKnown: [{ what: 'decision', step: 'decisions' }],
    });
    expect(owedByProposal(silent, coverage({ decisions: 'complete' }))).toEqual({ owed: [], notKnown: [] });
    expect(isClosed(silent, coverage({}).coverage)).toBe('noLoop');
  });

  it('is known where the source records every decision', () => {
    const facts = coverage({ decisions: 'complete' });
    expect(owedByProposal(stateAfter(old), facts)).toMatchObject({
      owed: [{ what: 'decision' }],
      notKnown: [{ what: 'receipt' }],
    });
    expect(isClosed(stateAfter(old), facts.coverage)).toBe('open');
  });

  it('becomes known for what begins with something that happens live', () => {
    const facts = coverage({});
    const answered = owedByProposal(stateAfter(old, decided('accepted')), facts);
    expect(answered).toMatchObject({ owed: [{ what: 'telling' }, { what: 'change' }], notKnown: [] });
    const estimated = owedByProposal(stateAfter(old, received), facts);
    expect(estimated).toMatchObject({ owed: [{ what: 'decision', due: { rule: 'explicit' } }], notKnown: [] });
  });

  it('triggers nothing, although it is owed, until something live begins or names a day', () => {
    const facts = coverage({ receipts: 'complete', decisions: 'complete' });
    const marked = (...events: readonly Past<ProposalEvent>[]) =>
      owedAfter(facts, ...events).map(({ what, fromHistory = false }) => [what, fromHistory]);
    expect(marked(old)).toEqual([
      ['receipt', true],
      ['decision', true],
    ]);
    expect(marked(old, received)).toEqual([['decision', false]]);
    expect(marked(old, happened('ProposalReceived', { estimate: '2026-05' }, { source }))).toEqual([
      ['decision', true],
    ]);
    expect(marked(old, decided('rejected'))).toEqual([['telling', false]]);
    expect(marked(submitted())).toEqual([
      ['receipt', false],
      ['decision', false],
    ]);
  });

  it('leaves open whether an answer of which no telling is recorded was told', () => {
    const state = stateAfter(old, decided('rejected', { source }));
    expect(owedByProposal(state, coverage({ decisions: 'complete' }))).toEqual({
      owed: [],
      notKnown: [{ what: 'telling', step: 'told', ofEvent: 'answer' }],
    });
    expect(isClosed(state, coverage({ decisions: 'complete' }).coverage)).toBe('notKnown');
  });

  it('has no date where none was recorded, and then nothing is due', () => {
    const undated = submitted('decision', { source, on: undefined });
    const facts = coverage({ decisions: 'complete' });
    expect(owedByProposal(stateAfter(undated), facts)).toMatchObject({
      owed: [{ since: undefined, due: { on: undefined, rule: 'none' } }],
    });
  });
});

describe('told first', () => {
  const state = (...events: readonly Past<ProposalEvent>[]) =>
    stateAfter(submitted(), ...events) as Exclude<ReturnType<typeof stateAfter>, { status: 'none' }>;

  it('an answer opens when it has been told, or after fourteen days at the latest', () => {
    expect(opensOn(state(decided('accepted')), 'answer', [{ days: 14 }])).toBe('2026-03-16');
    expect(opensOn(state(decided('accepted'), followedUp('yes')), 'followUp', [{ days: 7 }])).toBe('2026-03-09');
    expect(opensOn(state(decided('accepted'), told()), 'answer', [{ days: 14 }])).toBeUndefined();
    expect(opensOn(state(decided('accepted', { on: undefined })), 'answer', [{ days: 14 }])).toBeUndefined();
  });
});

it('nobody owes anything of a proposal that nobody submitted', () => {
  expect(owedByProposal(stateAfter(confirmed(), told(), decided('accepted')), owedFacts)).toEqual({
    owed: [],
    notKnown: [],
  });
  expect(isClosed(stateAfter(), owedFacts.coverage)).toBe('none');
});

describe('a commission', () => {
  const event = <Type extends CommissionEvent['type']>(
    type: Type,
    data: Extract<CommissionEvent, { type: Type }>['data'],
    source?: string,
  ) =>
    happened(type as never, data as never, {
      by: client,
      ...(source && { source }),
    }) as unknown as Past<CommissionEvent>;
  const issued = (source?: string) =>
    event(
      'CommissionIssued',
      { unit: 'aikuiset', groups: ['a', 'b'], kind: 'task', answerWantedBy: '2026-06' },
      source,
    );
  const owed = (...events: Past<CommissionEvent>[]) =>
    owedByCommission(events.reduce(evolveCommission, noCommission), owedFacts);

  it('waits for each group on its own: to accept, then to answer by the day it is wanted', () => {
    expect(owed(issued(), event('CommissionAccepted', { group: 'b' })).owed).toMatchObject([
      { what: 'answer', by: 'group', group: 'b', why: 'accepted', due: { rule: 'explicit', on: '2026-06-30' } },
      { what: 'acceptance', by: 'group', group: 'a', why: 'commissioned', due: { rule: 'none' } },
    ]);
  });

  it('waits for the unit in the lead while a question of the group has not been clarified', () => {
    const questioned = [
      issued(),
      event('CommissionAccepted', { group: 'b' }),
      event('CommissionQuestioned', { group: 'b' }),
    ];
    expect(owed(...questioned).owed).toMatchObject([
      { what: 'acceptance', group: 'a' },
      { what: 'clarification', by: 'management', unit: 'aikuiset', group: 'b' },
    ]);
    const clarified = event('CommissionClarified', { group: 'b' });
    expect(owed(...questioned, clarified).owed).toMatchObject([
      { what: 'answer', group: 'b' },
      { what: 'acceptance', group: 'a' },
    ]);
  });

  it('says which date a rescheduling replaced', () => {
    const accepted = [issued(), event('CommissionAccepted', { group: 'b' })];
    expect(owed(...accepted, event('CommissionRescheduled', { answerWantedBy: '2026-08' })).owed[0]).toMatchObject({
      due: { on: '2026-08-31', extendedFrom: '2026-06-30' },
    });
  });

  it('waits for nobody who declined or answered, and for nobody at all when it is withdrawn', () => {
    const done = [
      issued(),
      event('CommissionDeclined', { group: 'a' }),
      event('CommissionAnswered', { group: 'b', proposals: [] }),
    ];
    expect(owed(...done).owed).toEqual([]);
    expect(owed(issued(), event('CommissionWithdrawn', {})).owed).toEqual([]);
  });

  it('of which the source records only some is not known', () => {
    expect(owed(issued('slides'))).toEqual({
      owed: [],
      notKnown: [
        { what: 'acceptance', step: 'commissions' },
        { what: 'acceptance', step: 'commissions' },
      ],
    });
    const facts = { ...owedFacts, coverage: new Map([['slides', { commissions: 'complete' as const }]]) };
    const known = [issued('slides'), event('CommissionAccepted', { group: 'b' })].reduce(
      evolveCommission,
      noCommission,
    );
    expect(owedByCommission(known, facts).owed.map(({ what, fromHistory }) => [what, fromHistory])).toEqual([
      ['answer', undefined],
      ['acceptance', true],
    ]);
  });
});
