import { anyStreamEvents, forgettingReasons } from './any-stream.ts';
import { memberRoles } from './event.ts';
import {
  code,
  day,
  type EventsOf,
  eventId,
  flag,
  hours,
  id,
  listOf,
  month,
  oneOf,
  optional,
  perKey,
  range,
  shape,
  when,
} from './shape.ts';

const season = {
  season: id,
  from: optional(when),
  to: optional(when),
  rhythm: optional(code),
  themes: optional(listOf(code)),
  hoursPromised: optional(hours),
};

export const ledToKinds = ['activity', 'service', 'product', 'group', 'path', 'wayOfWorking'] as const;
export const consentsTo = ['quotation', 'photo', 'name', 'contactAfterLeaving', 'research'] as const;
export type ConsentTo = (typeof consentsTo)[number];

/** Events. These shapes are stored and may not change. */
export const events = {
  GroupFounded: shape(
    {
      kind: oneOf('coDevelopment', 'coResearch', 'clientPanel', 'smallGroup', 'openEvents', 'staffDevelopment'),
      unit: id,
      parent: optional(id),
      programme: optional(code),
      methods: optional(listOf(code)),
      foundThrough: optional(listOf(code)),
      composition: optional(perKey(memberRoles, range)),
    },
    { name: 300, description: 5_000, partners: 2_000 },
  ),
  GroupDescribed: shape(
    {
      programme: optional(code),
      methods: optional(listOf(code)),
      foundThrough: optional(listOf(code)),
      composition: optional(perKey(memberRoles, range)),
    },
    { name: 300, description: 5_000, partners: 2_000 },
  ),
  MemberJoined: shape({ member: id, role: oneOf(...memberRoles) }),
  MemberLeft: shape({ member: id, role: optional(oneOf(...memberRoles)), wantsToBeTold: optional(flag) }),
  ConsentGiven: shape({
    member: optional(id),
    voice: optional(eventId),
    to: listOf(oneOf(...consentsTo)),
    how: oneOf('oneself', 'withSupport', 'representative'),
  }),
  ConsentWithdrawn: shape({ member: optional(id), voice: optional(eventId), to: listOf(oneOf(...consentsTo)) }),
  PersonForgotten: shape({ member: id, reasonCode: oneOf(...forgettingReasons), decidedBy: optional(code) }),
  SeasonPlanned: shape(season, { plan: 10_000 }),
  SeasonRevised: shape(season, { plan: 10_000 }),
  SeasonReviewed: shape({ season: id }, { whatClientsLearnt: 10_000, whatStaffLearnt: 10_000 }),
  ActivityRecorded: shape(
    {
      kind: oneOf('serviceCafe', 'sparring', 'talk', 'workingGroup', 'event', 'development', 'peerWork'),
      from: optional(when),
      to: optional(when),
    },
    { what: 2_000 },
  ),
  WorkTimeRecorded: shape({
    month,
    hours: perKey(['planning', 'running', 'findingOut', 'visits', 'reporting'], hours),
  }),
  VoiceRecorded: shape({ role: optional(oneOf(...memberRoles)) }, { quotation: 2_000 }),
  LedTo: shape({ kind: oneOf(...ledToKinds) }, { what: 2_000 }),
  LinkIssued: shape({ link: id, expires: optional(day) }),
  LinkRevoked: shape({ link: id }),
  GroupSucceeded: shape({ successor: id }),
  GroupEnded: shape({}),
  ...anyStreamEvents,
} as const;
export type GroupEvent = EventsOf<typeof events>;
