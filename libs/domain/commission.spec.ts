import { describe, expect, it } from '@jest/globals';
import * as commission from './commission.ts';
import type { By } from './event.ts';
import { acting, andThen, coordinator, given, head, idOf, refused, type Told } from './given.ts';
import * as group from './group.ts';
import * as unit from './unit.ts';

const open = given(unit, { type: 'UnitEstablished', data: {} }).state;
const closedUnit = given(unit, { type: 'UnitEstablished', data: {} }, { type: 'UnitClosed', data: {} }).state;
const founded = { type: 'GroupFounded', data: { kind: 'coDevelopment', unit: 'social' } };
const living = given(group, founded).state;
const over = given(group, founded, { type: 'GroupEnded', data: {} }).state;

const input = { unit: 'social', groups: ['lobby', 'stairs'], kind: 'task', answerWantedBy: '2026-05' } as const;
const issued = { type: 'CommissionIssued', data: input };
const accepted = { type: 'CommissionAccepted', data: { group: 'lobby' } };
const declined = { type: 'CommissionDeclined', data: { group: 'lobby' } };
const asked = { type: 'CommissionQuestioned', data: { group: 'lobby' } };
const clarified = { type: 'CommissionClarified', data: { group: 'lobby' } };
const answered = { type: 'CommissionAnswered', data: { group: 'lobby', proposals: ['sofa'] } };
const withdrawn = { type: 'CommissionWithdrawn', data: {} };
const closed = { type: 'CommissionClosed', data: {} };

const none = commission.initial;
const state = (...told: Told[]) => given(commission, issued, ...told).state;
const part = (of: commission.State, id = 'lobby') => (of.status === 'none' ? undefined : of.groups.get(id));
const management = acting(head);
const lobby = acting({ ...coordinator, group: 'lobby' });
const mine = { group: 'lobby' };
const groups = new Map([
  ['lobby', living],
  ['stairs', living],
]);
const issuing = { ...management, unit: open, groups };
const title = { title: 'The lobby' };

describe('a commission', () => {
  it('is issued to groups, by a unit', () => {
    const events = commission.issue({ ...input, words: title }, none, issuing);
    expect(events).toEqual([{ type: 'CommissionIssued', data: input, words: title }]);
    expect(andThen(commission, given(commission), events).state).toMatchObject({
      status: 'open',
      unit: 'social',
      kind: 'task',
      issuedOn: '2026-03-10',
      issuedBy: idOf(1),
      answerWantedBy: '2026-05',
    });
    expect(part(state(), 'stairs')).toMatchObject({ status: 'asked', since: '2026-03-01', sinceEvent: idOf(1) });
  });

  it('may come from another group or a partner', () => {
    const fromGroup = { ...input, from: 'group', fromGroup: 'panel', words: title } as const;
    const panel = { ...issuing, ...acting({ role: 'clientDeveloper', group: 'panel' }) };
    expect(commission.issue(fromGroup, none, panel)).toHaveLength(1);
    const partner = { ...issuing, ...acting({ organisation: 'theatre' }) };
    expect(commission.issue({ ...input, from: 'partner', words: title }, none, partner)).toHaveLength(1);
  });

  it('is rescheduled to another date, and remembers the one before', () => {
    const words = { reason: 'More time' };
    const events = commission.reschedule({ answerWantedBy: '2026-08', words }, state(), management);
    expect(events).toEqual([{ type: 'CommissionRescheduled', data: { answerWantedBy: '2026-08' }, words }]);
    const { state: later } = andThen(commission, given(commission, issued), events);
    expect(later).toMatchObject({ answerWantedBy: '2026-08', extendedFrom: '2026-05' });
    expect(commission.reschedule({ answerWantedBy: '2026-08', words }, later, management)).toEqual([]);
  });

  it('is withdrawn once, with a reason', () => {
    const words = { reason: 'Merged' };
    expect(commission.withdraw({ words }, state(), management)).toEqual([
      { type: 'CommissionWithdrawn', data: {}, words },
    ]);
    expect(commission.withdraw({ words }, state(withdrawn), management)).toEqual([]);
  });

  it('is closed once; with a reason where an answer is undecided', () => {
    const decided = { ...management, undecided: [] };
    expect(commission.close({}, state(answered), decided)).toEqual([{ type: 'CommissionClosed', data: {}, words: {} }]);
    const words = { reason: 'The unit is merged' };
    expect(commission.close({ words }, state(answered), { ...decided, undecided: ['sofa'] })).toHaveLength(1);
    expect(commission.close({}, state(closed), decided)).toEqual([]);
    expect(state(closed)).toMatchObject({ status: 'closed', endedOn: '2026-03-01' });
  });

  const past = { answerWantedBy: '2026-02', words: { reason: 'x' } };
  const give = (told: object, facts: object = {}) =>
    commission.issue({ ...input, words: title, ...told }, none, { ...issuing, ...facts });
  it.each<[string, string, () => unknown]>([
    ['commission.exists', 'it is there already', () => commission.issue({ ...input, words: title }, state(), issuing)],
    ['commission.title-missing', 'it has no title', () => give({ words: {} })],
    ['commission.from-group-missing', 'the group it comes from is not named', () => give({ from: 'group' })],
    ['commission.no-groups', 'it is given to nobody', () => give({ groups: [] })],
    ['commission.group-twice', 'a group is named twice', () => give({ groups: ['lobby', 'lobby'] })],
    ['group.unknown', 'nobody knows a group', () => give({ groups: ['lobby', 'x'] })],
    ['group.ended', 'a group has ended', () => give({}, { groups: new Map([...groups, ['stairs', over]]) })],
    ['unit.unknown', 'nobody knows the unit', () => give({}, { unit: unit.initial })],
    ['unit.closed', 'the unit is closed', () => give({}, { unit: closedUnit })],
    ['commission.wanted-in-past', 'the answer is wanted by last month', () => give({ answerWantedBy: '2026-02' })],
    ['commission.wanted-in-past', 'it is moved to last month', () => commission.reschedule(past, state(), management)],
    ['commission.not-commissioner', 'a group issues it for a unit', () => give({}, lobby)],
    [
      'commission.not-commissioner',
      'another group issues it than it comes from',
      () => give({ from: 'group', fromGroup: 'panel' }, lobby),
    ],
    ['commission.not-commissioner', 'a group withdraws it', () => commission.withdraw({}, state(), lobby)],
    ['commission.unknown', 'it is not there', () => commission.withdraw({}, none, management)],
    [
      'commission.reschedule-reason-missing',
      'it is rescheduled without a reason',
      () => commission.reschedule({ answerWantedBy: '2026-08' }, state(), management),
    ],
    [
      'commission.withdraw-reason-missing',
      'it is withdrawn without a reason',
      () => commission.withdraw({}, state(), management),
    ],
    [
      'commission.close-reason-missing',
      'an answer to it is undecided',
      () => commission.close({}, state(answered), { ...management, undecided: ['sofa'] }),
    ],
    ['commission.closed', 'it is closed', () => commission.withdraw({}, state(closed), management)],
    [
      'commission.withdrawn',
      'it was withdrawn',
      () => commission.close({}, state(withdrawn), { ...management, undecided: [] }),
    ],
    ['date.in-future', 'it is issued tomorrow', () => give({}, { on: '2026-03-11' })],
  ])('is refused with %s when %s', (code, _when, command) => {
    expect(refused(command)).toBe(code);
  });
});

describe('each group', () => {
  it('accepts for itself, once', () => {
    const events = commission.accept(mine, state(), lobby);
    expect(events).toEqual([{ type: 'CommissionAccepted', data: mine, words: {} }]);
    const { state: after } = andThen(commission, given(commission, issued), events);
    expect(part(after)).toMatchObject({
      status: 'accepted',
      since: '2026-03-10',
      sinceEvent: idOf(2),
      acceptedOn: '2026-03-10',
    });
    expect(part(after, 'stairs')).toMatchObject({ status: 'asked' });
    expect(commission.accept(mine, after, lobby)).toEqual([]);
    expect(commission.accept(mine, state(answered), lobby)).toEqual([]);
  });

  it('declines with a reason, and may think better of it', () => {
    const words = { reason: 'No time' };
    expect(commission.decline({ ...mine, words }, state(), lobby)).toEqual([
      { type: 'CommissionDeclined', data: mine, words },
    ]);
    expect(commission.decline({ ...mine, words }, state(declined), lobby)).toEqual([]);
    expect(commission.accept(mine, state(declined), lobby)).toHaveLength(1);
  });

  it('asks, and its questions are clarified in their order', () => {
    const words = { question: 'Which lobby?' };
    const events = commission.question({ ...mine, words }, state(), lobby);
    expect(events).toEqual([{ type: 'CommissionQuestioned', data: mine, words }]);
    const clear = { clarification: 'Both' };
    expect(commission.clarify({ ...mine, words: clear }, state(asked), management)).toEqual([
      { type: 'CommissionClarified', data: mine, words: clear },
    ]);
    expect(part(state(asked, asked, clarified))?.questions).toEqual([
      { event: idOf(2), askedOn: '2026-03-01', clarified: { event: idOf(4), on: '2026-03-01' } },
      { event: idOf(3), askedOn: '2026-03-01' },
    ]);
  });

  it('answers with its proposals, in one or several parts', () => {
    const proposals = new Map([
      ['sofa', mine],
      ['lamp', mine],
    ]);
    const events = commission.answer({ ...mine, proposals: ['sofa'] }, state(accepted), { ...lobby, proposals });
    expect(events).toEqual([{ type: 'CommissionAnswered', data: { ...mine, proposals: ['sofa'] }, words: {} }]);
    const { state: after } = andThen(commission, given(commission, issued, accepted), events);
    expect(part(after)).toMatchObject({
      status: 'answered',
      acceptedOn: '2026-03-01',
      proposals: ['sofa'],
      answers: [idOf(3)],
    });
    expect(commission.answer({ ...mine, proposals: ['sofa'] }, after, { ...lobby, proposals })).toEqual([]);
    const more = commission.answer({ ...mine, proposals: ['sofa', 'lamp'] }, after, { ...lobby, proposals });
    expect(more).toHaveLength(1);
    const words = { summary: 'We like it' };
    expect(commission.answer({ ...mine, proposals: [], words }, after, { ...lobby, proposals })).toHaveLength(1);
    expect(part(state(answered))).toMatchObject({ acceptedOn: '2026-03-01' });
  });

  const answer = { ...mine, proposals: ['sofa'] };
  const asking = { ...mine, words: { question: 'Which?' } };
  const clarifying = { ...mine, words: { clarification: 'This' } };
  const stranger: By = { role: 'coordinator', group: 'stairs' };
  it.each<[string, string, () => unknown]>([
    ['commission.not-group-side', 'management accepts for it', () => commission.accept(mine, state(), management)],
    [
      'commission.other-group',
      'another group accepts for it',
      () => commission.accept(mine, state(), acting(stranger)),
    ],
    [
      'commission.not-asked',
      'it was not asked',
      () => commission.accept({ group: 'panel' }, state(), acting(coordinator)),
    ],
    [
      'commission.not-asked',
      'who is answered never was',
      () => commission.clarify({ ...clarifying, group: 'x' }, state(), management),
    ],
    ['commission.withdrawn', 'the commission was withdrawn', () => commission.accept(mine, state(withdrawn), lobby)],
    ['commission.closed', 'the commission is closed', () => commission.question(asking, state(closed), lobby)],
    [
      'commission.decline-reason-missing',
      'it declines without a reason',
      () => commission.decline(mine, state(), lobby),
    ],
    ['commission.already-answered', 'it has answered', () => commission.decline(mine, state(answered), lobby)],
    ['commission.declined', 'it has declined', () => commission.question(asking, state(declined), lobby)],
    [
      'commission.declined',
      'it answers what it declined',
      () => commission.answer(answer, state(declined), { ...lobby, proposals: new Map([['sofa', mine]]) }),
    ],
    ['commission.question-missing', 'it asks nothing', () => commission.question(mine, state(), lobby)],
    [
      'commission.no-question',
      'nothing was asked',
      () => commission.clarify(clarifying, state(asked, clarified), management),
    ],
    [
      'commission.clarification-missing',
      'it is told nothing',
      () => commission.clarify(mine, state(asked), management),
    ],
    [
      'commission.not-commissioner',
      'it clarifies for itself',
      () => commission.clarify(clarifying, state(asked), lobby),
    ],
    [
      'commission.answer-empty',
      'it answers nothing',
      () => commission.answer({ ...mine, proposals: [] }, state(), { ...lobby, proposals: new Map() }),
    ],
    [
      'proposal.unknown',
      'it answers with what is not there',
      () => commission.answer(answer, state(), { ...lobby, proposals: new Map() }),
    ],
    [
      'commission.proposal-of-other-group',
      "it answers with another group's proposal",
      () => commission.answer(answer, state(), { ...lobby, proposals: new Map([['sofa', { group: 'stairs' }]]) }),
    ],
  ])('is refused with %s when %s', (code, _when, command) => {
    expect(refused(command)).toBe(code);
  });
});

describe('the history of a commission', () => {
  it('may have gaps, and groups that were not named', () => {
    expect(given(commission, accepted, closed).state).toEqual({ status: 'none' });
    expect(state(issued, closed, accepted)).toMatchObject({ status: 'closed' });
    expect(part(state(answered, accepted))).toMatchObject({ status: 'answered' });
    expect(part(state(clarified))).toMatchObject({ status: 'asked', questions: [] });
    const late = { type: 'CommissionAnswered', data: { group: 'panel', proposals: ['sofa'] } };
    expect(part(state(late), 'panel')).toMatchObject({ status: 'answered', proposals: ['sofa'], answers: [idOf(2)] });
  });
});
