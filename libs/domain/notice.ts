import { type InputOf, recording, requireHappened } from './act.ts';
import type { Act, Past } from './event.ts';
import {
  code,
  count,
  day,
  type EventsOf,
  eventId,
  id,
  listOf,
  moment,
  oneOf,
  optional,
  perKey,
  shape,
  when,
  year,
} from './shape.ts';
import { waitedFor } from './waited-for.ts';

/** What time brought to somebody's notice. Jobs write it, each notice once into a stream of its own; no figure depends on it. */
export const category = 'notice';

/** What somebody can be reminded of. */
export const remindedOf = [...waitedFor, 'trialEnding'] as const;
export type Reminded = (typeof remindedOf)[number];

/** Whose turn it is, with what, and since when; a notice holds no words. */
const about = {
  side: oneOf('management', 'group'),
  proposal: optional(id),
  commission: optional(id),
  unit: id,
  post: optional(code),
  group: id,
  sinceEvent: eventId,
  since: optional(when),
} as const;

/** Events. These shapes are stored and may not change. */
export const events = {
  LatenessNoticed: shape({ what: oneOf(...waitedFor), ...about, due: day, noticed: day }),
  ReminderSent: shape({ what: oneOf(...remindedOf), ...about, due: optional(day), moment, to: listOf(id, 200) }),
  DigestSent: shape({
    week: day,
    post: optional(code),
    unit: optional(id),
    coordinator: optional(id),
    groups: optional(listOf(id, 1_000)),
    owed: perKey(waitedFor, count),
    overdue: count,
    begun: count,
    toTell: count,
    to: listOf(id, 200),
  }),
  InitiativesReported: shape({
    year,
    initiatives: count,
    handlerNamed: count,
    handlerNamedInTime: count,
    answered: count,
    followedUp: count,
  }),
} as const;
export type NoticeEvent = EventsOf<typeof events>;

/** A notice is written once, and that is all that can become of it. */
export type State = { readonly status: 'none' } | { readonly status: 'written' };

export const initial: State = { status: 'none' };

export function evolve(_state: State, event: Past<NoticeEvent>): State {
  switch (event.type) {
    case 'LatenessNoticed':
    case 'ReminderSent':
    case 'DigestSent':
    case 'InitiativesReported':
      return { status: 'written' };
  }
}

type Input<Type extends NoticeEvent['type']> = InputOf<NoticeEvent, Type>;
const record = recording<NoticeEvent>();

/** Of several that want to write the same notice, the first writes it; for the others there is nothing left to do. */
function once(event: NoticeEvent, state: State, facts: Act): NoticeEvent[] {
  requireHappened(facts);
  return state.status === 'none' ? [event] : [];
}

export const noticeLateness = (input: Input<'LatenessNoticed'>, state: State, facts: Act): NoticeEvent[] =>
  once(record('LatenessNoticed', input), state, facts);

export const remind = (input: Input<'ReminderSent'>, state: State, facts: Act): NoticeEvent[] =>
  once(record('ReminderSent', input), state, facts);

export const sendDigest = (input: Input<'DigestSent'>, state: State, facts: Act): NoticeEvent[] =>
  once(record('DigestSent', input), state, facts);

export const reportInitiatives = (input: Input<'InitiativesReported'>, state: State, facts: Act): NoticeEvent[] =>
  once(record('InitiativesReported', input), state, facts);
