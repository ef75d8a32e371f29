import { type Day, interval, organisation, Refusal } from '#domain';
import type { StoredEvent, StoredMetadata } from '#event-store';
import type { Rights } from '#permissions';
import { carryOut } from './carry-out.ts';
import { type Context, dayOf } from './context.ts';
import { readLog } from './copy/read-log.ts';
import { ORGANISATION } from './modules.ts';

type Class = 'words' | 'people' | 'files';
/** By class, the day before which everything has run out. */
type Ends = Readonly<Partial<Record<Class, Day>>>;

export interface RunOut {
  readonly words: number;
  readonly files: number;
  readonly persons: number;
  readonly accounts: number;
}

/** A job acts for the administration; nobody wrote it down. */
const rights: Rights = { account: 'kierto', capacities: [{ kind: 'administrator' }] };

/** What is told in one piece, and ends together: when nothing has happened to it for so long. */
const pieces: ReadonlySet<string> = new Set(['proposal', 'meeting', 'commission']);
/** What a group is called ends so long after the group. */
const callings: ReadonlySet<string> = new Set(['GroupFounded', 'GroupDescribed']);
/** What is said of something is nothing that happened to it. */
const sayings: ReadonlySet<string> = new Set(['WordsForgotten', 'PersonForgotten', 'Published', 'Unpublished']);

/**
 * Forgets the texts, files and persons of which the organisation says that they are not kept any longer, for ever. A proposal, a meeting
 * and a commission are counted from the last that happened to them, everything else in a group from its own day, a person from
 * leaving the group or from its end, an account from being disabled. Names of units, posts and themes stay.
 */
export async function forgetRunOut(context: Context, signal: AbortSignal): Promise<RunOut> {
  const counts = { words: 0, files: 0, persons: 0, accounts: 0 };
  const ends = await endsOf(context);
  if (Object.keys(ends).length === 0) return counts;
  const { texts, persons, accounts } = await runOut(context, ends, signal);
  async function forget(what: keyof RunOut, ...command: Parameters<typeof carryOut>[2]): Promise<void> {
    signal.throwIfAborted();
    try {
      const { events } = await carryOut(context, rights, command);
      counts[what] += events.length;
    } catch (error) {
      // What may not be forgotten by anybody's command is not forgotten by ours.
      if (!(error instanceof Refusal)) throw error;
    }
  }
  const why = { reasonCode: 'retention' };
  for (const { stream, event, fields, isFile } of texts) {
    const [category, id] = split(stream);
    const name = `Forget${category[0]!.toUpperCase()}${category.slice(1)}Words`;
    await forget(isFile ? 'files' : 'words', name, id, { ofEvent: event, fields, ...why });
  }
  for (const { group, member } of persons) await forget('persons', 'ForgetPerson', group, { member, ...why });
  for (const account of accounts) await forget('accounts', 'ForgetAccount', account, why);
  return counts;
}

function split(stream: string): readonly [category: string, id: string] {
  const dash = stream.indexOf('-');
  return [stream.slice(0, dash), stream.slice(dash + 1)];
}

/** What is not set is kept, and so is what is set to no years at all: by a slip everything would be gone. */
async function endsOf({ streams, clock }: Context): Promise<Ends> {
  const { state } = await streams.load(organisation, ORGANISATION);
  const years = state.preset.retentionYears ?? {};
  const today = dayOf(clock.now());
  const end = (count: number): Day => `${String(Number(today.slice(0, 4)) - count).padStart(4, '0')}${today.slice(4)}`;
  return Object.fromEntries(
    (['words', 'people', 'files'] as const).flatMap((one) => (years[one] ? [[one, end(years[one])]] : [])),
  );
}

interface TextRunOut {
  readonly stream: string;
  readonly event: string;
  readonly fields: readonly string[];
  readonly isFile: boolean;
}

/** A text that is old enough by itself, and ends in any case, when its stream is quiet, or after its group. */
interface Old {
  readonly fields: Set<string>;
  readonly isFile: boolean;
  readonly ends: 'now' | 'withStream' | 'withGroup';
}

async function runOut({ store, vault }: Context, ends: Ends, signal: AbortSignal) {
  const old = new Map<string, Map<string, Old>>();
  const forgotten = new Map<string, Omit<Old, 'fields'>>();
  const young = new Set<string>();
  /** By member and group, when they left it, if they have. */
  const members = new Map<string, Map<string, Day | undefined>>();
  const ended = new Map<string, Day>();
  const disabled = new Map<string, Day>();

  function add(stream: string, event: string, field: string, text: Omit<Old, 'fields'>): void {
    const texts = old.get(stream) ?? new Map<string, Old>();
    const known = texts.get(event) ?? { ...text, fields: new Set<string>() };
    known.fields.add(field);
    old.set(stream, texts.set(event, known));
  }

  /** Texts that are old enough by themselves. */
  function noteTexts({ stream, id, type, data, metadata }: StoredEvent, on: Day): void {
    if (type === 'WordsTranslated') {
      // Versions go with their original. This one has taken its place.
      const { ofEvent, field } = data as { readonly ofEvent: string; readonly field: string };
      const text = forgotten.get(ofEvent);
      if (text && on < (text.isFile ? ends.files : ends.words)!) add(stream, ofEvent, field, text);
      return;
    }
    const [category] = split(stream);
    const isFile = type === 'FileAttached';
    const end = isFile ? ends.files : ends.words;
    const isPiece = pieces.has(category);
    if (end === undefined || on >= end || !(isFile || isPiece || category === 'group')) return;
    const ending = isPiece ? 'withStream' : callings.has(type) ? 'withGroup' : 'now';
    const text = { isFile, ends: isFile ? 'now' : ending } as const;
    for (const field of Object.keys((metadata as StoredMetadata).words ?? {})) add(stream, id, field, text);
  }

  function noteForgotten({ stream, data }: StoredEvent): void {
    const { ofEvent, fields } = data as { readonly ofEvent: string; readonly fields: readonly string[] };
    const text = old.get(stream)?.get(ofEvent);
    if (!text) return;
    for (const field of fields) text.fields.delete(field);
    if (text.fields.size === 0 || fields.length === 0) old.get(stream)?.delete(ofEvent);
    forgotten.set(ofEvent, { isFile: text.isFile, ends: text.ends });
  }

  function noteMember(member: string, group: string, left: Day | undefined): void {
    members.set(member, (members.get(member) ?? new Map()).set(group, left));
  }

  function notePeople({ stream, type, data }: StoredEvent, on: Day): void {
    const [category, id] = split(stream);
    const { member = '' } = data as { readonly member?: string };
    if (type === 'MemberJoined') noteMember(member, id, undefined);
    if (type === 'MemberLeft') noteMember(member, id, on);
    if ((type === 'GroupEnded' || type === 'GroupSucceeded') && !ended.has(id)) ended.set(id, on);
    if (type === 'PersonForgotten') members.get(member)?.delete(id);
    if (category !== 'account') return;
    if (type === 'AccountDisabled') disabled.set(id, on);
    if (type === 'AccountEnabled' || type === 'AccountForgotten') disabled.delete(id);
  }

  const last = await store.head();
  const reader = readLog(store, last ? { last } : {});
  try {
    for (let batch = await reader.next(); batch; batch = await reader.next()) {
      signal.throwIfAborted();
      for (const event of batch) {
        const { occurredOn, recordedAt } = event.metadata as StoredMetadata;
        const on = occurredOn === undefined ? dayOf(Date.parse(recordedAt)) : interval(occurredOn).last;
        if (ends.words !== undefined && on >= ends.words && !sayings.has(event.type)) young.add(event.stream);
        if (event.type === 'WordsForgotten') noteForgotten(event);
        else noteTexts(event, on);
        notePeople(event, on);
      }
    }
  } finally {
    await reader.close();
  }

  const isBefore = (day: Day | undefined, end: Day | undefined) => day !== undefined && end !== undefined && day < end;
  const texts: TextRunOut[] = [...old].flatMap(([stream, events]) =>
    [...events].flatMap(([event, { fields, isFile, ends: when }]) => {
      const isOver = when === 'withGroup' ? isBefore(ended.get(split(stream)[1]), ends.words) : !young.has(stream);
      return when === 'now' || isOver ? [{ stream, event, fields: [...fields], isFile }] : [];
    }),
  );
  const isOver = (day: Day | undefined) => isBefore(day, ends.people);
  const gone = [...members].filter(
    ([, groups]) => groups.size > 0 && [...groups].every(([group, left]) => isOver(left) || isOver(ended.get(group))),
  );
  const known = await vault.people.read(gone.map(([member]) => member));
  return {
    texts,
    persons: gone.flatMap(([member, groups]) =>
      known.has(member) ? [...groups.keys()].map((group) => ({ group, member })) : [],
    ),
    accounts: [...disabled].filter(([, on]) => isOver(on)).map(([account]) => account),
  };
}
