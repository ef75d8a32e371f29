import { type Static, Type } from 'typebox';
import type { Day } from '#domain/occurred-on';
import type { WordsVersion } from '#vault';
import type { Reads } from './open-reads.ts';
import { given, present } from './present.ts';
import { allFields } from './words.ts';

const Written = Type.Object({
  text: Type.String(),
  lang: Type.String({ description: 'BCP 47; `und` where nobody said.' }),
  by: Type.Enum(['original', 'translator', 'machine', 'group', 'cleaned']),
});

/** Words as an answer gives them: as they are, or that they were removed, or that they will be told first. */
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
  const words = await reads.vault.words.read(ids);
  return (event, field) => {
    if (event === null || event === undefined) return null;
    const versions = words.get(event)?.[field];
    if (versions?.length) return asText(versions);
    const gone = removed.get(`${event} ${field}`) ?? removed.get(`${event} ${allFields}`);
    if (!gone) return null;
    return { removed: present({ on: given(gone.on_day), reason: gone.reason, decidedBy: given(gone.decided_by) }) };
  };
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
