import { describe, expect, it } from '@jest/globals';
import {
  client,
  coordinator,
  decided,
  followedUp,
  given,
  happened,
  head,
  responded,
  stateAfter,
  stranger,
  submitted,
  told,
  visitor,
} from '../../test/proposal-story.ts';
import { hear, reopen, respond } from './response.ts';

const why = { words: { reason: 'Nothing has changed.' } };
const answered = [submitted(), decided('rejected')];
const reopened = happened('ProposalReopened', {}, { by: client });

describe('the group’s view of the answer', () => {
  it('is recorded each time the group gives one', () => {
    expect(given(...answered).when(respond, { view: 'satisfied', present: 6 }, { by: coordinator })).toEqual([
      { type: 'GroupResponded', data: { view: 'satisfied', present: 6 }, words: {} },
    ]);
    expect(
      given(...answered, responded('satisfied')).when(respond, { view: 'unsatisfied' }, { by: client }),
    ).toHaveLength(1);
  });

  it.each([
    ['response.nothing-answered', [submitted()], client],
    ['proposal.not-its-group', answered, head],
    ['proposal.unknown', [], client],
  ] as const)('is refused with %s', (code, before, by) => {
    expect(given(...before).refused(respond, { view: 'satisfied' }, { by })).toBe(code);
  });
});

describe('what a member heard', () => {
  const link = { group: 'ryhma', valid: true };

  it('comes through the group’s link', () => {
    expect(given(...answered).when(hear, { said: 'heard', link: 'l' }, { by: visitor, link })).toHaveLength(1);
  });

  it.each([
    ['proposal.link-not-valid', answered, {}],
    ['proposal.link-not-valid', answered, { link: { ...link, valid: false } }],
    ['proposal.link-not-valid', answered, { link: { ...link, group: 'other' } }],
    ['proposal.not-its-group', answered, { link, by: stranger }],
    ['response.nothing-answered', [submitted()], { link }],
  ] as const)('is refused with %s', (code, before, further) => {
    expect(given(...before).refused(hear, { said: 'heard', link: 'l' }, { by: visitor, ...further })).toBe(code);
  });
});

describe('a change that somebody says did not happen', () => {
  const changed = [submitted(), decided('accepted'), followedUp('yes')];
  const disputed = (state: unknown) => (state as { followUps: { changed: string; disputed?: object }[] }).followUps[0];

  it.each([
    ['the group is unsatisfied', responded('unsatisfied')],
    [
      'a member says through the link that it has not changed',
      happened('HeardByMember', { said: 'notChanged' }, { by: visitor }),
    ],
  ])('stays and becomes disputed when %s', (_what, event) => {
    expect(disputed(stateAfter(...changed, event))).toMatchObject({ changed: 'yes', disputed: { event: event.id } });
  });

  it.each([
    ['the group is satisfied', [...changed, responded('satisfied')]],
    ['the group wants to continue', [...changed, responded('wantsToContinue')]],
    ['a member heard it', [...changed, happened('HeardByMember', { said: 'heard' }, { by: visitor })]],
    ['the response certainly came before', [...changed, responded('unsatisfied', { on: '2026-02' })]],
    [
      'nothing was said to have changed',
      [submitted(), decided('accepted'), followedUp('no'), responded('unsatisfied')],
    ],
  ])('is not disputed when %s', (_what, events) => {
    expect(disputed(stateAfter(...events))?.disputed).toBeUndefined();
  });
});

describe('reopening', () => {
  const unsatisfied = [...answered, told(), responded('unsatisfied')];

  it.each(['unsatisfied', 'wantsToContinue'] as const)('is for a group that is %s, with a reason', (view) => {
    expect(given(...answered, told(), responded(view)).when(reopen, why, { by: client })).toHaveLength(1);
  });

  it('is possible after a closing, too', () => {
    const closed = happened('ProposalClosed', {}, { words: { reason: 'x' } });
    expect(given(...unsatisfied, closed).when(reopen, why, { by: client })).toHaveLength(1);
    expect(stateAfter(...unsatisfied, closed, reopened)).toMatchObject({ status: 'open', round: 2 });
  });

  it('starts the clocks anew and keeps the old ones', () => {
    const state = stateAfter(submitted(), happened('ProposalReceived', {}), ...unsatisfied.slice(1), reopened);
    expect(state).toMatchObject({
      round: 2,
      began: { event: 'ProposalReopened' },
      submitted: { event: 'ProposalSubmitted' },
      receipts: [{ round: 1 }],
      answers: [{ event: 'answer' }],
      inForce: undefined,
    });
  });

  it('is possible again when a new answer has been told and the group has responded to that', () => {
    const again = [decided('rejected', { id: 'answer 2' }), told('answer 2')];
    expect(given(...unsatisfied, reopened, ...again).refused(reopen, why, { by: client })).toBe(
      'reopening.no-response',
    );
    const second = given(...unsatisfied, reopened, ...again, responded('unsatisfied', { id: 'second view' }));
    expect(second.when(reopen, why, { by: client })).toHaveLength(1);
  });

  it.each([
    ['proposal.not-its-group', unsatisfied, why, head],
    ['proposal.withdrawn', [...unsatisfied, happened('ProposalWithdrawn', {}, { by: client })], why, client],
    ['reopening.reason-missing', unsatisfied, {}, client],
    ['reopening.nothing-told', [...answered, responded('unsatisfied')], why, client],
    ['reopening.no-response', [...answered, told()], why, client],
    ['reopening.no-response', [...answered, told(), responded('opinionsDiffer')], why, client],
    ['reopening.no-response', [...answered, responded('unsatisfied'), told()], why, client],
    ['reopening.once-per-telling', [...unsatisfied, reopened, responded('unsatisfied', { id: '2' })], why, client],
  ] as const)('is refused with %s', (code, before, input, by) => {
    expect(given(...before).refused(reopen, input, { by })).toBe(code);
  });
});
