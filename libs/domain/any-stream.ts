import { type InputOf, recording, requireHappened, said } from './act.ts';
import type { Folded } from './decider.ts';
import { type Act, type AnyEvent, type Past, sideOf } from './event.ts';
import type { Course, Earlier } from './out-of-order.ts';
import { requires } from './refusal.ts';
import { bytes, code, type EventsOf, eventId, language, listOf, oneOf, optional, shape } from './shape.ts';

export const forgettingReasons = ['personalData', 'consentWithdrawn', 'request', 'harm', 'retention', 'other'] as const;

/** Events that any stream may hold. These shapes are stored and may not change. */
export const anyStreamEvents = {
  RecordedInError: shape({ ofEvent: eventId }, { why: 2_000 }),
  WordsForgotten: shape({
    ofEvent: eventId,
    fields: listOf(code, 20),
    reasonCode: oneOf(...forgettingReasons),
    decidedBy: optional(code),
  }),
  WordsTranslated: shape(
    { ofEvent: eventId, field: code, language, madeBy: oneOf('translator', 'machine', 'group', 'cleaned') },
    { text: 20_000 },
  ),
  FileAttached: shape(
    { kind: oneOf('photo', 'draft', 'report', 'form', 'other'), size: bytes, ofEvent: optional(eventId) },
    { name: 300, description: 2_000, content: 800_000 },
  ),
  Published: shape({ ofEvent: eventId, fields: listOf(code, 20), side: oneOf('group', 'management') }),
  Unpublished: shape({ ofEvent: eventId, fields: listOf(code, 20), side: oneOf('group', 'management') }),
} as const;

export type AnyStreamEvent = EventsOf<typeof anyStreamEvents>;

type Input<Type extends AnyStreamEvent['type']> = InputOf<AnyStreamEvent, Type>;
type Stream = Folded<unknown, AnyEvent>;
const record = recording<AnyStreamEvent>();

function eventIn(stream: Stream, id: string): Past<AnyEvent> {
  const event = stream.events.find((one) => one.id === id);
  requires(event, 'event.unknown', 'This stream holds no such event.', 'ofEvent');
  return event;
}

const inForce = (stream: Stream): readonly Past<AnyEvent>[] => stream.events.filter(({ id }) => !stream.errors.has(id));

/** The fields of an event whose words were forgotten; for good, even where it was done in error. */
export function forgottenFields(stream: Stream, ofEvent: string): ReadonlySet<string> {
  return new Set(
    stream.events.flatMap(({ type, data }) =>
      type === 'WordsForgotten' && data.ofEvent === ofEvent ? (data.fields as string[]) : [],
    ),
  );
}

/** The fields of an event that one side has agreed to make public, as it stands now. */
export function publishedFields(stream: Stream, ofEvent: string, side: 'group' | 'management'): ReadonlySet<string> {
  const published = new Set<string>();
  for (const { type, data } of inForce(stream)) {
    if (data.ofEvent !== ofEvent || data.side !== side) continue;
    for (const field of data.fields as string[]) {
      if (type === 'Published') published.add(field);
      if (type === 'Unpublished') published.delete(field);
    }
  }
  return published;
}

function requireWords(stream: Stream, ofEvent: string, fields: readonly string[], at: string): Past<AnyEvent> {
  const event = eventIn(stream, ofEvent);
  requires(fields.length > 0, 'words.none-named', 'Name the texts that are meant.', at);
  requires(
    fields.every((field) => Object.hasOwn(event.words, field)),
    'words.unknown',
    'The event has no such text.',
    at,
  );
  return event;
}

/** What began a stream stays, and so does what was said about errors. */
export function requireCorrectable(event: Earlier, stream: Course): void {
  requires(
    event.type !== 'RecordedInError',
    'error.of-error',
    'A correction cannot itself be taken back. Record anew.',
    'ofEvent',
  );
  requires(
    event !== stream.events[0],
    'error.first-event',
    'What begins a story cannot be taken back; withdraw, cancel or end it instead.',
    'ofEvent',
  );
}

/** A slip is mended by saying so and recording anew. */
export function recordInError(input: Input<'RecordedInError'>, stream: Stream, facts: Act): AnyStreamEvent[] {
  requireHappened(facts);
  const event = eventIn(stream, input.ofEvent);
  requireCorrectable(event, stream);
  requires(said(input.words?.why), 'error.why-missing', 'Say why it was recorded in error.', 'words.why');
  return stream.errors.has(input.ofEvent) ? [] : [record('RecordedInError', input)];
}

export function forgetWords(input: Input<'WordsForgotten'>, stream: Stream, facts: Act): AnyStreamEvent[] {
  requireHappened(facts);
  requireWords(stream, input.ofEvent, input.fields, 'fields');
  const forgotten = forgottenFields(stream, input.ofEvent);
  return input.fields.every((field) => forgotten.has(field)) ? [] : [record('WordsForgotten', input)];
}

/** A translation, or a cleaned text: a further version of the words. */
export function translateWords(input: Input<'WordsTranslated'>, stream: Stream, facts: Act): AnyStreamEvent[] {
  requireHappened(facts);
  requireWords(stream, input.ofEvent, [input.field], 'field');
  requires(
    !forgottenFields(stream, input.ofEvent).has(input.field),
    'words.forgotten',
    'These words were forgotten; there is nothing left to translate.',
  );
  requires(said(input.words?.text), 'words.text-missing', 'Give the translated text.', 'words.text');
  return [record('WordsTranslated', input)];
}

export function attachFile(input: Input<'FileAttached'>, stream: Stream, facts: Act): AnyStreamEvent[] {
  requireHappened(facts);
  requires(stream.events.length > 0, 'stream.unknown', 'There is nothing here yet to attach a file to.');
  if (input.ofEvent !== undefined) eventIn(stream, input.ofEvent);
  requires(said(input.words?.name), 'file.name-missing', 'Give the file a name.', 'words.name');
  requires(input.size > 0 && said(input.words?.content), 'file.empty', 'The file is empty.', 'words.content');
  return [record('FileAttached', input)];
}

function requireOwnSide(side: 'group' | 'management', facts: Act): void {
  requires(
    sideOf(facts.by) === side,
    'publishing.other-side',
    'Each side, group and management, decides for itself alone what it agrees to make public.',
    'side',
  );
}

/** `consents`: what those whose voice or picture it is have consented to. Public is what both sides have published. */
export function publish(
  input: Input<'Published'>,
  stream: Stream,
  facts: Act & { readonly consents: ReadonlySet<string> },
): AnyStreamEvent[] {
  requireHappened(facts);
  requireOwnSide(input.side, facts);
  const event = requireWords(stream, input.ofEvent, input.fields, 'fields');
  const forgotten = forgottenFields(stream, input.ofEvent);
  requires(
    !input.fields.some((field) => forgotten.has(field)),
    'words.forgotten',
    'These words were forgotten; there is nothing left to publish.',
  );
  const needed =
    event.type === 'VoiceRecorded'
      ? 'quotation'
      : event.type === 'FileAttached' && event.data.kind === 'photo'
        ? 'photo'
        : undefined;
  requires(
    needed === undefined || facts.consents.has(needed),
    'publishing.without-consent',
    'A voice or a photo is made public only with the consent of those it shows.',
  );
  const published = publishedFields(stream, input.ofEvent, input.side);
  return input.fields.every((field) => published.has(field)) ? [] : [record('Published', input)];
}

export function unpublish(input: Input<'Unpublished'>, stream: Stream, facts: Act): AnyStreamEvent[] {
  requireHappened(facts);
  requireOwnSide(input.side, facts);
  requireWords(stream, input.ofEvent, input.fields, 'fields');
  const published = publishedFields(stream, input.ofEvent, input.side);
  return input.fields.some((field) => published.has(field)) ? [record('Unpublished', input)] : [];
}
