import { type InputOf, recording, requireHappened, said } from './act.ts';
import type { Folded } from './decider.ts';
import { type Act, type AnyEvent, type Past, sideOf } from './event.ts';
import type { Course, Earlier } from './out-of-order.ts';
import { requires } from './refusal.ts';
import { bytes, code, count, type EventsOf, eventId, language, listOf, oneOf, optional, shape } from './shape.ts';

export const forgettingReasons = ['personalData', 'consentWithdrawn', 'request', 'harm', 'retention', 'other'] as const;

/** What a file is by its content. */
export const fileFormats = ['jpeg', 'png', 'webp', 'pdf', 'docx', 'xlsx', 'pptx', 'odt', 'ods', 'odp', 'text'] as const;
export type FileFormat = (typeof fileFormats)[number];

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
    {
      kind: oneOf('photo', 'draft', 'report', 'form', 'other'),
      size: bytes,
      ofEvent: optional(eventId),
      format: optional(oneOf(...fileFormats)),
      width: optional(count),
      height: optional(count),
      replaces: optional(eventId),
    },
    { name: 300, description: 2_000, content: 800_000 },
  ),
  Published: shape({ ofEvent: eventId, fields: listOf(code, 20), side: oneOf('group', 'management') }),
  Unpublished: shape({ ofEvent: eventId, fields: listOf(code, 20), side: oneOf('group', 'management') }),
} as const;

export type AnyStreamEvent = EventsOf<typeof anyStreamEvents>;

export type Input<Type extends AnyStreamEvent['type']> = InputOf<AnyStreamEvent, Type>;
export type Stream = Folded<unknown, AnyEvent>;
export const record = recording<AnyStreamEvent>();

export function eventIn(stream: Stream, id: string): Past<AnyEvent> {
  const event = stream.events.find((one) => one.id === id);
  requires(event, 'event.unknown', 'This stream holds no such event.', 'ofEvent');
  return event;
}

const fieldsIn = (data: AnyEvent['data']): readonly string[] => data.fields as readonly string[];

/** What is left of a text: the event that holds the original, and those that brought versions of it. For good, even where it was forgotten in error. */
function versionsLeft(stream: Stream, ofEvent: string, field: string): ReadonlySet<string> {
  const left = new Set([ofEvent]);
  for (const { id, type, data } of stream.events) {
    if (type === 'WordsTranslated' && data.ofEvent === ofEvent && data.field === field) left.add(id);
    if (type !== 'WordsForgotten') continue;
    // All versions go with the original; a version may go alone.
    if (data.ofEvent !== ofEvent) left.delete(data.ofEvent as string);
    else if (fieldsIn(data).includes(field)) left.clear();
  }
  return left;
}

/** The fields of an event of whose words nothing is left. */
export function forgottenFields(stream: Stream, ofEvent: string): ReadonlySet<string> {
  const event = stream.events.find(({ id }) => id === ofEvent);
  if (event?.type === 'WordsTranslated') {
    const { ofEvent: original, field } = event.data as { readonly ofEvent: string; readonly field: string };
    return new Set(versionsLeft(stream, original, field).has(ofEvent) ? [] : ['text']);
  }
  const fields = Object.keys(event?.words ?? {});
  return new Set(fields.filter((field) => versionsLeft(stream, ofEvent, field).size === 0));
}

/** The fields of an event that one side has agreed to make public, as it stands now. */
export function publishedFields(stream: Stream, ofEvent: string, side: 'group' | 'management'): ReadonlySet<string> {
  const published = new Set<string>();
  for (const { id, type, data } of stream.events) {
    const isOfIt = data.ofEvent === ofEvent;
    // What takes the place of forgotten words is published anew.
    if (type === 'WordsForgotten' && isOfIt) for (const field of fieldsIn(data)) published.delete(field);
    if (stream.errors.has(id)) continue;
    if (type === 'Published' && isOfIt && data.side === side) for (const field of fieldsIn(data)) published.add(field);
    // So is a cleaned text; what it was cleaned of must not stay public either.
    if (type === 'WordsTranslated' && isOfIt && data.madeBy === 'cleaned') published.delete(data.field as string);
    if (type === 'Unpublished' && isOfIt && data.side === side)
      for (const field of fieldsIn(data)) published.delete(field);
    if (type === 'ConsentWithdrawn' && data.voice === ofEvent && (data.to as readonly string[]).includes('quotation'))
      published.clear();
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

/** Who may come in and do what; a correction would undo it past the rules for doing so, and what was forgotten stays so. */
const access: ReadonlySet<string> = new Set([
  'AccountJoined',
  'RoleGranted',
  'RoleWithdrawn',
  'AccountDisabled',
  'AccountEnabled',
  'AccountForgotten',
  'PersonForgotten',
]);

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
  requires(
    !access.has(event.type),
    'error.of-access',
    'What an account may is changed by granting or withdrawing, disabling or enabling, not by a correction; and who was forgotten stays so.',
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

/** A translation, or a cleaned text: a further version of the words. A cleaned text may take the place of forgotten words. */
export function translateWords(input: Input<'WordsTranslated'>, stream: Stream, facts: Act): AnyStreamEvent[] {
  requireHappened(facts);
  const event = requireWords(stream, input.ofEvent, [input.field], 'field');
  requires(
    event.type !== 'WordsTranslated',
    'words.only-a-version',
    'A version is made of the original: name the event that holds the original.',
    'ofEvent',
  );
  requires(
    input.madeBy === 'cleaned' || !forgottenFields(stream, input.ofEvent).has(input.field),
    'words.forgotten',
    'These words were forgotten; there is nothing left to translate.',
  );
  requires(
    event.type !== 'FileAttached' || input.field !== 'content',
    'words.only-a-file',
    'The content of a file is no text. Attach the other file as a version that replaces this one.',
    'field',
  );
  requires(said(input.words?.text), 'words.text-missing', 'Give the translated text.', 'words.text');
  return [record('WordsTranslated', input)];
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
  // A consent to a photo is withdrawn in the stream of the group: what closed with it is published anew.
  const isPublic = needed !== 'photo' && input.fields.every((field) => published.has(field));
  return isPublic ? [] : [record('Published', input)];
}

export function unpublish(input: Input<'Unpublished'>, stream: Stream, facts: Act): AnyStreamEvent[] {
  requireHappened(facts);
  requireOwnSide(input.side, facts);
  requireWords(stream, input.ofEvent, input.fields, 'fields');
  const published = publishedFields(stream, input.ofEvent, input.side);
  return input.fields.some((field) => published.has(field)) ? [record('Unpublished', input)] : [];
}
