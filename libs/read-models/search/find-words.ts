import type { Operation } from '#permissions';
import { compareRanks, type Found, findInText, type Hit, type Rank, type Snippet, snippetOf, sought } from '#search';
import type { WordsVersion } from '#vault';
import type { Reads } from '../open-reads.ts';
import type { Asked } from '../query.ts';
import { fieldsOf } from '../read-model.ts';
import { audienceOf } from '../streams-seen.ts';
import { type Text, textsOf } from '../texts.ts';
import { isSearched } from './feed.ts';
import { type Readable, readableIn } from './readable.ts';

/** A thing somebody may see, found by words of it that they may read. */
export interface FoundThing extends Rank {
  readonly of: string;
  readonly stream: string;
  readonly event: Readable['event'];
  readonly target: Readable['of'];
  readonly field: string;
  readonly lang: string;
  readonly by: WordsVersion['by'];
  readonly snippet: Snippet;
}

export interface Wish {
  readonly words: readonly string[];
  /** Only forms of the words: nobody has typed them, and compounds say something else. */
  readonly forms?: true;
  readonly atLeast: number;
  readonly marks: readonly (readonly string[])[];
  readonly after?: Rank;
  /** How many things at most. */
  readonly most: number;
  /** The operation by which somebody asks: what may be seen by it is found. */
  readonly operation: Operation;
  readonly isWanted: (readable: Readable) => boolean;
}

/** Things looked at in one go. */
const atOnce = 50;

/**
 * What is found, the likest first. The index only proposes: each thing is looked at as its own page would look at it, and its words are
 * read from the vault and compared again, so that nothing is shown, counted or put into an order by what somebody may not read or what
 * is not there any more.
 */
export async function findWords(reads: Reads, wish: Wish, asked: Asked): Promise<FoundThing[]> {
  const { words, forms, atLeast, marks, after, most } = wish;
  const shown: FoundThing[] = [];
  /** Found by words that are less like than others of them which may not be read. */
  let later: FoundThing[] = [];
  const settled = (before?: Rank) => {
    const ready = later.filter((one) => before === undefined || compareRanks(one, before) <= 0);
    later = later.filter((one) => !ready.includes(one));
    shown.push(...ready.filter((one) => after === undefined || compareRanks(after, one) < 0).sort(compareRanks));
  };
  for (let skip = 0, more = true; more && shown.length < most; skip += atOnce) {
    const wanted = { words, atLeast, marks, skip, most: atOnce, ...(after && { after }), ...(forms && { forms }) };
    const page = await reads.search.find(wanted);
    more = page.more;
    later.push(...(await visibleOf(reads, page.found, wish, asked)));
    settled(more ? page.found.at(-1)!.hits[0] : undefined);
  }
  return shown.slice(0, most);
}

async function visibleOf(reads: Reads, found: readonly Found[], wish: Wish, asked: Asked): Promise<FoundThing[]> {
  const streams = new Map(found.map(({ of }) => [of, of.split(' ')[0]!]));
  const visible = new Set(audienceOf(reads, [...new Set(streams.values())])(asked.reader));
  const candidates: { readonly of: string; readonly stream: string; readonly hits: readonly (Hit & Readable)[] }[] = [];
  const readables = new Map<string, ReadonlyMap<string, Readable>>();
  for (const { of, hits } of found) {
    const stream = streams.get(of)!;
    if (!visible.has(stream)) continue;
    const readable = readables.get(stream) ?? (await readableIn(reads, stream, wish.operation, asked));
    readables.set(stream, readable);
    const open = hits.flatMap((hit) => {
      const one = readable.get(hit.id);
      return one && wish.isWanted(one) ? [{ ...hit, ...one }] : [];
    });
    if (open.length > 0) candidates.push({ of, stream, hits: open });
  }
  const { onWords: _, ...unnoted } = asked;
  const text = await textsOf(reads, unnoted, {
    words: candidates.flatMap(({ hits }) => hits.map(({ id, of }) => ({ events: [id], of }))),
  });
  const seeks = wish.words.map(sought);
  return candidates.flatMap(({ of, stream, hits }) => {
    for (const { event, of: target, score, order } of hits) {
      const place = bestPlace(event.id, fieldsOf(event).filter(isSearched), seeks, wish.atLeast, text);
      if (place) return [{ of, stream, event, target, score, order, ...place }];
    }
    return [];
  });
}

type Place = Pick<FoundThing, 'field' | 'lang' | 'by' | 'snippet'>;

/** Where most of the words stand; undefined when there are fewer than were wanted: something was taken away meanwhile. */
function bestPlace(
  event: string,
  fields: readonly string[],
  seeks: readonly ReturnType<typeof sought>[],
  atLeast: number,
  text: (event: string, field: string) => Text | null,
): Place | undefined {
  const best = seeks.map(() => 0);
  let place: (Place & { readonly much: number }) | undefined;
  for (const field of fields) {
    const written = text(event, field);
    if (!written || !('text' in written)) continue;
    for (const version of [written, ...(written.versions ?? [])]) {
      const found = findInText(version.text, version.lang, seeks);
      if (!found) continue;
      for (const [index, one] of found.likeness.entries()) best[index] = Math.max(best[index]!, one);
      const much = found.likeness.reduce((sum, one) => sum + one, 0);
      if (place && place.much >= much) continue;
      place = { field, lang: version.lang, by: version.by, snippet: snippetOf(version.text, found.places), much };
    }
  }
  if (!place || best.filter((one) => one > 0).length < atLeast) return undefined;
  const { field, lang, by, snippet } = place;
  return { field, lang, by, snippet };
}
