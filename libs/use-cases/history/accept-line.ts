import { type EventShape, type FieldProblem, history, problemsOf, Refusal } from '#domain';
import { type Context, dayOf } from '../context.ts';
import { canonical, digestOf, type New, newEventId } from '../record.ts';
import { CompactMap } from './compact-map.ts';
import { keyedHash } from './keyed-hash.ts';
import { legalId } from './legal-id.ts';
import { type HistoryLine, parseLine } from './parse-line.ts';
import { type EventAhead, type StreamAhead, StreamsAhead, versionOf } from './streams-ahead.ts';

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

/** A UUID (version 8: of our own making) from the digits of a keyed hash. */
function uuidFrom(digits: string): string {
  const variant = ((Number.parseInt(digits.slice(16, 18), 16) & 0x3f) | 0x80).toString(16);
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-8${digits.slice(13, 16)}-${variant}${digits.slice(18, 20)}-${digits.slice(20, 32)}`;
}

/**
 * Checks the lines of one file, each against all that stands above it and in the installation.
 *
 * What it remembers grows with the file by the entries of three `CompactMap`s: a line of an ordinary file has one, a line
 * with an `id` another, a line of an export that comes into an empty installation one or two; 27 to 53 bytes each. Streams
 * are remembered up to a fixed number; only in a dry run, where nothing is stored from which they could be read again, all
 * of them are, with some 250 bytes an event.
 * @param restoring the installation was empty: what an export says of ids, instants and accounts is kept
 */
export function openAcceptance(context: Context, key: Uint8Array, restoring: boolean, dryRun: boolean) {
  const { store, clock } = context;
  const hashed = keyedHash(key);
  const correlation = newEventId(clock.now());
  const streams = new StreamsAhead(store, restoring, dryRun);
  /** How often a line of the same content has come in this file, by the hash of it. */
  const seen = new CompactMap();
  /** The version at which an event stands in its stream, by stream and the name that its line gave it. */
  const named = new CompactMap();
  /** Event ids that were kept as the export has them. */
  const restored = new CompactMap();
  const originals = new Map<string, string>();
  /** The events that describe the sources which lines have named. */
  const descriptions = new Map<string, EventAhead>();

  /** A line's command id: of its content and its count among identical lines, so that a file grown longer brings only what is new. */
  function commandOf(line: HistoryLine, digest: string): string {
    if (restoring && line.exported) return line.exported.command;
    const content = hashed(canonical({ ...line, data: digest }));
    const before = seen.put(content, (count = 0) => count + 1) ?? 0;
    return uuidFrom(before === 0 ? content : hashed(`${content}/${before}`));
  }

  function legal(original: string): string {
    const id = legalId(original, hashed);
    if (id !== original) originals.set(id, original);
    return id;
  }

  /** The facts of a line with the ids that things have here, and which of the streams they name are there. */
  async function resolve(line: HistoryLine, category: history.Category, stream: string, before: StreamAhead) {
    const eventNamed = (name: string) => before.events[(named.get(`${stream}\n${name}`) ?? 0) - 1]?.id;
    const data: Record<string, unknown> = { ...line.data };
    const there = new Set<string>();
    for (const [fact, kind] of Object.entries(history.references[category][line.event] ?? {})) {
      const value = data[fact];
      const ids = Array.isArray(value) ? value : [value];
      if (value === undefined || !ids.every((one) => typeof one === 'string')) continue;
      const here = ids.map((one: string) => (kind === 'event' ? (eventNamed(one) ?? one) : legal(one)));
      data[fact] = Array.isArray(value) ? here : here[0];
      if (kind === 'event') continue;
      for (const id of here) {
        const named = `${kind}-${id}`;
        if ((streams.known(named) ?? (await streams.read(named))).events.length > 0) there.add(named);
      }
    }
    return { data, there };
  }

  async function isDescribed(source: string): Promise<boolean> {
    const main = streams.known('organisation-main') ?? (await streams.read('organisation-main'));
    const inForce = ({ id }: EventAhead) => !main.errors.has(id);
    const known = descriptions.get(source);
    if (known && inForce(known)) return true;
    const found = main.events.find(
      (event) => event.type === 'SourceRegistered' && event.data.sourceId === source && inForce(event),
    );
    if (found) descriptions.set(source, found);
    return found !== undefined;
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
    const kept = restoring ? line.exported : undefined;
    const digest = kept?.digest ?? digestOf(line.data);
    const command = commandOf(line, digest);
    const id = category === 'organisation' ? 'main' : legal(line.of);
    const stream = `${category}-${id}`;
    const before = streams.known(stream) ?? (await streams.read(stream));
    const expected = before.events.length;
    const same =
      (line.exported && versionOf(before, line.exported)) ?? (kept ? undefined : before.commands.get(command));
    const name = line.id && `${stream}\n${line.id}`;
    if (same) {
      if (name) named.put(name, () => same);
      return undefined;
    }

    const { source } = line;
    if (source && !(await isDescribed(source))) {
      throw new Rejected({ field: 'source', problem: 'is not described by a line above' });
    }
    const now = clock.now();
    if (kept && restored.get(kept.id)) throw new Rejected({ field: 'id', problem: 'is the id of an event above' });
    const eventId = kept?.id ?? newEventId(now);
    const { data, there } = await resolve(line, category, stream, before);
    const groupId = data.group;
    const unitOfGroup =
      line.event === 'ProposalSubmitted' &&
      data.unit === undefined &&
      typeof groupId === 'string' &&
      there.has(`group-${groupId}`)
        ? unitOf(streams.known(`group-${groupId}`))
        : undefined;
    if (unitOfGroup) there.add(`unit-${unitOfGroup}`);
    const gone = Object.keys(line.words).filter((field) => line.words[field] === null);
    const words = Object.fromEntries(Object.entries(line.words).map(([field, said]) => [field, said ?? '']));
    const { outOfOrder, ...event } = taken(
      { type: line.event, category, of: id, on: line.on, by: { ...line.by }, lang: line.lang, data, words },
      before,
      { today: dayOf(now), known: (kind, one) => there.has(`${kind}-${one}`), unitOfGroup: () => unitOfGroup },
    );
    const metadata = {
      ...(line.on && { occurredOn: line.on }),
      recordedAt: kept?.recordedAt ?? new Date(now).toISOString(),
      ...(line.by && { by: line.by }),
      recordedBy: kept?.recordedBy ?? 'import',
      command,
      digest,
      correlation: kept?.correlation ?? correlation,
      ...(kept?.causation && { causation: kept.causation }),
      ...(line.lang && { lang: line.lang }),
      ...(source && { source }),
      ...(line.reference && { reference: line.reference }),
      ...((kept?.outOfOrder ?? outOfOrder) && { outOfOrder: true as const }),
    };
    streams.add(before, eventId, event.type, event.data, line.on, command);
    if (name) named.put(name, () => expected + 1);
    if (kept) restored.put(kept.id, () => 1);
    for (const field of gone) delete words[field];
    return { stream, id: eventId, event, gone, metadata, expected };
  }

  return {
    accept,
    /** The ids that were made legal since this was last asked, with what they were. */
    takeOriginals(): { id: string; original: string }[] {
      const taken = [...originals].map(([id, original]) => ({ id, original }));
      originals.clear();
      return taken;
    },
    /** Says that all is stored that had been accepted when this was last called. */
    stored: () => streams.stored(),
  };
}

/** @throws Rejected with all that is wrong with its facts and words; Refusal for anything else */
function taken(line: history.Line, before: StreamAhead, facts: history.HistoryFacts): history.Taken {
  try {
    return history.take(line, before, facts)[0]!;
  } catch (refusal) {
    const shape = (history.shapesOf[line.category] as Record<string, EventShape>)[line.type];
    // History may leave out the unit of a proposal; that of its group takes its place.
    const data = line.type === 'ProposalSubmitted' ? { unit: line.of, ...line.data } : line.data;
    const wrong = shape && refusal instanceof Refusal ? problemsOf(shape, data, line.words) : [];
    throw wrong.length > 0 ? new Rejected(...wrong) : refusal;
  }
}

const unitOf = (group: StreamAhead | undefined): string | undefined =>
  group?.events.find(({ type }) => type === 'GroupFounded')?.data.unit as string | undefined;
