import { describe, expect, it } from '@jest/globals';
import {
  client,
  confirmed,
  coordinator,
  decided,
  given,
  happened,
  head,
  headAbove,
  headElsewhere,
  replied,
  stateAfter,
  stranger,
  submitted,
  told,
  visitor,
} from '../../test/proposal-story.ts';
import * as proposal from './proposal.ts';

const living = { status: 'living' } as const;
const openUnit = { status: 'open' } as const;
const others = { by: client, group: living, unit: openUnit };
const idea = {
  group: 'ryhma',
  unit: 'aikuiset',
  kind: 'idea',
  answerWanted: 'decision',
  words: { title: 'Puhelinajat' },
} as const;
const question = { words: { question: 'How often?' } };
const withdrawn = happened('ProposalWithdrawn', {}, { by: client });
const closed = happened('ProposalClosed', {}, { words: { reason: 'x' } });
const asked = happened('MoreInformationRequested', {});

describe('submitting', () => {
  it('records what the group proposes, as its own when it names no commission', () => {
    const { words, ...facts } = idea;
    expect(given().when(proposal.submit, idea, others)).toEqual([
      { type: 'ProposalSubmitted', data: { ...facts, origin: 'own' }, words },
    ]);
  });

  it('records a proposal on a commission that was given to the group or to the one it succeeded', () => {
    const commission = { status: 'open', groups: new Map([['ryhma-2019', {}]]) } as const;
    const actingGroups = ['ryhma', 'ryhma-2019'];
    const [event] = given().when(
      proposal.submit,
      { ...idea, commission: 'c' },
      { ...others, commission, actingGroups },
    );
    expect(event?.data).toMatchObject({ origin: 'commission', commission: 'c' });
  });

  const open = { status: 'open', groups: new Map([['ryhma', {}]]) } as const;
  it.each([
    ['act.by-missing', idea, { ...others, by: {} }],
    ['date.in-future', idea, { ...others, on: '2026-03-11' }],
    ['proposal.group-unknown', idea, { ...others, group: { status: 'none' } }],
    ['proposal.not-its-group', idea, { ...others, by: stranger }],
    ['proposal.not-its-group', idea, { ...others, by: head }],
    ['proposal.group-ended', idea, { ...others, group: { status: 'ended' } }],
    ['proposal.unit-unknown', idea, { ...others, unit: { status: 'none' } }],
    ['proposal.unit-closed', idea, { ...others, unit: { status: 'closed' } }],
    ['proposal.unit-succeeded', idea, { ...others, unit: { status: 'closed', successor: 'merged' } }],
    ['proposal.title-missing', { ...idea, words: { title: ' ' } }, others],
    ['proposal.title-missing', { ...idea, words: undefined }, others],
    ['proposal.answer-wanted-missing', { ...idea, answerWanted: undefined }, others],
    ['proposal.origin-unclear', { ...idea, origin: 'commission' }, others],
    ['proposal.origin-unclear', { ...idea, origin: 'own', commission: 'c' }, others],
    ['proposal.commission-unknown', { ...idea, commission: 'c' }, others],
    [
      'proposal.commission-of-another-group',
      { ...idea, commission: 'c' },
      { ...others, commission: { status: 'open', groups: new Map() } },
    ],
    [
      'proposal.commission-ended',
      { ...idea, commission: 'c' },
      { ...others, commission: { ...open, status: 'closed' } },
    ],
    ['proposal.meeting-unknown', { ...idea, meeting: 'm' }, others],
    [
      'proposal.meeting-of-another-group',
      { ...idea, meeting: 'm' },
      { ...others, meeting: { group: 'other', held: true, clientPresent: true } },
    ],
  ] as const)('is refused with %s', (code, input, further) => {
    expect(given().refused(proposal.submit, input as never, further as never)).toBe(code);
  });

  it('is refused the second time under the same id', () => {
    expect(given(submitted()).refused(proposal.submit, idea, others)).toBe('proposal.exists');
  });
});

describe('revising', () => {
  it('records what is new, and nothing when nothing is', () => {
    const recorded = given(submitted()).when(
      proposal.revise,
      { theme: 'service', words: { text: 'New' } },
      { by: client },
    );
    expect(recorded).toEqual([{ type: 'ProposalRevised', data: { theme: 'service' }, words: { text: 'New' } }]);
    expect(given(submitted()).when(proposal.revise, {}, { by: client })).toEqual([]);
  });

  it('shows in what is known', () => {
    const revised = happened('ProposalRevised', { kind: 'statement', theme: 'service' }, { by: client });
    expect(stateAfter(submitted(), revised)).toMatchObject({ kind: 'statement', theme: 'service' });
  });

  it('is possible after a deferral, which leaves the question open', () => {
    const deferred = given(submitted(), decided('deferred'));
    expect(deferred.when(proposal.revise, { theme: 'service' }, { by: client })).toHaveLength(1);
  });

  it.each([
    ['proposal.unknown', [], {}, client],
    ['proposal.withdrawn', [submitted(), withdrawn], {}, client],
    ['proposal.closed', [submitted(), closed], {}, client],
    ['proposal.not-its-group', [submitted()], {}, head],
    ['proposal.answered', [submitted(), decided('rejected')], {}, client],
    ['proposal.title-empty', [submitted()], { words: { title: '' } }, client],
  ] as const)('is refused with %s', (code, before, input, by) => {
    expect(given(...before).refused(proposal.revise, input, { by })).toBe(code);
  });
});

describe('withdrawing', () => {
  it('needs no reason, and happens once', () => {
    expect(given(submitted()).when(proposal.withdraw, {}, { by: client })).toHaveLength(1);
    expect(given(submitted(), withdrawn).when(proposal.withdraw, {}, { by: client })).toEqual([]);
  });

  it.each([
    ['proposal.not-its-group', [submitted()], head],
    ['proposal.closed', [submitted(), closed], client],
    ['proposal.loop-closed', [submitted(), decided('rejected'), told(), confirmed()], client],
  ] as const)('is refused with %s', (code, before, by) => {
    expect(given(...before).refused(proposal.withdraw, {}, { by })).toBe(code);
  });
});

describe('closing before the loop has come to its end', () => {
  const why = { words: { reason: 'The service has ended.' } };

  it.each([
    ['the group', coordinator],
    ['the unit that holds it', head],
  ] as const)('is possible for %s, once', (_who, by) => {
    expect(given(submitted()).when(proposal.close, why, { by })).toHaveLength(1);
    expect(given(submitted(), closed).when(proposal.close, why, { by })).toEqual([]);
  });

  it('is possible where there is no loop', () => {
    expect(given(submitted('none')).when(proposal.close, why, {})).toHaveLength(1);
  });

  it.each([
    ['proposal.not-its-sides', [submitted()], why, headElsewhere],
    ['proposal.reason-missing', [submitted()], {}, head],
    ['proposal.withdrawn', [submitted(), withdrawn], why, head],
    ['proposal.loop-closed', [submitted(), decided('rejected'), told(), confirmed()], why, head],
  ] as const)('is refused with %s', (code, before, input, by) => {
    expect(given(...before).refused(proposal.close, input, { by })).toBe(code);
  });
});

describe('receiving', () => {
  it('records which post handles it: the one that acts, unless another is named', () => {
    const [event] = given(submitted()).when(proposal.receive, { estimate: '2026-05' }, {});
    expect(event?.data).toEqual({ post: 'head', estimate: '2026-05' });
    const [other] = given(submitted()).when(proposal.receive, { post: 'deputy' }, {});
    expect(other?.data).toEqual({ post: 'deputy' });
  });

  it('may be written down by the coordinator who was told', () => {
    expect(given(submitted()).when(proposal.receive, { post: 'head' }, { by: coordinator })).toHaveLength(1);
  });

  it('records nothing the second time, but a new estimate', () => {
    const received = given(submitted(), happened('ProposalReceived', { post: 'head', estimate: '2026-05' }));
    expect(received.when(proposal.receive, { estimate: '2026-05' }, {})).toEqual([]);
    expect(received.when(proposal.receive, { estimate: '2026-06' }, {})).toHaveLength(1);
  });

  it('is done by the unit that succeeded the holder', () => {
    expect(given(submitted()).when(proposal.receive, {}, { by: { post: 'head-merged' } })).toHaveLength(1);
  });

  it.each([
    ['proposal.not-its-holder-or-coordinator', {}, headElsewhere],
    ['proposal.not-its-holder-or-coordinator', {}, headAbove],
    ['proposal.not-its-holder-or-coordinator', {}, client],
    ['proposal.handler-missing', {}, coordinator],
    ['proposal.post-unknown', { post: 'nobody' }, head],
    ['proposal.date-passed', { estimate: '2026-02' }, head],
    ['date.reversed', { estimate: '2026/2025' }, head],
  ] as const)('is refused with %s', (code, input, by) => {
    expect(given(submitted()).refused(proposal.receive, input, { by })).toBe(code);
  });
});

describe('forwarding', () => {
  const on = { unit: 'elsewhere', words: { why: 'It is theirs.' } };

  it('moves the proposal to another unit, which alone answers it from then on', () => {
    expect(given(submitted()).when(proposal.forward, on, { unit: openUnit })).toHaveLength(1);
    const forwarded = given(submitted(), happened('ProposalForwarded', { unit: 'elsewhere' }));
    expect(forwarded.refused(proposal.receive, {}, { by: head })).toBe('proposal.not-its-holder-or-coordinator');
    expect(forwarded.when(proposal.receive, {}, { by: headElsewhere })).toHaveLength(1);
    expect(forwarded.state).toMatchObject({ holders: [{ unit: 'aikuiset' }, { unit: 'elsewhere' }] });
  });

  it('to the unit that holds it already records nothing', () => {
    expect(given(submitted()).when(proposal.forward, { ...on, unit: 'aikuiset' }, { unit: openUnit })).toEqual([]);
  });

  it.each([
    ['proposal.not-its-holder', on, openUnit, coordinator],
    ['proposal.not-its-holder', on, openUnit, headElsewhere],
    ['proposal.unit-unknown', on, { status: 'none' }, head],
    ['proposal.unit-closed', on, { status: 'closed' }, head],
    ['proposal.why-missing', { unit: 'elsewhere' }, openUnit, head],
  ] as const)('is refused with %s', (code, input, unit, by) => {
    expect(given(submitted()).refused(proposal.forward, input, { unit, by })).toBe(code);
  });
});

describe('linking', () => {
  const same = { proposal: 'other', how: 'sameMatter' } as const;
  const facts = { id: 'this', linked: { status: 'open' } } as const;

  it('records it once for each way of belonging together', () => {
    const linked = given(submitted(), happened('ProposalLinked', same));
    expect(given(submitted()).when(proposal.link, same, facts)).toHaveLength(1);
    expect(linked.when(proposal.link, same, facts)).toEqual([]);
    expect(linked.when(proposal.link, { ...same, how: 'replaces' }, facts)).toHaveLength(1);
  });

  it.each([
    ['proposal.linked-to-itself', same, { ...facts, id: 'other' }],
    ['proposal.linked-unknown', same, { ...facts, linked: { status: 'none' } }],
    ['proposal.not-its-sides', same, { ...facts, by: stranger }],
  ] as const)('is refused with %s', (code, input, further) => {
    expect(given(submitted()).refused(proposal.link, input, further)).toBe(code);
  });
});

describe('more information', () => {
  it('is requested by the holder and provided by the group', () => {
    expect(given(submitted()).when(proposal.requestInformation, question, {})).toHaveLength(1);
    const answer = { words: { answer: 'Weekly.' } };
    expect(given(submitted(), asked).when(proposal.provideInformation, answer, { by: coordinator })).toHaveLength(1);
  });

  it.each([
    ['proposal.not-its-holder', [submitted()], question, coordinator],
    ['proposal.answered', [submitted(), decided('rejected')], question, head],
    ['information.question-missing', [submitted()], {}, head],
    ['information.already-requested', [submitted(), asked], question, head],
  ] as const)('is not requested: %s', (code, before, input, by) => {
    expect(given(...before).refused(proposal.requestInformation, input, { by })).toBe(code);
  });

  it.each([
    ['proposal.not-its-group', [submitted(), asked], head],
    ['information.not-requested', [submitted()], client],
    ['information.not-requested', [submitted(), asked, decided('deferred')], client],
    ['information.answer-missing', [submitted(), asked], client],
  ] as const)('is not provided: %s', (code, before, by) => {
    expect(given(...before).refused(proposal.provideInformation, {}, { by })).toBe(code);
  });
});

describe('what a proposal led to', () => {
  it('is said by either side, also after the end', () => {
    const what = { kind: 'service', words: { what: 'A chat.' } } as const;
    expect(given(submitted(), withdrawn).when(proposal.recordLedTo, what, { by: coordinator })).toHaveLength(1);
    expect(given(submitted(), replied('used')).when(proposal.recordLedTo, what, {})).toHaveLength(1);
  });

  it.each([
    ['proposal.what-missing', head],
    ['proposal.not-its-sides', headElsewhere],
  ] as const)('is refused with %s', (code, by) => {
    expect(given(submitted()).refused(proposal.recordLedTo, { kind: 'service' }, { by })).toBe(code);
  });
});

it('whoever comes with the group’s link acts for the group, without saying in which role', () => {
  expect(given(submitted(), decided('accepted')).when(proposal.hear, { said: 'heard' }, { by: visitor })).toHaveLength(
    1,
  );
});
