import type { Engine } from './engine.ts';
import type { MasterKeys } from './keys.ts';
import { checkName, checkText } from './plain-text.ts';
import type { Queries, UnclaimedRow, WordsRow } from './queries.ts';
import { type Place, sealText, unsealFingerprint, unsealText } from './seal.ts';
import type { KeptFingerprint, VersionBy, WordsOfEvent, WordsStore, WordsToKeep, WordsVersion } from './vault.ts';

type Key = Pick<WordsRow, 'event' | 'field' | 'lang' | 'recordedIn'>;

/** Rows are sealed and handed to the engine in one turn, so that after a change of the master key none follows under an older one. */
export class SealedWords implements WordsStore {
  readonly #engine: Engine;
  readonly #queries: Queries;
  readonly #keys: MasterKeys;

  constructor(engine: Engine, queries: Queries, keys: MasterKeys) {
    this.#engine = engine;
    this.#queries = queries;
    this.#keys = keys;
  }

  async keep(words: readonly WordsToKeep[]): Promise<readonly string[]> {
    for (const one of words) checkWords(one);
    if (words.length === 0) return [];
    const fingerprints: string[] = [];
    const rows = words.map(({ event, field, lang, recordedIn, by, text }): WordsRow => {
      const { fingerprint, ...sealed } = sealText(this.#keys, placeOfWords({ event, field, lang, recordedIn }), text);
      fingerprints.push(fingerprint);
      return { event, field, lang, recordedIn, madeBy: by, ...sealed };
    });
    const inserts = this.#queries.insertWords(rows);
    // The notes first: a sweep waits for them or is waited for, and never takes words that somebody is just keeping again.
    const outcomes = await this.#engine.transaction([...this.#queries.noteUnclaimed(unclaimedOf(words)), ...inserts]);
    const inserted = outcomes.slice(-inserts.length).reduce((sum, { changes }) => sum + changes, 0);
    if (inserted === words.length) return fingerprints;
    // Some were there already, and it is theirs that the event must carry.
    const kept = await this.#fingerprints(words);
    return kept ?? this.keep(words);
  }

  async read(events: readonly string[]): Promise<ReadonlyMap<string, WordsOfEvent>> {
    const found = new Map<string, Map<string, WordsVersion[]>>();
    for (const row of await this.#rowsOf(events)) {
      const fields = entry(found, row.event, () => new Map<string, WordsVersion[]>());
      entry(fields, row.field, (): WordsVersion[] => []).push({
        lang: row.lang,
        text: unsealText(this.#keys, placeOfWords(row), row),
        by: row.madeBy as VersionBy,
        recordedIn: row.recordedIn,
      });
    }
    return new Map([...found].map(([event, fields]) => [event, Object.fromEntries(fields)]));
  }

  async matches(event: string, field: string, recordedIn: string, text: string): Promise<boolean | undefined> {
    const rows = await this.#engine.read(this.#queries.wordsAt(event, field, recordedIn));
    if (rows.length === 0) return undefined;
    return rows.some((row) => unsealText(this.#keys, placeOfWords(row), row) === text);
  }

  async fingerprints(events: readonly string[]): Promise<ReadonlyMap<string, readonly KeptFingerprint[]>> {
    const found = new Map<string, KeptFingerprint[]>();
    for (const row of await this.#rowsOf(events)) {
      const { event, field, recordedIn } = row;
      const fingerprint = unsealFingerprint(this.#keys, placeOfWords(row), row);
      entry(found, event, (): KeptFingerprint[] => []).push({ field, recordedIn, fingerprint });
    }
    return found;
  }

  async forget(event: string, fields: readonly string[] = [], recordedIn?: string): Promise<number> {
    const [outcome] = await this.#engine.erase('words', [this.#queries.emptyWords(event, fields, recordedIn)]);
    return outcome!.changes;
  }

  async unclaimed(before: Date, limit: number) {
    const rows = await this.#engine.read(this.#queries.unclaimedBefore(before.getTime(), limit));
    const once = new Map(rows.map(({ recordedIn, stream }) => [recordedIn, { stream, recordedIn }]));
    return [...once.values()];
  }

  async claim(recordedIn: readonly string[]): Promise<void> {
    if (recordedIn.length > 0) await this.#engine.transaction(this.#queries.claim(recordedIn));
  }

  async sweep(recordedIn: readonly string[], writtenBefore: Date): Promise<number> {
    if (recordedIn.length === 0) return 0;
    const steps = this.#queries.sweep(recordedIn, writtenBefore.getTime());
    const outcomes = await this.#engine.erase(
      'words',
      steps.flatMap(({ touch, words, notes }) => [touch, words, notes]),
    );
    return outcomes.reduce((sum, { changes }, index) => (index % 3 === 1 ? sum + changes : sum), 0);
  }

  /** Of what is kept at these places; undefined when one of them was forgotten meanwhile. */
  async #fingerprints(places: readonly Key[]): Promise<string[] | undefined> {
    const events = [...new Set(places.map(({ event }) => event))];
    const rows = new Map((await this.#rowsOf(events)).map((row) => [keyOf(row), row]));
    if (places.some((place) => !rows.has(keyOf(place)))) return undefined;
    return places.map((place) => unsealFingerprint(this.#keys, placeOfWords(place), rows.get(keyOf(place))!));
  }

  async #rowsOf(events: readonly string[]): Promise<readonly WordsRow[]> {
    const found = await Promise.all(
      this.#queries.wordsOf([...new Set(events)]).map((query) => this.#engine.read(query)),
    );
    return found.flat();
  }
}

function checkWords(words: WordsToKeep): void {
  checkName(words.event, 'The id of the event');
  checkName(words.field, `The name of a field of ${words.event}`);
  const what = `${words.field} of ${words.event}`;
  checkName(words.stream, `The stream of ${what}`);
  checkName(words.lang, `The language of ${what}`);
  checkName(words.recordedIn, `The event that brings ${what}`);
  checkText(words.text, what);
}

function unclaimedOf(words: readonly WordsToKeep[]): UnclaimedRow[] {
  const writtenAt = Date.now();
  const rows = words.map(({ recordedIn, event, stream }) => ({ recordedIn, event, stream, writtenAt }));
  return [...new Map(rows.map((row) => [`${row.recordedIn}\0${row.event}`, row])).values()];
}

export function placeOfWords({ event, field, lang, recordedIn }: Key): Place {
  return { purpose: 'words', row: [event, field, lang, recordedIn] };
}

function keyOf({ event, field, lang, recordedIn }: Key): string {
  return [event, field, lang, recordedIn].join('\0');
}

function entry<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
