import { type Static, Type } from 'typebox';
import type { Day } from '#domain/occurred-on';
import { seesWords, type Target } from '#permissions';
import type { Vault, WordsVersion } from '#vault';
import type { Reads } from './open-reads.ts';
import { given, present } from './present.ts';
import type { Asked } from './query.ts';
import { allFields } from './words.ts';

const Written = Type.Object({
  text: Type.String(),
  lang: Type.String({ description: 'BCP 47; `und` where nobody said.' }),
  by: Type.Enum(['original', 'translator', 'machine', 'group', 'cleaned']),
});

const Removal = Type.Object({
  on: Type.Optional(Type.String()),
  reason: Type.String(),
  decidedBy: Type.Optional(Type.String()),
});

/**
 * Words as an answer gives them: as they are, that they were removed, that they will be told first, that they are not for whoever
 * asks, or that nobody can read them now.
 */
export const Text = Type.Union([
  Type.Object({
    ...Written.properties,
    versions: Type.Optional(
      Type.Array(Written, { description: 'Translations, and what stood here before it was cleaned.' }),
    ),
    originalRemoved: Type.Optional(Removal),
  }),
  Type.Object({
    removed: Removal,
  }),
  Type.Object({
    untold: Type.Object(
      { from: Type.Optional(Type.String()) },
      { description: 'An answer has come; the group is told first, by this day.' },
    ),
  }),
  Type.Object({
    withheld: Type.Literal(true, { description: 'Something is written here that whoever asks may not read.' }),
  }),
  Type.Object({
    unavailable: Type.Literal(true, {
      description: 'The vault cannot be reached, so whether there is a text, and which, cannot be said now.',
    }),
  }),
]);
export type Text = Static<typeof Text>;

/** Null: nothing was recorded. */
export const TextOrNothing = Type.Union([Text, Type.Null()]);

export type TextOf = (event: string | null | undefined, field: string) => Text | null;

interface Removed {
  readonly event: string;
  readonly field: string;
  readonly on_day: string | null;
  readonly reason: string;
  readonly decided_by: string | null;
}

type Events = Iterable<string | null | undefined>;

/** Of which events an answer shows words. */
export interface Shown {
  /**
   * Events that name what is the organisation's own (units, groups, posts, themes), and what was published: open to whoever gets
   * the answer.
   */
  readonly open?: Events;
  /** Events of which the words are for those who may read what belongs there; of the same event a name may be open. */
  readonly words?: Iterable<{ readonly events: Events; readonly of: Target }>;
  /** Of texts that are shown because both sides have published them, by `EVENT FIELD`, when the first of them did. */
  readonly published?: ReadonlyMap<string, string>;
}

const isEvent = (event: string | null | undefined): event is string => event !== null && event !== undefined;
const names: ReadonlySet<string> = new Set(['name', 'label', 'description']);

/** Reads all the words of an answer at once, and gives out those that whoever asks may read. */
export async function textsOf(reads: Reads, asked: Asked, shown: Shown): Promise<TextOf> {
  const open = new Set([...(shown.open ?? [])].filter(isEvent));
  const readable = new Map<string, boolean>();
  for (const { events, of } of shown.words ?? []) {
    const mayRead = seesWords(asked.reader, of);
    for (const event of events) if (isEvent(event)) readable.set(event, mayRead || readable.get(event) === true);
  }
  const ids = [...new Set([...open, ...readable.keys()])];
  const removals = reads
    .rows('words')
    .all<Removed>('SELECT * FROM removed WHERE event IN (SELECT value FROM json_each(?))', JSON.stringify(ids));
  const removed = new Map(removals.map((one) => [`${one.event} ${one.field}`, one]));
  const words = await wordsOf(reads.vault, ids);
  return (event, field) => {
    if (!isEvent(event)) return null;
    const kept = words?.get(event)?.[field];
    const since = shown.published?.get(`${event} ${field}`);
    const versions = since === undefined ? kept : agreedIn(kept ?? [], since);
    const removal = removalOf(removed.get(`${event} ${field}`) ?? removed.get(`${event} ${allFields}`));
    if (versions?.length) {
      if (open.has(event) && (names.has(field) || !readable.has(event))) return asText(versions, removal);
      if (!readable.get(event)) return { withheld: true };
      asked.onWords?.([event]);
      return asText(versions, removal);
    }
    if (!removal) return words ? null : { unavailable: true };
    return { removed: removal };
  };
}

/** The first 48 bits of a UUIDv7 are the time at which it was made; history may have ids of other kinds. */
const madeAt = (id: string): number => (id[14] === '7' ? Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) : 0);

/** The versions that were there when a text was published, which is what was agreed to; of a cleaned text nothing of what it was before. */
function agreedIn(versions: readonly WordsVersion[], since: string): readonly WordsVersion[] {
  const agreed = versions.filter(({ recordedIn }) => madeAt(recordedIn) <= Date.parse(since));
  const cleaned = agreed.findLastIndex(({ by }) => by === 'cleaned');
  return agreed.slice(Math.max(cleaned, 0));
}

/** Milliseconds that an answer waits for its words. */
const patience = 2_000;

/**
 * Undefined while a vault on another machine is away: views are answered all the same, from what is here. An embedded vault is as
 * near as the views; when it cannot be read something is broken, and no answer hides that.
 */
async function wordsOf({ words, changes }: Vault, ids: readonly string[]) {
  const reading = words.read(ids);
  if (changes !== undefined) return reading;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patience);
  });
  return Promise.race([reading, late])
    .catch((error: unknown) => {
      if ((error as { code?: unknown }).code === 'vault-unavailable') return undefined;
      throw error;
    })
    .finally(() => clearTimeout(timer));
}

const removalOf = (gone: Removed | undefined) =>
  gone && present({ on: given(gone.on_day), reason: gone.reason, decidedBy: given(gone.decided_by) });

/**
 * What was cleaned last stands for the original; everything else is a version beside it.
 * @param removal of the original, in the place of which a cleaned text was put
 */
function asText(versions: readonly WordsVersion[], removal: ReturnType<typeof removalOf>): Text {
  const shown =
    versions.findLast(({ by }) => by === 'cleaned') ?? versions.find(({ by }) => by === 'original') ?? versions[0]!;
  const others = versions.filter((one) => one !== shown);
  const written = ({ text, lang, by }: WordsVersion) => ({ text, lang, by });
  const originalRemoved = versions.some(({ by }) => by === 'original') ? undefined : removal;
  return {
    ...written(shown),
    ...(others.length > 0 && { versions: others.map(written) }),
    ...(originalRemoved && { originalRemoved }),
  };
}

export const untold = (from: Day | undefined): Text => ({ untold: present({ from }) });
