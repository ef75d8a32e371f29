import { describe, expect, it } from '@jest/globals';
import type { By } from './event.ts';
import { acting, administrator, andThen, coordinator, given, head, refused } from './given.ts';
import * as group from './group.ts';
import * as meeting from './meeting.ts';
import * as organisation from './organisation.ts';

const founded = { type: 'GroupFounded', data: { kind: 'coDevelopment', unit: 'social' } };
const living = given(group, founded).state;
const ended = given(group, founded, { type: 'GroupEnded', data: {}, occurredOn: '2026-03-05' }).state;
const posts = given(organisation, { type: 'PostNamed', data: { code: 'head-of-service', unit: 'social' } }).state;

const planned = { type: 'MeetingPlanned', data: { group: 'lobby', plannedFor: '2026-03-20', time: '13:00' } };
const cancelled = { type: 'MeetingCancelled', data: {} };
const held = { type: 'MeetingHeld', data: { group: 'lobby', kind: 'meeting' } };
const state = (...told: Parameters<typeof given>[1][]) => given(meeting, ...told).state;

const act = acting(coordinator);
const withGroup = { ...act, group: living };
const withPosts = { ...act, organisation: posts };
const plan = { group: 'lobby', plannedFor: '2026-03-20', time: '13:00' };
const meet = { group: 'lobby', kind: 'meeting', present: { clientDeveloper: 6, staffDeveloper: 3 } } as const;

describe('a meeting', () => {
  it('is planned for a day to come', () => {
    const words = { place: 'Lobby' };
    const events = meeting.plan({ ...plan, words }, meeting.initial, withGroup);
    expect(events).toEqual([{ type: 'MeetingPlanned', data: plan, words }]);
    expect(andThen(meeting, given(meeting), events).state).toMatchObject({
      status: 'planned',
      plannedFor: '2026-03-20',
    });
  });

  it('is moved, to another day, time or place', () => {
    const events = meeting.move({ plannedFor: '2026-03-27' }, state(planned), act);
    expect(events).toEqual([{ type: 'MeetingMoved', data: { plannedFor: '2026-03-27' }, words: {} }]);
    const { state: moved } = andThen(meeting, given(meeting, planned), events);
    expect(moved).toMatchObject({ plannedFor: '2026-03-27', time: undefined });
    expect(meeting.move({ plannedFor: '2026-03-27' }, moved, act)).toEqual([]);
    expect(meeting.move({ plannedFor: '2026-03-27', words: { place: 'Library' } }, moved, act)).toHaveLength(1);
  });

  it('is cancelled once', () => {
    expect(meeting.cancel({ words: { reason: 'Flu' } }, state(planned), act)).toEqual([
      { type: 'MeetingCancelled', data: {}, words: { reason: 'Flu' } },
    ]);
    expect(meeting.cancel({}, state(planned, cancelled), act)).toEqual([]);
  });

  it('asks a post to visit, once', () => {
    const events = meeting.requestVisit({ post: 'head-of-service' }, state(planned), withPosts);
    expect(events).toEqual([{ type: 'VisitRequested', data: { post: 'head-of-service' }, words: {} }]);
    const asked = andThen(meeting, given(meeting, planned), events).state;
    expect(meeting.requestVisit({ post: 'head-of-service' }, asked, withPosts)).toEqual([]);
  });

  it('is held, planned or not', () => {
    const words = { summary: 'We talked' };
    const events = meeting.hold({ ...meet, words }, state(planned), withGroup);
    expect(events).toEqual([{ type: 'MeetingHeld', data: meet, words }]);
    expect(meeting.hold({ ...meet, words }, meeting.initial, withGroup)).toEqual(events);
    expect(andThen(meeting, given(meeting), events).state).toEqual({
      status: 'held',
      group: 'lobby',
      heldOn: '2026-03-10',
      visits: new Set(),
    });
  });

  it('that an ended group held before its end can still be written down', () => {
    const told = { ...acting(coordinator, '2026-03-04'), group: ended };
    expect(meeting.hold(meet, meeting.initial, told)).toHaveLength(1);
  });

  it('may be written down by the administration', () => {
    expect(meeting.hold(meet, meeting.initial, { ...acting(administrator), group: living })).toHaveLength(1);
  });

  const other: By = { role: 'coordinator', group: 'stairs' };
  it.each<[string, string, () => unknown]>([
    ['meeting.exists', 'it is planned already', () => meeting.plan(plan, state(planned), withGroup)],
    [
      'meeting.planned-for-past',
      'it is planned for yesterday',
      () => meeting.plan({ ...plan, plannedFor: '2026-03-09' }, meeting.initial, withGroup),
    ],
    [
      'meeting.planned-for-past',
      'it is moved to yesterday',
      () => meeting.move({ plannedFor: '2026-03-09' }, state(planned), act),
    ],
    [
      'group.unknown',
      'it is planned for no group',
      () => meeting.plan(plan, meeting.initial, { ...act, group: group.initial }),
    ],
    [
      'group.unknown',
      'it was held by no group',
      () => meeting.hold(meet, meeting.initial, { ...act, group: group.initial }),
    ],
    ['group.ended', 'the group has ended', () => meeting.plan(plan, meeting.initial, { ...act, group: ended })],
    ['group.ended', 'the group had ended', () => meeting.hold(meet, meeting.initial, { ...act, group: ended })],
    [
      'meeting.not-group-side',
      'management plans it',
      () => meeting.plan(plan, meeting.initial, { ...acting(head), group: living }),
    ],
    [
      'meeting.other-group',
      'somebody of another group plans it',
      () => meeting.plan(plan, meeting.initial, { ...acting(other), group: living }),
    ],
    ['meeting.unknown', 'what is moved is not there', () => meeting.move(plan, meeting.initial, act)],
    ['meeting.already-held', 'what was held is moved', () => meeting.move(plan, state(planned, held), act)],
    ['meeting.already-held', 'what was held is cancelled', () => meeting.cancel({}, state(held), act)],
    ['meeting.already-held', 'it was held already', () => meeting.hold(meet, state(held), withGroup)],
    ['meeting.cancelled', 'what was cancelled is moved', () => meeting.move(plan, state(planned, cancelled), act)],
    [
      'meeting.cancelled',
      'what was cancelled was held',
      () => meeting.hold(meet, state(planned, cancelled), withGroup),
    ],
    [
      'meeting.cancelled',
      'a visit is asked to what was cancelled',
      () => meeting.requestVisit({ post: 'head-of-service' }, state(planned, cancelled), withPosts),
    ],
    [
      'meeting.of-other-group',
      'another group held it',
      () => meeting.hold({ ...meet, group: 'stairs' }, state(planned), withGroup),
    ],
    [
      'post.unknown',
      'nobody named the post',
      () => meeting.requestVisit({ post: 'director' }, state(planned), withPosts),
    ],
    [
      'date.in-future',
      'it was held tomorrow',
      () => meeting.hold(meet, meeting.initial, { ...acting(coordinator, '2026-03-11'), group: living }),
    ],
  ])('refuses with %s when %s', (code, _when, command) => {
    expect(refused(command)).toBe(code);
  });
});

describe('the history of a meeting', () => {
  const moved = { type: 'MeetingMoved', data: { plannedFor: '2026-04-01' } };
  const asked = { type: 'VisitRequested', data: { post: 'director' } };

  it('may have gaps and be out of order', () => {
    expect(state(moved, cancelled, asked)).toEqual({ status: 'none' });
    expect(state(held, planned, moved, cancelled)).toMatchObject({ status: 'held' });
    expect(state(planned, cancelled, held)).toMatchObject({ status: 'held' });
    expect(state(planned, cancelled, moved)).toMatchObject({ status: 'planned', plannedFor: '2026-04-01' });
    expect(state(planned, asked, held)).toMatchObject({ visits: new Set(['director']) });
  });

  it('is what it would be without an event recorded in error', () => {
    const error = (ofEvent: string) => ({ type: 'RecordedInError', data: { ofEvent } });
    expect(state(planned, held, error('00000000-0000-7000-8000-000000000002'))).toEqual(state(planned));
  });
});
