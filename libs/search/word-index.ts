import { compareRanks, type Entry, type Found, type Hit, type Text, type Wanted } from './found.ts';
import { sought } from './likeness.ts';
import { Vocabulary } from './vocabulary.ts';
import { wordsIn } from './words-in.ts';

/** Bytes of one occurrence of a word in an entry: its form, the entry, and where the next of the same form is. */
const bytesOfOccurrence = 12;
/** Bytes of an entry beside its words, as measured. */
const bytesOfEntry = 400;
/** Of all bytes, how much goes when there is no more room: few would make it go again and again. */
const shareToDrop = 0.1;

/**
 * Words in memory and what they stand in. How much an entry is like a question depends on the two alone: never on how often a word
 * occurs elsewhere, or the order of what somebody may see would tell of what they may not.
 */
export class WordIndex {
  readonly #most: number;
  #vocabulary = new Vocabulary();
  #entries: (Entry | undefined)[] = [];
  #numbers = new Map<string, number>();
  /** Of each entry, where its occurrences begin; they lie together. */
  #begins: number[] = [];
  /** Three numbers an occurrence: form; entry, doubled, odd in a title; the occurrence before of the same form, plus one. */
  #occurrences: Uint32Array;
  #end = 0;
  /** Of each form its last occurrence, plus one, and how many there are of entries that are still there. */
  #last: number[] = [];
  #living: number[] = [];
  #dropped = 0;

  /** @param bytes how much it may hold; the oldest go when there is more */
  constructor(bytes: number) {
    this.#most = bytes;
    // Memory that was never written to is given by the system only when it is.
    this.#occurrences = new Uint32Array(Math.floor(bytes / 2 / bytesOfOccurrence) * 3);
  }

  get bytes(): number {
    return this.#end * 4 + this.#vocabulary.bytes + this.#numbers.size * bytesOfEntry;
  }

  /** How many entries there are, of how many words, and how many of the oldest were left out for want of room. */
  get size() {
    return { entries: this.#numbers.size, words: this.#vocabulary.size, bytes: this.bytes, dropped: this.#dropped };
  }

  /** Puts an entry in, or in the place of the one with its id. Without words it is not there. */
  put(entry: Entry, texts: readonly Text[]): void {
    this.remove(entry.id);
    const inTitle = new Map<string, boolean>();
    for (const { text, lang, isTitle = false } of texts)
      for (const { word } of wordsIn(text))
        inTitle.set(`${lang} ${word}`, isTitle || inTitle.get(`${lang} ${word}`) === true);
    if (inTitle.size === 0) return;
    if (this.#end + inTitle.size * 3 > this.#occurrences.length || this.bytes > this.#most) this.#makeRoom();
    if (this.#end + inTitle.size * 3 > this.#occurrences.length) {
      this.#dropped += 1;
      return;
    }
    const number = this.#entries.length;
    this.#entries.push(entry);
    this.#numbers.set(entry.id, number);
    this.#begins.push(this.#end);
    for (const [key, isTitle] of inTitle) {
      const form = this.#vocabulary.numberOf(key);
      this.#occurrences[this.#end] = form;
      this.#occurrences[this.#end + 1] = number * 2 + (isTitle ? 1 : 0);
      this.#occurrences[this.#end + 2] = this.#last[form] ?? 0;
      this.#last[form] = this.#end + 1;
      this.#living[form] = (this.#living[form] ?? 0) + 1;
      this.#end += 3;
    }
  }

  get(id: string): Entry | undefined {
    const number = this.#numbers.get(id);
    return number === undefined ? undefined : this.#entries[number];
  }

  /** A word that stands nowhere else goes with it. */
  remove(id: string): void {
    const number = this.#numbers.get(id);
    if (number === undefined) return;
    this.#numbers.delete(id);
    this.#entries[number] = undefined;
    const end = this.#begins[number + 1] ?? this.#end;
    for (let at = this.#begins[number]!; at < end; at += 3) {
      const form = this.#occurrences[at]!;
      this.#living[form]! -= 1;
      if (this.#living[form] !== 0) continue;
      this.#vocabulary.forget(form);
      this.#last[form] = 0;
    }
  }

  /** Things in the order of the likest of their entries. @returns those that were wanted, and whether there are more */
  search({ words, forms, atLeast, marks = [], after, skip = 0, most }: Wanted): {
    readonly found: Found[];
    readonly more: boolean;
  } {
    const sums = new Float32Array(this.#entries.length);
    const counts = new Uint8Array(this.#entries.length);
    const best = new Float32Array(this.#entries.length);
    const touched: number[] = [];
    for (const word of words) this.#addUp(this.#vocabulary.like(sought(word), forms), sums, counts, best, touched);
    const things = new Map<string, Hit[]>();
    for (const number of touched) {
      if (counts[number]! < atLeast || !this.#wears(number, marks)) continue;
      const { id, of, order } = this.#entries[number]!;
      const hit = { id, order, score: Math.round(sums[number]! * 1_000) };
      const hits = things.get(of);
      if (hits === undefined) things.set(of, [hit]);
      else hits.push(hit);
    }
    const found: Found[] = [];
    for (const [of, hits] of things) {
      hits.sort(compareRanks);
      if (after === undefined || compareRanks(after, hits.at(-1)!) < 0) found.push({ of, hits });
    }
    found.sort((one, other) => compareRanks(one.hits[0]!, other.hits[0]!));
    return { found: found.slice(skip, skip + most), more: found.length > skip + most };
  }

  #wears(number: number, marks: readonly (readonly string[])[]): boolean {
    const entry = this.#entries[number]!;
    return marks.every((some) => entry.marks.some((mark) => some.includes(mark)));
  }

  #addUp(
    alike: ReadonlyMap<number, number>,
    sums: Float32Array,
    counts: Uint8Array,
    best: Float32Array,
    touched: number[],
  ): void {
    const now: number[] = [];
    for (const [form, likeness] of alike) {
      for (let next = this.#last[form] ?? 0; next > 0; next = this.#occurrences[next + 1]!) {
        const marked = this.#occurrences[next]!;
        const number = marked >>> 1;
        if (this.#entries[number] === undefined) continue;
        const much = likeness * (marked % 2 === 1 ? titleWeight : 1);
        if (best[number] === 0) now.push(number);
        if (much > best[number]!) best[number] = much;
      }
    }
    for (const number of now) {
      if (counts[number] === 0) touched.push(number);
      counts[number]! += 1;
      sums[number]! += best[number]!;
      best[number] = 0;
    }
  }

  /** Lets the oldest go, and moves the others together. */
  #makeRoom(): void {
    const living = this.#entries.filter((entry) => entry !== undefined).sort((one, other) => one.order - other.order);
    const numbers = this.#livingNumbers();
    const bytes = numbers * 4 + this.#vocabulary.bytes + living.length * bytesOfEntry;
    const kept = 1 - shareToDrop;
    // What was put in anew has left its old occurrences behind; perhaps there is room enough without these.
    const share = Math.min(1, (this.#most * kept) / bytes, (this.#occurrences.length * kept) / Math.max(numbers, 1));
    const out = Math.ceil(living.length * (1 - share));
    for (const { id } of living.slice(0, out)) this.remove(id);
    this.#dropped += out;
    this.#moveTogether();
  }

  #livingNumbers(): number {
    let numbers = 0;
    for (const number of this.#numbers.values())
      numbers += (this.#begins[number + 1] ?? this.#end) - this.#begins[number]!;
    return numbers;
  }

  #moveTogether(): void {
    const entries: Entry[] = [];
    const begins: number[] = [];
    this.#last = [];
    let end = 0;
    for (const [number, entry] of this.#entries.entries()) {
      if (entry === undefined) continue;
      const [from, to] = [this.#begins[number]!, this.#begins[number + 1] ?? this.#end];
      begins.push(end);
      for (let at = from; at < to; at += 3) {
        const form = this.#occurrences[at]!;
        this.#occurrences[end] = form;
        this.#occurrences[end + 1] = entries.length * 2 + (this.#occurrences[at + 1]! % 2);
        this.#occurrences[end + 2] = this.#last[form] ?? 0;
        this.#last[form] = end + 1;
        end += 3;
      }
      this.#numbers.set(entry.id, entries.length);
      entries.push(entry);
    }
    this.#occurrences.fill(0, end);
    this.#entries = entries;
    this.#begins = begins;
    this.#end = end;
  }
}

const titleWeight = 1.5;
