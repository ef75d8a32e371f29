import { describe, expect, it } from '@jest/globals';
import {
  client,
  confirmed,
  coordinator,
  decided,
  followedUp,
  given,
  happened,
  head,
  headElsewhere,
  staff,
  stateAfter,
  stranger,
  submitted,
  told,
  visitor,
} from '../../test/proposal-story.ts';
import { confirm, record } from './telling.ts';

const answered = [submitted(), decided('accepted')];
const meeting = { group: 'ryhma', held: true, clientPresent: true };

describe('telling', () => {
  const tell = { ofEvent: 'answer', how: 'visit' } as const;

  it.each([
    ['the coordinator', coordinator],
    ['the post itself, on a visit', head],
  ])('is recorded when done by %s', (_who, by) => {
    expect(given(...answered).when(record, tell, { by })).toEqual([{ type: 'AnswerTold', data: tell, words: {} }]);
  });

  it('is done for a follow-up too, and also after the proposal was withdrawn', () => {
    const withdrawn = happened('ProposalWithdrawn', {}, { by: client });
    const history = [...answered, followedUp('no'), withdrawn];
    expect(given(...history).when(record, { ...tell, ofEvent: 'followUp' }, { by: coordinator })).toHaveLength(1);
  });

  it('a second time, in another way, is another telling', () => {
    expect(given(...answered, told()).when(record, { ...tell, how: 'letter' }, { by: coordinator })).toHaveLength(1);
  });

  it.each([
    ['proposal.unknown', [], tell, coordinator],
    ['proposal.not-its-sides', answered, tell, headElsewhere],
    ['telling.nothing-to-tell', [submitted()], tell, coordinator],
    ['telling.nothing-to-tell', answered, { ...tell, ofEvent: 'ProposalSubmitted' }, coordinator],
    ['proposal.meeting-unknown', answered, { ...tell, meeting: 'm' }, coordinator],
  ] as const)('is refused with %s', (code, before, input, by) => {
    expect(given(...before).refused(record, input, { by })).toBe(code);
  });
});

describe('confirming a telling', () => {
  const ofEvent = 'telling of answer';
  const byAccount = { ofEvent, how: 'account' } as const;
  const byLink = { ofEvent, how: 'link', link: 'l' } as const;
  const atMeeting = { ofEvent, how: 'meeting', meeting: 'm' } as const;
  const link = { group: 'ryhma', valid: true };
  const history = [...answered, told()];

  it.each([
    ['a member by account', byAccount, { by: client }],
    ['whoever has the group’s link', byLink, { by: visitor, link }],
    ['those at a meeting where a client developer was present', atMeeting, { by: coordinator, meeting }],
  ] as const)('is for %s', (_who, input, further) => {
    expect(given(...history).when(confirm, input, further)).toEqual([
      { type: 'TellingConfirmed', data: input, words: {} },
    ]);
  });

  it('records nothing when the same side confirmed already, and more when another does', () => {
    const byStaff = given(...history, confirmed('answer', { by: staff }));
    expect(byStaff.when(confirm, byAccount, { by: coordinator })).toEqual([]);
    expect(byStaff.when(confirm, byAccount, { by: client })).toHaveLength(1);
  });

  it.each([
    ['client', false, { by: client }, told()],
    ['staff', true, { by: staff }, told()],
    ['staff', false, { by: staff }, told('answer', { by: client })],
    ['staff', false, { by: staff }, told('answer', { by: undefined })],
    ['notRecorded', false, { by: undefined }, told()],
  ] as const)('is remembered as of %s (staff among themselves: %s)', (side, amongStaff, of, telling) => {
    expect(stateAfter(...answered, telling, confirmed('answer', of))).toMatchObject({
      tellings: [{ confirmations: [{ side, amongStaff }] }],
    });
  });

  it('is remembered with the latest telling when history names the answer', () => {
    const named = happened('TellingConfirmed', { ofEvent: 'answer', how: 'meeting' }, { by: undefined });
    expect(stateAfter(...history, told('answer', { id: 'again' }), named)).toMatchObject({
      tellings: [{ confirmations: [] }, { event: 'again', confirmations: [{ side: 'meeting' }] }],
    });
  });

  it.each([
    ['proposal.not-its-group', history, byAccount, { by: head }],
    ['proposal.not-its-group', history, byAccount, { by: stranger }],
    ['telling.not-told', answered, byAccount, { by: client }],
    ['telling.not-told', history, { ...byAccount, ofEvent: 'answer' }, { by: client }],
    ['telling.no-member', history, byAccount, { by: visitor }],
    ['telling.link-missing', history, { ofEvent, how: 'link' }, { by: visitor }],
    ['telling.not-by-link', history, byLink, { by: coordinator, link }],
    ['telling.not-by-link', history, byLink, { by: client, link }],
    ['proposal.link-not-valid', history, byLink, { by: visitor, link: { ...link, valid: false } }],
    ['telling.meeting-missing', history, { ofEvent, how: 'meeting' }, { by: coordinator }],
    [
      'proposal.meeting-of-another-group',
      history,
      atMeeting,
      { by: coordinator, meeting: { ...meeting, group: 'other' } },
    ],
    [
      'telling.no-client-present',
      history,
      atMeeting,
      { by: coordinator, meeting: { ...meeting, clientPresent: false } },
    ],
  ] as const)('is refused with %s', (code, before, input, further) => {
    expect(given(...before).refused(confirm, input, further)).toBe(code);
  });
});
