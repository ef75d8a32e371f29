import { type Static, Type } from 'typebox';
import { followsFromAnswer } from '#domain/owed';
import { maySee, type Target } from '#permissions';
import { defaultLimit, keysOf, page, pageOf } from '../cursor.ts';
import { QueryRefused } from '../errors.ts';
import { hiddenEvents } from '../loops/hidden-events.ts';
import { ByShape } from '../loops/proposal-details.ts';
import { foldProposal, newProposal } from '../loops/proposal-record.ts';
import type { Reads } from '../open-reads.ts';
import { present } from '../present.ts';
import { type Asked, query } from '../query.ts';
import { fieldsOf, type SeenEvent, seen, withoutErrors } from '../read-model.ts';
import { isClerk } from '../reader.ts';
import { type TextOf, TextOrNothing, textsOf, untold } from '../texts.ts';
import { factsFor, seenBy, whoseIs } from './whose.ts';

const categories = {
  proposals: 'proposal',
  groups: 'group',
  meetings: 'meeting',
  commissions: 'commission',
  units: 'unit',
  organisation: 'organisation',
  accounts: 'account',
} as const;

const Maybe = Type.Optional(Type.String());
const TimelineEvent = Type.Object({
  event: Type.String(),
  type: Type.String(),
  version: Type.Integer(),
  position: Type.String(),
  occurredOn: Type.Optional(Type.String({ description: 'When it happened; missing: not recorded.' })),
  recordedAt: Type.String({ description: 'When the system learnt it.' }),
  by: Type.Optional(Type.Object({ ...ByShape.properties }, { description: 'Who did it; missing: not recorded.' })),
  recordedBy: Type.Optional(
    Type.String({ description: 'The account that wrote it down: for clerks, and for that account itself.' }),
  ),
  source: Maybe,
  reference: Maybe,
  facts: Type.Record(Type.String(), Type.Unknown()),
  words: Type.Record(Type.String(), TextOrNothing, { description: 'Each with its translations and cleaned versions.' }),
  outOfOrder: Type.Optional(Type.Literal(true)),
  recordedInError: Type.Optional(Type.Object({ event: Type.String(), on: Maybe, why: TextOrNothing })),
  reliedOnError: Type.Optional(Type.String({ description: 'The event recorded in error that it relied on.' })),
  untold: Type.Optional(
    Type.Object(
      { from: Type.String() },
      { description: 'The group is told first; it opens on this day at the latest.' },
    ),
  ),
});

export const GetTimeline = query(
  {
    name: 'GetTimeline',
    path: '/api/{collection}/{id}/timeline',
    summary:
      'Everything that was recorded of one thing, in the order of recording, with both times, and marked where something was wrong.',
    from: ['organisation', 'groups', 'words'],
    params: Type.Object(
      { collection: Type.Enum(Object.keys(categories) as (keyof typeof categories)[]), id: Type.String(), ...page },
      { additionalProperties: false },
    ),
    answer: Type.Object({
      stream: Type.String(),
      version: Type.Integer(),
      events: Type.Array(TimelineEvent),
      next: Type.Optional(Type.String()),
    }),
  },
  async (reads, { collection, id, cursor, limit = defaultLimit }, asked) => {
    const stream = `${categories[collection as keyof typeof categories]}-${id}`;
    if (!/^[a-z0-9-]{1,64}$/.test(id))
      throw new QueryRefused('query.not-found', `There is nothing called ${stream}.`, 'id');
    const events = (await reads.store.read(stream)).map(seen);
    const whose = events.length === 0 ? undefined : whoseIs(reads, events);
    if (!whose?.maySee(asked.reader))
      throw new QueryRefused('query.not-found', `There is nothing called ${stream}.`, 'id');
    const after = cursor === undefined ? 0 : (keysOf(cursor, 'timeline', ['number'])[0] as number);
    const { untoldAnswers, following } = untoldIn(reads, events, whose.of, asked);
    const rest = seenBy(asked.reader, whose, events)
      .filter(({ id, version }) => version > after && !following.has(id))
      .slice(0, limit + 1);
    const { rows, next } = pageOf(rest, limit, 'timeline', ({ version }) => [version]);
    const errors = errorsOf(events);
    const text = await textsOf(reads, asked, {
      words: [...rows, ...errors.values()].map((event) => ({
        events: [event.id],
        of: whose.ofEvent?.(event) ?? whose.of,
      })),
    });
    const secret = maySee(asked.reader, 'ListWebhooks', {}) ? new Set<string>() : forAdministrators;
    const marks = { errors, relied: reliedOnErrors(events, errors), untoldAnswers, secret };
    return {
      stream,
      version: events.length,
      events: rows.map((event) => shown(event, factsFor(asked.reader, whose, event), marks, text, asked)),
      ...(next && { next }),
    };
  },
);

/** Events whose words are no one’s but administrators’: an address may open what lies behind it. */
const forAdministrators: ReadonlySet<string> = new Set(['WebhookRegistered']);

interface Marks {
  /** Events recorded in error, each with the event that says so. */
  readonly errors: ReadonlyMap<string, SeenEvent>;
  /** Events that relied on one recorded in error. */
  readonly relied: ReadonlyMap<string, string>;
  /** Answers that are kept from the reader, each with the day it opens. */
  readonly untoldAnswers: ReadonlyMap<string, string>;
  /** Types of events whose words are kept from the reader. */
  readonly secret: ReadonlySet<string>;
}

const ofEvent = ({ data }: SeenEvent): string | undefined => (data as { ofEvent?: string }).ofEvent;

function errorsOf(events: readonly SeenEvent[]): Map<string, SeenEvent> {
  const errors = new Map<string, SeenEvent>();
  for (const event of events) {
    const wrong = event.type === 'RecordedInError' ? ofEvent(event) : undefined;
    if (wrong !== undefined && !errors.has(wrong)) errors.set(wrong, event);
  }
  return errors;
}

/** What names an erroneous event, or names something that does. */
function reliedOnErrors(events: readonly SeenEvent[], errors: Marks['errors']): Map<string, string> {
  const relied = new Map<string, string>();
  for (const event of events) {
    const on = ofEvent(event);
    if (on === undefined || event.type === 'RecordedInError') continue;
    const wrong = errors.has(on) ? on : relied.get(on);
    if (wrong !== undefined) relied.set(event.id, wrong);
  }
  return relied;
}

/** The answers that are kept from the reader; and what names them or came of them, which is left out. */
function untoldIn(reads: Reads, events: readonly SeenEvent[], of: Target, asked: Asked) {
  const following = new Set<string>();
  if (events[0]!.category !== 'proposal') return { untoldAnswers: new Map<string, string>(), following };
  const hiddenIn = (some: readonly SeenEvent[]) => {
    const { state } = some.reduce(foldProposal, newProposal);
    return state.status === 'none' ? [] : [...hiddenEvents(reads, state, asked, of)];
  };
  const standing = new Map(hiddenIn(withoutErrors(events)));
  // What was said to be an error before anybody had told it, has not been told either.
  const untoldAnswers = new Map([...hiddenIn(events), ...standing]);
  let isUntold = false;
  for (const event of events) {
    const named = ofEvent(event);
    const names = named !== undefined && (untoldAnswers.has(named) || following.has(named));
    if (names || (isUntold && followsFromAnswer.has(event.type))) following.add(event.id);
    isUntold ||= standing.has(event.id);
  }
  return { untoldAnswers, following };
}

function shown(
  event: SeenEvent,
  facts: Readonly<Record<string, unknown>>,
  { errors, relied, untoldAnswers, secret }: Marks,
  text: TextOf,
  { reader }: Asked,
): Static<typeof TimelineEvent> {
  const { occurredOn, by, recordedAt, recordedBy, source, reference, outOfOrder } = event.metadata;
  const from = untoldAnswers.get(event.id);
  const wrong = errors.get(event.id);
  // Which texts an answer has tells what it was: one that changed says what, one that did not says why not.
  const fields = from === undefined && !secret.has(event.type) ? fieldsOf(event) : [];
  const words = Object.fromEntries(fields.map((field) => [field, text(event.id, field)]));
  return {
    event: event.id,
    type: event.type,
    version: event.version,
    position: event.position,
    ...(from === undefined && present({ occurredOn })),
    recordedAt,
    ...((isClerk(reader) || recordedBy === reader.account) && { recordedBy }),
    ...present({ by, source, reference, outOfOrder, reliedOnError: relied.get(event.id) }),
    facts: from === undefined ? { ...facts } : {},
    // A translation stands with the words it translates.
    words: event.type === 'WordsTranslated' ? {} : words,
    ...(wrong && {
      recordedInError: {
        event: wrong.id,
        ...present({ on: wrong.metadata.occurredOn }),
        why: from === undefined ? text(wrong.id, 'why') : untold(from),
      },
    }),
    ...(from !== undefined && { untold: { from } }),
  };
}
