import { describe, expect, it } from '@jest/globals';
import {
  analyst,
  client,
  coordinator,
  decided,
  followedUp,
  given,
  happened,
  head,
  headAbove,
  headElsewhere,
  replied,
  stateAfter,
  submitted,
} from '../../test/proposal-story.ts';
import { codeReason, confirm, take } from './decision.ts';

const because = { reason: 'There is money for it.' };
const yes = { decision: 'accepted', words: because } as const;
const long = 'x'.repeat(301);

describe('answering', () => {
  it('is done by a post of the unit that holds the proposal, with the reason in words', () => {
    expect(given(submitted()).when(take, { ...yes, byWhen: '2026-06', cost: 10_000 }, {})).toEqual([
      {
        type: 'ProposalDecided',
        data: { decision: 'accepted', post: 'head', byWhen: '2026-06', cost: 10_000 },
        words: because,
      },
    ]);
  });

  it('is done by the unit that succeeded the holder', () => {
    expect(given(submitted()).when(take, yes, { by: { post: 'head-merged' } })).toHaveLength(1);
  });

  it('may be written down by the coordinator who heard it, and is then unconfirmed', () => {
    const meeting = { group: 'ryhma', held: true, clientPresent: false };
    const heard = { ...yes, post: 'head', heardAt: 'visit' };
    expect(given(submitted()).when(take, heard, { by: coordinator, meeting })).toHaveLength(1);
    expect(stateAfter(submitted(), decided('accepted', { by: coordinator }))).toMatchObject({
      answers: [{ post: 'head', heard: true, confirmed: undefined }],
    });
  });

  it('gives a reply where a reply is wanted, or more than that: a decision', () => {
    expect(given(submitted('reply')).when(take, { reply: 'used', words: because }, {})).toHaveLength(1);
    expect(given(submitted('reply')).when(take, yes, {})).toHaveLength(1);
  });

  it('is possible where nothing was asked', () => {
    expect(given(submitted('none')).when(take, { reply: 'used', words: because }, {})).toHaveLength(1);
  });

  it('gives a long reason with a brief answer beside it', () => {
    const words = { reason: long, briefAnswer: 'Yes.' };
    expect(given(submitted()).when(take, { decision: 'accepted', words }, {})).toHaveLength(1);
    expect(given(submitted()).when(take, { decision: 'accepted', words: { reason: long.slice(1) } }, {})).toHaveLength(
      1,
    );
  });

  it('a second time revises the first answer', () => {
    expect(given(submitted(), decided('accepted')).when(take, { ...yes, decision: 'rejected' }, {})).toHaveLength(1);
    expect(stateAfter(submitted(), decided('accepted'), decided('rejected', { id: 'answer 2' }))).toMatchObject({
      inForce: 'answer 2',
      answers: [{ event: 'answer' }, { event: 'answer 2' }],
    });
  });

  it.each([
    ['proposal.unknown', [], yes, head],
    ['proposal.withdrawn', [submitted(), happened('ProposalWithdrawn', {})], yes, head],
    ['proposal.closed', [submitted(), happened('ProposalClosed', {})], yes, head],
    ['decision.not-its-holder', [submitted()], yes, headElsewhere],
    ['decision.not-its-holder', [submitted()], yes, headAbove],
    ['decision.not-its-holder', [submitted()], { ...yes, post: 'head' }, client],
    ['decision.not-its-holder', [submitted()], { ...yes, post: 'head' }, { role: 'coordinator', group: 'other' }],
    ['decision.post-missing', [submitted()], yes, coordinator],
    ['decision.other-post', [submitted()], { ...yes, post: 'deputy' }, head],
    ['decision.post-not-of-holder', [submitted()], { ...yes, post: 'head-elsewhere' }, coordinator],
    ['proposal.meeting-unknown', [submitted()], { ...yes, post: 'head', heardAt: 'visit' }, coordinator],
    ['proposal.post-unknown', [submitted()], { ...yes, responsiblePost: 'nobody' }, head],
    ['decision.outcome-missing', [submitted()], { words: because }, head],
    ['decision.two-outcomes', [submitted()], { ...yes, reply: 'used' }, head],
    ['decision.decision-wanted', [submitted()], { reply: 'used', words: because }, head],
    ['decision.next-date-missing', [submitted()], { ...yes, decision: 'deferred' }, head],
    ['decision.trial-not-coded', [submitted()], { ...yes, decision: 'trial', reasonCodes: ['money'] }, head],
    ['decision.reason-missing', [submitted()], { decision: 'accepted' }, head],
    ['decision.reason-missing', [submitted()], { decision: 'accepted', words: { reason: ' ' } }, head],
    ['decision.brief-answer-missing', [submitted()], { decision: 'accepted', words: { reason: long } }, head],
    ['proposal.date-passed', [submitted()], { ...yes, byWhen: '2026-02' }, head],
    ['proposal.date-passed', [submitted()], { ...yes, decision: 'deferred', untilWhen: '2025' }, head],
  ] as const)('is refused with %s', (code, before, input, by) => {
    expect(given(...before).refused(take, input, { by })).toBe(code);
  });
});

describe('a decision that came out of order', () => {
  it('enters the history without replacing the one in force when it is certainly older', () => {
    const late = decided('rejected', { id: 'late', on: '2026-02' });
    expect(stateAfter(submitted(), decided('accepted', { on: '2026-03-02' }), late)).toMatchObject({
      inForce: 'answer',
      answers: [{ event: 'answer' }, { event: 'late' }],
    });
  });

  it.each([
    ['may be of the same time', '2026-03'],
    ['has no date', undefined],
  ])('replaces the one in force when it %s', (_what, on) => {
    const late = decided('rejected', { id: 'late', on });
    expect(stateAfter(submitted(), decided('accepted', { on: '2026-03-02' }), late)).toMatchObject({ inForce: 'late' });
  });

  it('does not answer what was reopened after it', () => {
    const reopened = happened('ProposalReopened', {}, { on: '2026-03-05' });
    const late = decided('rejected', { on: '2026-03-01' });
    expect(stateAfter(submitted(), reopened, late)).toMatchObject({
      inForce: undefined,
      answers: [{ event: 'answer' }],
    });
  });

  const withdrawn = happened('ProposalWithdrawn', {}, { on: '2026-03-05' });
  it('stands after a withdrawal, from history, unless it certainly came before', () => {
    expect(stateAfter(submitted(), withdrawn, decided('accepted', { on: '2026-03-06' }))).toMatchObject({
      status: 'open',
    });
    expect(stateAfter(submitted(), withdrawn, decided('accepted', { on: '2026-03-01' }))).toMatchObject({
      status: 'withdrawn',
    });
  });

  it('is not undone by a withdrawal or a closing recorded late', () => {
    expect(stateAfter(submitted(), decided('accepted', { on: '2026-03-06' }), withdrawn)).toMatchObject({
      status: 'open',
    });
    const closed = happened('ProposalClosed', {}, { on: '2026-02' });
    expect(stateAfter(submitted(), withdrawn, closed)).toMatchObject({ status: 'withdrawn' });
  });

  it('stays in force over a reopening recorded late', () => {
    const reopened = happened('ProposalReopened', {}, { on: '2026-01' });
    expect(stateAfter(submitted(), decided('accepted'), reopened)).toMatchObject({
      inForce: 'answer',
      round: 2,
      began: { event: 'ProposalSubmitted' },
    });
  });

  it('takes over a follow-up that was recorded before it, unless the follow-up certainly came first', () => {
    const answer = decided('accepted', { on: '2026-02' });
    expect(stateAfter(submitted(), followedUp('yes', { on: '2026-03-01' }), answer)).toMatchObject({
      followUps: [{ answer: 'answer' }],
    });
    expect(stateAfter(submitted(), followedUp('yes', { on: '2026-01' }), answer)).toMatchObject({
      followUps: [{ answer: undefined }],
    });
  });
});

describe('confirming what was heard', () => {
  const heard = decided('accepted', { by: coordinator });
  const itself = { ofEvent: 'answer', post: 'head' };

  it('is done by the post itself, once', () => {
    expect(given(submitted(), heard).when(confirm, itself, {})).toEqual([
      { type: 'DecisionConfirmed', data: itself, words: {} },
    ]);
    expect(given(submitted(), heard, happened('DecisionConfirmed', itself)).when(confirm, itself, {})).toEqual([]);
  });

  it('has nothing to do where the post answered itself', () => {
    expect(given(submitted(), decided('accepted')).when(confirm, itself, {})).toEqual([]);
  });

  it('is done for a follow-up that was only heard, by any post of the holder', () => {
    const followUp = [submitted(), decided('accepted'), followedUp('yes', { by: coordinator })];
    expect(
      given(...followUp).when(confirm, { ofEvent: 'followUp', post: 'deputy' }, { by: { post: 'deputy' } }),
    ).toHaveLength(1);
    expect(stateAfter(...followUp, happened('DecisionConfirmed', { ofEvent: 'followUp', post: 'head' }))).toMatchObject(
      {
        followUps: [{ confirmed: { event: 'DecisionConfirmed' } }],
      },
    );
  });

  it.each([
    ['decision.unknown', { ofEvent: 'other', post: 'head' }, head],
    ['decision.not-its-post', itself, { post: 'deputy' }],
    ['decision.not-its-post', { ofEvent: 'answer', post: 'deputy' }, { post: 'deputy' }],
    ['decision.not-its-post', itself, coordinator],
  ] as const)('is refused with %s', (code, input, by) => {
    expect(given(submitted(), heard).refused(confirm, input, { by })).toBe(code);
  });
});

describe('coding a reason', () => {
  const codes = { ofEvent: 'answer', reasonCodes: ['money', 'law'] } as const;
  const answered = [submitted(), decided('rejected')];

  it('is done later by an analyst, and again with other codes', () => {
    expect(given(...answered).when(codeReason, codes, { by: analyst })).toHaveLength(1);
    const coded = given(...answered, happened('ReasonCoded', codes, { by: analyst }));
    expect(coded.state).toMatchObject({ answers: [{ reasonCodes: ['money', 'law'] }] });
    expect(coded.when(codeReason, { ...codes, reasonCodes: ['law', 'money'] }, { by: analyst })).toEqual([]);
    expect(coded.when(codeReason, { ...codes, reasonCodes: ['law'] }, { by: analyst })).toHaveLength(1);
  });

  it.each([
    ['decision.unknown', answered, { ...codes, ofEvent: 'other' }, analyst],
    ['decision.reason-codes-missing', answered, { ...codes, reasonCodes: [] }, analyst],
    ['decision.trial-not-coded', [submitted(), decided('trial')], codes, analyst],
  ] as const)('is refused with %s', (code, before, input, by) => {
    expect(given(...before).refused(codeReason, input, { by })).toBe(code);
  });
});

it('a reason that is missing, in history, is known to be missing', () => {
  expect(stateAfter(submitted(), decided('rejected', { words: {} }))).toMatchObject({
    answers: [{ hasReason: false }],
  });
  expect(stateAfter(submitted('reply'), replied('used'))).toMatchObject({
    answers: [{ hasReason: true, reply: 'used' }],
  });
});
