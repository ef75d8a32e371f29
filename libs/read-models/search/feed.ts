import type { StoredEvent } from '#event-store';
import type { Entry, Text, WordIndex } from '#search';
import type { WordsOfEvent, WordsStore, WordsVersion } from '#vault';
import { fieldsOf, type SeenEvent, seen } from '../read-model.ts';

/** What can be found: whatever else has words is administered, not searched. */
const categories: ReadonlySet<string> = new Set(['proposal', 'commission', 'meeting', 'group']);

const titles: ReadonlySet<string> = new Set(['title', 'name']);

/** What a file holds stands beside the words, which say only which bytes those are; history has the bytes themselves there. */
export const isSearched = (field: string): boolean => field !== 'content';

/** A commission is of several groups. */
export const anyGroup = 'any group';
export const groupMark = (group: string): string => `group ${group}`;

/** What an entry is of, as the index knows it: each voice is found by itself, everything else with its stream. */
const thingOf = ({ id, type, stream }: Pick<SeenEvent, 'id' | 'type' | 'stream'>): string =>
  type === 'VoiceRecorded' ? `${stream} ${id}` : stream;

/** Keeps an index as the log says: what is in it stands in the vault, and nowhere in the log as recorded in error or forgotten. */
export class Feed {
  readonly #index: WordIndex;
  readonly #words: Pick<WordsStore, 'read'>;
  #events = 0;
  /** Of each stream what its entries are marked with: what it is, and of which group. */
  readonly #marks = new Map<string, readonly string[]>();
  /** Translations and cleaned texts by the event whose words they are. */
  readonly #versions = new Map<string, { readonly id: string; readonly field: string }[]>();
  readonly #versionOf = new Map<string, string>();
  /** What is to be forgotten and may lie in the vault for a moment yet: a version by its id, an original as `EVENT FIELD` or `EVENT *`. */
  readonly #leaving = new Set<string>();
  readonly #wrong = new Set<string>();
  /** Entries without words, which may get new ones. */
  readonly #gone = new Map<string, Entry>();

  constructor(index: WordIndex, words: Pick<WordsStore, 'read'>) {
    this.#index = index;
    this.#words = words;
  }

  /** Takes events in the order of the log. */
  async take(events: readonly StoredEvent[]): Promise<void> {
    const changed = new Map<string, { readonly order: number; readonly event: SeenEvent }>();
    for (const event of events.map(seen)) {
      this.#events += 1;
      if (!categories.has(event.category)) continue;
      this.#note(event);
      for (const of of this.#changedBy(event)) if (!changed.has(of)) changed.set(of, { order: this.#events, event });
    }
    if (changed.size === 0) return;
    const words = await this.#words.read([...changed.keys()]);
    for (const [id, { order, event }] of changed) this.#put(id, event, order, words.get(id) ?? {});
  }

  #note({ stream, category, of, data, id, type }: SeenEvent): void {
    const { ofEvent, field, fields, group } = data as {
      readonly ofEvent: string;
      readonly field: string;
      readonly fields: readonly string[];
      readonly group?: string;
    };
    if (type === 'RecordedInError') this.#wrong.add(ofEvent);
    if (type === 'WordsForgotten') this.#leave(ofEvent, fields);
    if (type === 'WordsTranslated') {
      this.#versionOf.set(id, ofEvent);
      this.#versions.set(ofEvent, [...(this.#versions.get(ofEvent) ?? []), { id, field }]);
    }
    if (this.#marks.has(stream)) return;
    const isOfOne = category !== 'commission' && group !== undefined;
    const mark = category === 'group' ? groupMark(of) : isOfOne ? groupMark(group) : anyGroup;
    this.#marks.set(stream, [category, mark]);
  }

  /** What is put in the place of forgotten words afterwards stays. */
  #leave(event: string, fields: readonly string[]): void {
    if (this.#versionOf.has(event)) this.#leaving.add(event);
    for (const { id, field } of this.#versions.get(event) ?? [])
      if (fields.length === 0 || fields.includes(field)) this.#leaving.add(id);
    for (const field of fields.length === 0 ? ['*'] : fields) this.#leaving.add(`${event} ${field}`);
  }

  /** Of which events the words have to be read. */
  #changedBy(event: SeenEvent): string[] {
    const { ofEvent } = event.data as { readonly ofEvent: string };
    const named = this.#versionOf.get(ofEvent) ?? ofEvent;
    if (event.type === 'WordsTranslated' || event.type === 'WordsForgotten') return [named];
    const own = fieldsOf(event).length > 0 ? [event.id] : [];
    return event.type === 'RecordedInError' ? [named, ...own] : own;
  }

  /** @param because the event itself, or the last that changed something about its words */
  #put(id: string, because: SeenEvent, order: number, words: WordsOfEvent): void {
    const entry =
      this.#index.get(id) ?? this.#gone.get(id) ?? (because.id === id ? this.#entryOf(because, order) : undefined);
    if (entry === undefined) return;
    const texts = this.#wrong.has(id) ? [] : this.#textsOf(id, words);
    this.#index.put(entry, texts);
    if (texts.length > 0) this.#gone.delete(id);
    else this.#gone.set(id, entry);
  }

  #entryOf(event: SeenEvent, order: number): Entry {
    const { id, stream } = event;
    const of = thingOf(event);
    const [, group] = this.#marks.get(stream)!;
    return { id, of, order, marks: of === stream ? this.#marks.get(stream)! : ['voice', group!] };
  }

  #textsOf(event: string, words: WordsOfEvent): Text[] {
    const isThere = (field: string, { recordedIn }: WordsVersion) =>
      !this.#wrong.has(recordedIn) &&
      (recordedIn === event
        ? !this.#leaving.has(`${event} ${field}`) && !this.#leaving.has(`${event} *`)
        : !this.#leaving.has(recordedIn));
    const searched = Object.entries(words).filter(([field]) => isSearched(field));
    return searched.flatMap(([field, versions]) =>
      versions
        .filter((version) => isThere(field, version))
        .map(({ text, lang }) => ({ text, lang, isTitle: titles.has(field) })),
    );
  }
}
