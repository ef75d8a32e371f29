import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type EventShape, history } from '#domain';
import type { Json } from './running-api.ts';

/** In every planted sentence; long and odd enough to stand nowhere else. */
export const mark = 'salaisuusQ7x9Z3kv';

let made = 0;
/** A sentence of its own that no file, answer or log may show in the clear. */
export function sentence(): string {
  made += 1;
  return `Tämä "${mark}" on sanottu (${made}), \\ ja vain kerran.`;
}

/** The mark as bytes in the encodings in which it might lie somewhere; all of it is ASCII, so JSON escapes nothing of it. */
const forms: readonly Buffer[] = [
  Buffer.from(mark, 'utf8'),
  Buffer.from(mark, 'utf16le'),
  Buffer.from(mark, 'utf16le').swap16(),
  Buffer.from(Buffer.from(mark).toString('hex')),
  // In base64 the mark begins at one of three places of a group; the outermost characters depend on its neighbours.
  ...[0, 1, 2].map((shift) =>
    Buffer.from(
      Buffer.concat([Buffer.alloc(shift), Buffer.from(mark)])
        .toString('base64')
        .slice(shift && 4, -4),
    ),
  ),
];

export const shows = (bytes: Buffer | string): boolean => forms.some((form) => Buffer.from(bytes).includes(form));

/**
 * The files below a folder that show a planted sentence. They are copied by another process first: reading them in one that
 * has them open would drop its locks.
 */
export function filesThatShow(folder: string): { readonly read: readonly string[]; readonly shown: readonly string[] } {
  const copy = `${folder}-copy`;
  const copied = spawnSync('cp', ['-a', folder, copy]);
  if (copied.status !== 0) throw new Error(String(copied.stderr));
  const read = readdirSync(copy, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const shown = read.filter((file) => shows(readFileSync(file)));
  rmSync(copy, { recursive: true });
  return { read: read.map((file) => file.slice(copy.length + 1)), shown };
}

const idOf = (category: string) => (category === 'organisation' ? 'main' : `told-${category}`);

/** What a fact that must be there may be: a reference to what stands above, or the example of its shape. */
function factsOf(category: history.Category, type: string, shape: EventShape, event: string): Json {
  const references = history.references[category][type] ?? {};
  const facts = Object.entries(shape.facts).flatMap(([name, field]): [string, unknown][] => {
    const kind = references[name];
    if (kind === 'event') return [[name, event]];
    if (field.optional) return [];
    // Proposals come last, so that nothing before can name one.
    if (kind)
      return [[name, field.schema.type === 'array' ? [idOf(kind)].filter(() => kind !== 'proposal') : idOf(kind)]];
    return [[name, field.schema.example ?? {}]];
  });
  return Object.fromEntries(facts);
}

/** A history in which every event of every stream that may hold words says a planted sentence in each of its fields. */
export function plantedHistory(): { readonly lines: readonly string[]; readonly texts: number } {
  const source = { source: 'diary', title: sentence(), document: sentence(), coverage: { proposals: 'complete' } };
  /** What begins a stream stands first, and what speaks of another event last. */
  const order = (type: string, category: history.Category) => {
    if (history.founding[category].includes(type)) return 0;
    return type === 'RecordedInError' || type === 'WordsTranslated' ? 2 : 1;
  };
  let texts = 2;
  // Each line names only what stands above it, and posts name their unit.
  const categories = ['unit', ...history.categories.filter((one) => one !== 'unit')] as const;
  const lines = categories.flatMap((category) => {
    const worded = ({ words }: EventShape) => Object.keys(words).length > 0;
    const all = Object.entries<EventShape>(history.shapesOf[category]);
    if (!all.some(([, shape]) => worded(shape))) return [];
    const shapes = all
      .filter(([type, shape]) => type !== 'SourceRegistered' && (worded(shape) || order(type, category) === 0))
      .sort(([a], [b]) => order(a, category) - order(b, category));
    const [first, { words: firstWords }] = shapes.find(([, shape]) => worded(shape))!;
    const later = shapes.find(([type]) => !history.founding[category].includes(type))![0];
    let founded = false;
    return shapes.map(([type, shape], index) => {
      const begins = history.founding[category].includes(type);
      // A stream begins once; what may begin one as well, as a meeting that nobody planned, gets a stream of its own.
      const of = begins && founded ? `${idOf(category)}-too` : idOf(category);
      founded ||= begins;
      const spoken: Readonly<Record<string, string>> = { RecordedInError: later, WordsTranslated: first };
      const named = spoken[type] ?? shapes[0]![0];
      const facts = factsOf(category, type, shape, `${category}-${named}`);
      if (type === 'WordsTranslated') Object.assign(facts, { field: Object.keys(firstWords)[0], language: 'sv' });
      const words = Object.fromEntries(Object.keys(shape.words).map((field) => [field, sentence()]));
      texts += Object.keys(words).length;
      return {
        event: type,
        stream: category,
        of,
        id: `${category}-${type}`,
        on: `2019-03-${String(Math.min(index, 27) + 1).padStart(2, '0')}`,
        ...facts,
        words,
        lang: 'fi',
        source: 'diary',
      };
    });
  });
  return { lines: [source, ...lines].map((line) => JSON.stringify(line)), texts };
}
