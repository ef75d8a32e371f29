import { type Static, Type } from 'typebox';
import { maySee } from '#permissions';
import { type Agreed, agreedIn, sides } from '../agreed.ts';
import { defaultLimit, keysOf, page, pageOf } from '../cursor.ts';
import { QueryRefused } from '../errors.ts';
import { ByShape } from '../loops/proposal-details.ts';
import { present } from '../present.ts';
import { type Asked, query } from '../query.ts';
import { fieldsOf, type SeenEvent, seen } from '../read-model.ts';
import { isClerk } from '../reader.ts';
import { type TextOf, TextOrNothing, textsOf, untold } from '../texts.ts';
import { collections, streamIn } from './collections.ts';
import { untoldIn } from './untold-in.ts';
import { factsFor, seenBy, whoseIs } from './whose.ts';

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
  published: Type.Record(Type.String(), Type.Array(Type.Enum([...sides])), {
    description: 'By field, the sides that agree to its being public; it is public when both do.',
  }),
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
      { collection: Type.Enum(collections), id: Type.String(), ...page },
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
    const stream = streamIn(collection, id);
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
    const agreed = agreedIn(
      reads,
      rows.map(({ id }) => id),
    );
    const marks = { agreed, errors, relied: reliedOnErrors(events, errors), untoldAnswers, secret };
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
  /** By event, which side agrees to which of its fields being public. */
  readonly agreed: Agreed;
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

function shown(
  event: SeenEvent,
  facts: Readonly<Record<string, unknown>>,
  { agreed, errors, relied, untoldAnswers, secret }: Marks,
  text: TextOf,
  { reader }: Asked,
): Static<typeof TimelineEvent> {
  const { occurredOn, by, recordedAt, recordedBy, source, reference, outOfOrder } = event.metadata;
  const from = untoldAnswers.get(event.id);
  const wrong = errors.get(event.id);
  // Which texts an answer has tells what it was: one that changed says what, one that did not says why not.
  const fields = from === undefined && !secret.has(event.type) ? fieldsOf(event) : [];
  const words = Object.fromEntries(fields.map((field) => [field, text(event.id, field)]));
  // What is in a file is fetched by itself; that it was removed is said here.
  if (event.type === 'FileAttached' && !(words.content && 'removed' in words.content)) delete words.content;
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
    // Which texts there are tells what an answer was.
    published: from === undefined ? (agreed.get(event.id) ?? {}) : {},
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
