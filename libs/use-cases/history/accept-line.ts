import { createHmac, createSecretKey } from 'node:crypto';
import {
  type AnyEvent,
  commission,
  type Decider,
  type EventShape,
  type FieldProblem,
  type Folded,
  fold,
  group,
  history,
  meeting,
  nothing,
  organisation,
  problemsOf,
  proposal,
  unit,
} from '#domain';
import { asPast } from '#event-store';
import { type Context, dayOf } from '../context.ts';
import { canonical, digestOf, type New, newEventId } from '../record.ts';
import { CompactMap } from './compact-map.ts';
import { legalId } from './legal-id.ts';
import { type HistoryLine, parseLine } from './parse-line.ts';

const streamsAhead = 5_000;
const modules = { organisation, unit, group, meeting, commission, proposal } as const;
type Stream = Folded<unknown, AnyEvent>;
type Module = Decider<unknown, AnyEvent>;

/** A line that was accepted, waiting to be kept and appended with its neighbours. */
export interface Accepted extends New {
  /** Texts that were forgotten before they were exported: the event has had them, the vault never gets them. */
  readonly gone: readonly string[];
  /** The stream's version before it. */
  readonly expected: number;
}

/** Why a line cannot be accepted, field by field. */
export class Rejected extends Error {
  readonly problems: readonly FieldProblem[];
  constructor(...problems: readonly FieldProblem[]) {
    super('rejected');
    this.problems = problems;
  }
}

/** A UUID (version 8: of our own making) from a keyed hash. */
function uuidFrom(hash: Buffer): string {
  const bytes = Buffer.from(hash.subarray(0, 16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/**
 * Checks the lines of one file, each against all that stands above it and in the installation.
 * @param restoring the installation was empty: what an export says of ids, instants and accounts is kept
 */
export function openAcceptance(context: Context, key: Uint8Array, restoring: boolean) {
  const { store, streams, clock } = context;
  // A key object once: made anew for each line it would take longer than the hash.
  const secret = createSecretKey(key);
  const correlation = newEventId(clock.now());
  /** How often a line of the same content has come in this file, by the hash of it. */
  const seen = new CompactMap();
  /** The version at which an event stands in its stream, by stream and the name that its line gave it. */
  const named = new CompactMap();
  const originals = new Map<string, string>();
  /** Streams that this file has found or founded. */
  const existing = new CompactMap();
  /** Streams as they are after the lines in hand. */
  const ahead = new Map<string, Stream>();
  /** Event ids that were kept as the export has them. */
  const restored = new CompactMap();

  async function streamAhead(category: history.Category, id: string): Promise<Stream> {
    const stream = `${category}-${id}`;
    const module = modules[category] as unknown as Module;
    const folded =
      ahead.get(stream) ?? (restoring && !existing.get(stream) ? nothing(module) : await streams.load(module, id));
    ahead.set(stream, folded);
    return folded;
  }

  async function exists(category: history.Category, id: string): Promise<boolean> {
    const stream = `${category}-${id}`;
    if (existing.get(stream)) return true;
    const there = !restoring && (await store.version(stream)) > 0;
    if (there) existing.set(stream, 1);
    return there;
  }

  /** A line's command id: of its content and its count among identical lines, so that a file grown longer brings only what is new. */
  function commandOf(line: HistoryLine): string {
    if (restoring && line.exported) return line.exported.command;
    const content = createHmac('sha256', secret).update(canonical(line)).digest();
    const short = content.toString('latin1');
    const before = seen.get(short) ?? 0;
    seen.set(short, before + 1);
    return uuidFrom(createHmac('sha256', secret).update(content).update(`/${before}`).digest());
  }

  function legal(original: string): string {
    const id = legalId(original, key);
    if (id !== original) originals.set(id, original);
    return id;
  }

  /** The facts of a line with the ids that things have here, and which of the streams they name are there. */
  async function resolve(line: HistoryLine, category: history.Category, stream: string, before: Stream) {
    const eventNamed = (name: string) => before.events[(named.get(`${stream}\n${name}`) ?? 0) - 1]?.id;
    const data: Record<string, unknown> = { ...line.data };
    const there = new Set<string>();
    for (const [fact, kind] of Object.entries(history.references[category][line.event] ?? {})) {
      const value = data[fact];
      const ids = Array.isArray(value) ? value : [value];
      if (value === undefined || !ids.every((one) => typeof one === 'string')) continue;
      const here = ids.map((one: string) => (kind === 'event' ? (eventNamed(one) ?? one) : legal(one)));
      data[fact] = Array.isArray(value) ? here : here[0];
      for (const id of here) if (kind !== 'event' && (await exists(kind, id))) there.add(`${kind}-${id}`);
    }
    return { data, there };
  }

  /** Checks one line against all that stands above it. @returns undefined when it was taken in before. */
  async function accept(text: string): Promise<Accepted | undefined> {
    const parsed = parseLine(text);
    if ('problems' in parsed) throw new Rejected(...parsed.problems);
    const { line } = parsed;
    const category = (line.stream as history.Category | undefined) ?? history.categoryOf(line.event);
    if (!category) {
      const known = history.categories.filter((one) => Object.hasOwn(history.shapesOf[one], line.event));
      throw known.length > 0
        ? new Rejected({ field: 'stream', problem: `must say to what the event belongs: ${known.join(', ')}` })
        : new Rejected({ field: 'event', problem: 'is not an event that is known here' });
    }
    const command = commandOf(line);
    const id = category === 'organisation' ? 'main' : legal(line.of);
    const stream = `${category}-${id}`;
    const before = await streamAhead(category, id);
    const same =
      (line.exported && before.events.find((event) => event.id === line.exported?.id)) ??
      (restoring && line.exported ? undefined : before.commands.get(command)?.[0]);
    if (same && line.id) named.set(`${stream}\n${line.id}`, before.events.indexOf(same) + 1);
    if (same) return undefined;

    const source = line.source;
    if (source && !describes(await streamAhead('organisation', 'main'), source)) {
      throw new Rejected({ field: 'source', problem: 'is not described by a line above' });
    }
    const now = clock.now();
    const kept = restoring ? line.exported : undefined;
    if (kept && restored.get(kept.id)) throw new Rejected({ field: 'id', problem: 'is the id of an event above' });
    const eventId = kept?.id ?? newEventId(now);
    const { data, there } = await resolve(line, category, stream, before);
    const groupId = data.group;
    const unitOfGroup =
      line.event === 'ProposalSubmitted' &&
      data.unit === undefined &&
      typeof groupId === 'string' &&
      there.has(`group-${groupId}`)
        ? unitOf(await streamAhead('group', groupId))
        : undefined;
    if (unitOfGroup) there.add(`unit-${unitOfGroup}`);
    const gone = Object.keys(line.words).filter((field) => line.words[field] === null);
    const words = Object.fromEntries(Object.entries(line.words).map(([field, said]) => [field, said ?? '']));
    const shape: EventShape | undefined = (history.shapesOf[category] as Record<string, EventShape>)[line.event];
    // History may leave out the unit of a proposal; that of its group takes its place.
    const complete = line.event === 'ProposalSubmitted' ? { unit: id, ...data } : data;
    const wrong = shape ? problemsOf(shape, complete, words) : [];
    if (wrong.length > 0) throw new Rejected(...wrong);
    const [taken] = history.take(
      { type: line.event, category, of: id, on: line.on, by: { ...line.by }, lang: line.lang, data, words },
      before,
      { today: dayOf(now), known: (kind, one) => there.has(`${kind}-${one}`), unitOfGroup: () => unitOfGroup },
    );
    const { outOfOrder, ...event } = taken!;
    const metadata = {
      ...(line.on && { occurredOn: line.on }),
      recordedAt: kept?.recordedAt ?? new Date(now).toISOString(),
      ...(line.by && { by: line.by }),
      recordedBy: kept?.recordedBy ?? 'import',
      command,
      digest: kept?.digest ?? digestOf(line.data),
      correlation: kept?.correlation ?? correlation,
      ...(kept?.causation && { causation: kept.causation }),
      ...(line.lang && { lang: line.lang }),
      ...(source && { source }),
      ...(line.reference && { reference: line.reference }),
      ...((kept?.outOfOrder ?? outOfOrder) && { outOfOrder: true as const }),
    };
    const past = asPast<AnyEvent>({
      id: eventId,
      type: event.type,
      data: event.data,
      // That a text is there is all that the fold asks; the texts themselves need not be remembered.
      metadata: { ...metadata, words: Object.fromEntries(Object.keys(words).map((field) => [field, 'kept'])) },
      stream,
      version: before.events.length + 1,
      position: '',
    });
    ahead.set(stream, fold(modules[category] as unknown as Module, before, [past]));
    existing.set(stream, 1);
    if (kept) restored.set(kept.id, 1);
    if (line.id) named.set(`${stream}\n${line.id}`, before.events.length + 1);
    const said = Object.fromEntries(Object.entries(words).filter(([field]) => !gone.includes(field)));
    return { stream, id: eventId, event: { ...event, words: said }, gone, metadata, expected: before.events.length };
  }

  return {
    accept,
    /** The ids that were made legal since this was last asked, with what they were. */
    takeOriginals(): { id: string; original: string }[] {
      const taken = [...originals].map(([id, original]) => ({ id, original }));
      originals.clear();
      return taken;
    },
    /** Streams are known ahead of the store; they may be forgotten only when all that was accepted is stored. */
    isFull: () => ahead.size > streamsAhead,
    forgetStreams: () => ahead.clear(),
  };
}

function describes(main: Stream, source: string): boolean {
  return (main.state as organisation.State).sources.has(source);
}

function unitOf(folded: Stream): string | undefined {
  const state = folded.state as group.State;
  return 'unit' in state ? state.unit : undefined;
}
