import { describe, expect, it } from '@jest/globals';
import {
  client,
  coordinator,
  decided,
  followedUp,
  given,
  happened,
  head,
  headElsewhere,
  replied,
  stateAfter,
  submitted,
} from '../../test/proposal-story.ts';
import * as change from './change.ts';
import { record, schedule } from './follow-up.ts';
import { timesTooEarly } from './proposal-state.ts';

const promised = [submitted(), decided('accepted')];
const withdrawn = happened('ProposalWithdrawn', {}, { by: client });
const what = { whatChanged: 'There is a call-back time.' };
const whyNot = { whyNot: 'No money.' };

describe('scheduling a follow-up', () => {
  const next = { next: '2026-11-01' };

  it('records the day once, and a new day', () => {
    expect(given(...promised).when(schedule, next, {})).toHaveLength(1);
    const scheduled = given(...promised, happened('FollowUpScheduled', next));
    expect(scheduled.when(schedule, next, {})).toEqual([]);
    expect(scheduled.when(schedule, { next: '2026-12-01' }, { by: coordinator })).toHaveLength(1);
  });

  it.each([
    ['proposal.not-its-holder-or-coordinator', promised, next, client],
    ['follow-up.nothing-promised', [submitted(), decided('rejected')], next, head],
    ['follow-up.already-final', [...promised, followedUp('yes')], next, head],
    ['proposal.date-passed', promised, { next: '2026-03-01' }, head],
    ['proposal.withdrawn', [...promised, withdrawn], next, head],
  ] as const)('is refused with %s', (code, before, input, by) => {
    expect(given(...before).refused(schedule, input, { by })).toBe(code);
  });
});

describe('following up', () => {
  it.each([
    ['what changed', { changed: 'yes', words: what }],
    ['what changed and why not more', { changed: 'partly', words: { ...what, ...whyNot } }],
    ['why nothing changed', { changed: 'no', words: whyNot }],
    ['why it is too early, and the next date', { changed: 'tooEarly', next: '2026-11', words: whyNot }],
  ] as const)('says %s', (_what, input) => {
    const { words, ...data } = input;
    expect(given(...promised).when(record, input, {})).toEqual([{ type: 'FollowUpRecorded', data, words }]);
  });

  it('may be written down by the coordinator who heard it, and is then unconfirmed', () => {
    expect(given(...promised).when(record, { changed: 'no', words: whyNot }, { by: coordinator })).toHaveLength(1);
    expect(stateAfter(...promised, followedUp('no', { by: coordinator }))).toMatchObject({
      followUps: [{ heard: true }],
    });
  });

  it('a second time, when it is no longer too early or has turned out otherwise, is another follow-up', () => {
    const early = given(...promised, followedUp('tooEarly'));
    expect(early.when(record, { changed: 'tooEarly', next: '2027', words: whyNot }, {})).toHaveLength(1);
    const final = given(...promised, followedUp('yes'));
    expect(final.when(record, { changed: 'no', words: whyNot }, {})).toHaveLength(1);
  });

  it('counts how often it was said to be too early', () => {
    const events = [followedUp('tooEarly'), followedUp('tooEarly', { id: '2' }), followedUp('yes', { id: '3' })];
    expect(timesTooEarly(stateAfter(...promised, ...events) as never)).toBe(2);
  });

  it.each([
    ['proposal.not-its-holder-or-coordinator', promised, { changed: 'yes', words: what }, headElsewhere],
    ['follow-up.nothing-promised', [submitted()], { changed: 'yes', words: what }, head],
    ['follow-up.nothing-promised', [submitted('reply'), replied('used')], { changed: 'yes', words: what }, head],
    ['follow-up.nothing-promised', [submitted(), decided('deferred')], { changed: 'yes', words: what }, head],
    ['follow-up.what-changed-missing', promised, { changed: 'yes', words: whyNot }, head],
    ['follow-up.what-changed-missing', promised, { changed: 'partly', words: whyNot }, head],
    ['follow-up.why-not-missing', promised, { changed: 'partly', words: what }, head],
    ['follow-up.why-not-missing', promised, { changed: 'no' }, head],
    ['follow-up.why-not-missing', promised, { changed: 'tooEarly', next: '2026-11' }, head],
    ['follow-up.next-date-missing', promised, { changed: 'tooEarly', words: whyNot }, head],
    ['proposal.date-passed', promised, { changed: 'tooEarly', next: '2026-02', words: whyNot }, head],
    [
      'follow-up.already-final',
      [...promised, followedUp('no')],
      { changed: 'tooEarly', next: '2027', words: whyNot },
      head,
    ],
  ] as const)('is refused with %s', (code, before, input, by) => {
    expect(given(...before).refused(record, input, { by })).toBe(code);
  });
});

describe('a change', () => {
  it('starts, and reaches one milestone after another', () => {
    expect(given(...promised).when(change.start, {}, {})).toEqual([{ type: 'ChangeStarted', data: {}, words: {} }]);
    const milestone = { words: { what: 'The phones are there.' } };
    const reached = given(...promised, happened('MilestoneReached', {}));
    expect(reached.when(change.reachMilestone, milestone, { by: coordinator })).toHaveLength(1);
  });

  it.each([
    ['change.nothing-promised', [submitted()], head],
    ['proposal.not-its-holder-or-coordinator', promised, client],
    ['proposal.withdrawn', [...promised, withdrawn], head],
  ] as const)('does not start: %s', (code, before, by) => {
    expect(given(...before).refused(change.start, {}, { by })).toBe(code);
  });

  it('has no milestone of which nothing is said', () => {
    expect(given(...promised).refused(change.reachMilestone, {}, {})).toBe('change.what-missing');
  });
});
