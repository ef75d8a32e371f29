import { type Static, Type } from 'typebox';
import type { Day } from '#domain/occurred-on';
import type { Vault, WordsVersion } from '#vault';
import type { Reads } from './open-reads.ts';
import { given, present } from './present.ts';
import { allFields } from './words.ts';

const Written = Type.Object({
  text: Type.String(),
  lang: Type.String({ description: 'BCP 47; `und` where nobody said.' }),
  by: Type.Enum(['original', 'translator', 'machine', 'group', 'cleaned']),
});

/** Words as an answer gives them: as they are, that they were removed, that they will be told first, or that nobody can read them now. */
export const Text = Type.Union([
  Type.Object({
    ...Written.properties,
    versions: Type.Optional(
      Type.Array(Written, { description: 'Translations, and what stood here before it was cleaned.' }),
    ),
  }),
  Type.Object({
    removed: Type.Object({
      on: Type.Optional(Type.String()),
      reason: Type.String(),
      decidedBy: Type.Optional(Type.String()),
    }),
  }),
  Type.Object({
    untold: Type.Object(
      { from: Type.Optional(Type.String()) },
      { description: 'An answer has come; the group is told first, by this day.' },
    ),
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

/** Reads all the words of an answer at once. */
export async function textsOf(reads: Reads, events: Iterable<string | null | undefined>): Promise<TextOf> {
  const ids = [...new Set([...events].filter((id) => id !== null && id !== undefined))];
  const removals = reads
    .rows('words')
    .all<Removed>('SELECT * FROM removed WHERE event IN (SELECT value FROM json_each(?))', JSON.stringify(ids));
  const removed = new Map(removals.map((one) => [`${one.event} ${one.field}`, one]));
  const words = await wordsOf(reads.vault, ids);
  return (event, field) => {
    if (event === null || event === undefined) return null;
    const versions = words?.get(event)?.[field];
    if (versions?.length) return asText(versions);
    const gone = removed.get(`${event} ${field}`) ?? removed.get(`${event} ${allFields}`);
    if (!gone) return words ? null : { unavailable: true };
    return { removed: present({ on: given(gone.on_day), reason: gone.reason, decidedBy: given(gone.decided_by) }) };
  };
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

/** What was cleaned last stands for the original; everything else is a version beside it. */
function asText(versions: readonly WordsVersion[]): Text {
  const shown =
    versions.findLast(({ by }) => by === 'cleaned') ?? versions.find(({ by }) => by === 'original') ?? versions[0]!;
  const others = versions.filter((one) => one !== shown);
  const written = ({ text, lang, by }: WordsVersion) => ({ text, lang, by });
  return { ...written(shown), ...(others.length > 0 && { versions: others.map(written) }) };
}

export const untold = (from: Day | undefined): Text => ({ untold: present({ from }) });
