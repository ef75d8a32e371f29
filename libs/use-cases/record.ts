import { hash, randomUUID } from 'node:crypto';
import {
  type Act,
  type AnyEvent,
  type Decider,
  type EventShape,
  type Folded,
  isOutOfOrder,
  type Past,
  repeated,
  requires,
} from '#domain';
import { type EventToAppend, type Position, type StoredMetadata, StoreError } from '#event-store';
import type { VersionBy } from '#vault';
import type { Occasion } from './body.ts';
import { type Context, dayOf, type Envelope } from './context.ts';
import { keeping, type Persons } from './people.ts';

/** What a command answers. */
export interface Recorded {
  readonly id: string;
  readonly version: number;
  /** Hand it back with a read to be sure that the read has seen this. */
  readonly position: Position;
  /** Ids of the events this command recorded, now or the first time; empty when there was nothing to do. */
  readonly events: readonly string[];
  /** This command id was carried out before; nothing was recorded now. */
  readonly repeated?: true;
  /** A secret that was made, told this once. */
  readonly secret?: string;
}

/** A UUIDv7: sorts by the time it was made. What is random in it is that of a UUIDv4, which Node makes many of at once. */
export function newEventId(now: number): string {
  const time = now.toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}

/** JSON with its keys in order, so that the same facts give the same text. */
export function canonical(value: unknown): string {
  return JSON.stringify(inOrder(value));
}

function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(inOrder);
  const ordered: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort()) ordered[key] = inOrder((value as Record<string, unknown>)[key]);
  return ordered;
}

export function digestOf(facts: unknown): string {
  return hash('sha256', canonical(facts), 'base64url');
}

/** An event on its way to the log, still with its words. */
export interface New {
  readonly stream: string;
  readonly id: string;
  readonly event: AnyEvent;
  readonly metadata: Omit<StoredMetadata, 'words'>;
}

/** Where the words of a field lie: those of a translation beside the original, not under the event that brought them. */
const placeOf = (event: AnyEvent, id: string, field: string): { readonly event: string; readonly field: string } =>
  event.type === 'WordsTranslated'
    ? { event: event.data.ofEvent as string, field: event.data.field as string }
    : { event: id, field };

/** Keeps the words of new events in the vault and answers the events as the log will hold them. */
export async function seal(context: Context, events: readonly New[]): Promise<EventToAppend[]> {
  const texts = events.flatMap(({ stream, id, event, metadata }) =>
    Object.entries(event.words).map(([field, text]) => ({
      ...placeOf(event, id, field),
      ...(event.type === 'WordsTranslated'
        ? { lang: event.data.language as string, by: event.data.madeBy as VersionBy }
        : { lang: metadata.lang ?? 'und', by: 'original' as const }),
      stream,
      text,
      recordedIn: id,
    })),
  );
  const fingerprints = texts.length > 0 ? await context.vault.words.keep(texts) : [];
  let next = 0;
  return events.map(({ id, event: { type, data, words }, metadata }) => {
    const fields = Object.keys(words);
    if (fields.length === 0) return { id, type, data, metadata };
    const sealed = Object.fromEntries(fields.map((field) => [field, fingerprints[next++]!]));
    return { id, type, data, metadata: { ...metadata, words: sealed } };
  });
}

/** Refuses a repeat under the same id with other words; what was forgotten since is not compared. */
async function compareWords(
  context: Context,
  events: readonly Past<AnyEvent>[],
  words: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const recorded = new Set(events.flatMap((event) => Object.keys(event.words)));
  let same = Object.entries(words).every(([field, text]) => !text || recorded.has(field));
  for (const event of events) {
    for (const field of Object.keys(event.words)) {
      const place = placeOf(event, event.id, field);
      const matches = await context.vault.words.matches(place.event, place.field, event.id, words[field] ?? '');
      same &&= matches !== false;
    }
  }
  requires(
    same,
    'command.id-used',
    'Another command was already carried out under this command id. Give each command an id of its own.',
  );
}

/** A module of the domain whose stream commands are recorded in. */
export type Module<S, E extends AnyEvent> = Decider<S, E> & { readonly events: Readonly<Record<string, EventShape>> };

/** What a command says: the facts, the words, and when and in which language. */
export type Input = Occasion & { readonly words?: Readonly<Record<string, string | undefined>> };

/**
 * Carries out one command on one stream: a repeat records nothing; otherwise the pure function decides, its words are kept
 * in the vault and its facts appended.
 * @param persons what the command says of persons: kept in the vault, and put back when it is refused
 * @param keepBeside keeps what lies beside the words of the events with these ids; done when the words are kept, by which it is found
 * should the events never come to the log
 * @throws Refusal; StoreError `wrong-version`, `store-unavailable` (outcome unknown: send it again under the same id); VaultError
 */
export async function record<S, E extends AnyEvent>(
  context: Context,
  module: Module<S, E>,
  id: string,
  envelope: Envelope,
  input: Input,
  decide: (act: Act, folded: Folded<S, E>) => readonly E[],
  persons: Persons = new Map(),
  keepBeside?: (events: readonly string[]) => Promise<void>,
): Promise<Recorded> {
  const stream = `${module.category}-${id}`;
  const now = context.clock.now();
  const today = dayOf(now);
  const { words = {}, on, lang, ...facts } = input;
  const { command, correlation, causation, by, recordedBy, expected } = envelope;
  const act: Act = { by, on: on ?? today, today };
  const digest = digestOf({ of: stream, facts, by, on, lang });
  const metadata = {
    occurredOn: act.on,
    recordedAt: new Date(now).toISOString(),
    by,
    recordedBy,
    command,
    digest,
    correlation,
    ...(causation && { causation }),
    ...(lang && { lang }),
  };
  const people = keeping(context, stream, persons);
  // Ids are given once, so that a retry after a lost race or an unknown outcome appends the same events over the same words.
  const ids: string[] = [];
  const before = { events: [] as readonly string[], repeated: false };

  async function eventsFor(folded: Folded<S, E>): Promise<readonly EventToAppend[]> {
    const earlier = repeated(folded, { id: command, digest });
    if (earlier) {
      before.events = earlier.map((event) => event.id);
      // After an unknown outcome our own retry finds what it has appended itself; that is no repeat.
      before.repeated = earlier[0]?.id !== ids[0];
      if (before.repeated) await compareWords(context, earlier, words);
      return [];
    }
    const version = folded.events.length;
    if (expected !== undefined && expected !== version) {
      throw new StoreError('wrong-version', `${stream} is at version ${version}, not ${expected}. Read it again.`);
    }
    const events = decide(act, folded);
    // Also when there is nothing to record: a corrected telephone number is no fact.
    await people.keep();
    if (events.length === 0) return [];
    while (ids.length < events.length) ids.push(newEventId(now));
    const sealed = await seal(
      context,
      events.map((event, index) => ({
        stream,
        id: ids[index]!,
        event: declaredOnly(module.events[event.type]!, event),
        metadata: isOutOfOrder(event, act.on, folded) ? { ...metadata, outOfOrder: true as const } : metadata,
      })),
    );
    await keepBeside?.(ids);
    return sealed;
  }

  try {
    const { version, position, appended } = await context.streams.transact(module, id, eventsFor);
    const events = appended.length > 0 ? appended : before.events;
    return { id, version, position, events, ...(before.repeated && { repeated: true as const }) };
  } catch (error) {
    // After an unknown outcome the event may be there, and its persons are needed.
    if (!(error instanceof StoreError && error.code === 'store-unavailable')) await people.putBack();
    throw error;
  }
}

/** Only what the event's shape declares, and only what is there, comes to the log and to the vault. */
function declaredOnly(shape: EventShape, event: AnyEvent): AnyEvent {
  const data: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(event.data))
    if (value !== undefined && Object.hasOwn(shape.facts, name)) data[name] = value;
  const words: Record<string, string> = {};
  for (const [name, text] of Object.entries(event.words))
    if (text && Object.hasOwn(shape.words, name)) words[name] = text;
  return { type: event.type, data, words };
}
