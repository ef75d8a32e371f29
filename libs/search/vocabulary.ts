import {
  beginsWith,
  endsWith,
  isHeadOf,
  isTailOf,
  otherForm,
  plainly,
  type Sought,
  same,
  slipped,
} from './likeness.ts';
import { isSlip, lettersOf, mayBeSlip } from './near.ts';
import { isFinnish, stemsOf } from './stems.ts';

/** Bytes of a word with its stems, as measured. */
const bytesOfForm = 750;

/**
 * The words that occur in what is indexed, by number, and the way from a word that is sought to those that are like it: the same ones
 * that `likeness` would find one by one.
 */
export class Vocabulary {
  /** A word of two languages is two forms. */
  readonly #numbers = new Map<string, number>();
  readonly #forms = new Strings();
  readonly #langs: string[] = [];
  readonly #stems = new Strings();
  readonly #stemNumbers = new Map<string, number>();
  /** The forms of each stem, by its number. */
  readonly #formsOf: (number | number[] | undefined)[] = [];

  get size(): number {
    return this.#numbers.size;
  }

  get bytes(): number {
    return this.#numbers.size * bytesOfForm;
  }

  /** @param key language and word, with a space between */
  numberOf(key: string): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const [lang, word] = key.split(' ') as [string, string];
    const number = this.#forms.add(word);
    this.#numbers.set(key, number);
    this.#langs[number] = lang;
    for (const stem of stemsOf(word, lang)) {
      let of = this.#stemNumbers.get(stem);
      if (of === undefined) {
        of = this.#stems.add(stem);
        this.#stemNumbers.set(stem, of);
      }
      const forms = this.#formsOf[of];
      if (forms === undefined) this.#formsOf[of] = number;
      else if (typeof forms === 'number') this.#formsOf[of] = [forms, number];
      else forms.push(number);
    }
    return number;
  }

  forget(number: number): void {
    const word = this.#forms.at(number);
    const lang = this.#langs[number]!;
    this.#forms.remove(number);
    this.#numbers.delete(`${lang} ${word}`);
    for (const stem of stemsOf(word, lang)) {
      const of = this.#stemNumbers.get(stem)!;
      const left = this.#formsOfStem(of).filter((one) => one !== number);
      this.#formsOf[of] = left.length > 1 ? left : left[0];
      if (left.length > 0) continue;
      this.#stemNumbers.delete(stem);
      this.#stems.remove(of);
    }
  }

  /** The forms that are like a word, each with how much. @param forms only forms of the word */
  like(seek: Sought, forms?: true): ReadonlyMap<number, number> {
    const found = new Map<number, number>();
    const add = (number: number, much: number) => {
      if (much > (found.get(number) ?? 0)) found.set(number, much);
    };
    for (const stem of seek.stems) {
      const of = this.#stemNumbers.get(stem);
      if (of !== undefined) for (const number of this.#formsOfStem(of)) add(number, otherForm);
    }
    if (forms) return found;
    this.#lookAtForms(seek, add);
    if (seek.spelling.slips > 0) this.#lookAtStems(seek, add);
    return found;
  }

  #formsOfStem(of: number): readonly number[] {
    const forms = this.#formsOf[of] ?? [];
    return typeof forms === 'number' ? [forms] : forms;
  }

  /** Looks at every form, at nearly all of them no longer than to see that they are not alike. */
  #lookAtForms(seek: Sought, add: (number: number, much: number) => void): void {
    const { word, spelling, steady } = seek;
    const { plain, letters, slips } = spelling;
    const [first, second] = [plain.charCodeAt(0), plain.charCodeAt(1)];
    // A compound has the letters of each of its parts.
    const inside = steady.map((beginning) => lettersOf(plainly(beginning))).reduce((all, one) => all & one, -1);
    const forms = this.#forms;
    for (let number = 0; number < forms.end; number += 1) {
      const length = forms.lengths[number]!;
      if (length === 0) continue;
      const [own, beginning] = [forms.letters[number]!, forms.firsts[number]!];
      if (beginning === first || (slips > 0 && beginning === second)) {
        const form = forms.at(number);
        if (form === word) add(number, same);
        else if (isHeadOf(seek, form)) add(number, beginsWith);
        if (own === letters && length === plain.length && plainly(form) === plain) add(number, otherForm);
        else if (mayBeSlip(spelling, length, own) && isSlip(spelling, plainly(form))) add(number, slipped);
      }
      if ((inside & ~own) === 0 && length >= plain.length && isTailOf(seek, forms.at(number))) add(number, endsWith);
    }
  }

  #lookAtStems(seek: Sought, add: (number: number, much: number) => void): void {
    const stems = this.#stems;
    const { plain, slips } = seek.spelling;
    const [first, second] = [plain.charCodeAt(0), plain.charCodeAt(1)];
    const spellings = seek.stemSpellings;
    const least = Math.min(...spellings.map((one) => one.plain.length)) - slips;
    for (let of = 0; of < stems.end; of += 1) {
      const length = stems.lengths[of]!;
      if (length < least || length === 0) continue;
      if (stems.firsts[of] !== first && stems.firsts[of] !== second) continue;
      const own = stems.letters[of]!;
      for (const one of spellings) {
        if (!mayBeSlip(one, length, own)) continue;
        const stem = stems.at(of);
        if (!isFinnish(stem)) break;
        if (!isSlip(one, plainly(stem))) continue;
        for (const number of this.#formsOfStem(of)) add(number, slipped);
        break;
      }
    }
  }
}

/** Texts by number, with what tells at a glance that two cannot be alike; of each as it is without the marks of its letters. */
class Strings {
  readonly #texts: string[] = [];
  readonly #free: number[] = [];
  letters = new Int32Array(1_024);
  /** 0: there is none. */
  lengths = new Uint8Array(1_024);
  firsts = new Uint16Array(1_024);

  get end(): number {
    return this.#texts.length;
  }

  at(number: number): string {
    return this.#texts[number]!;
  }

  add(text: string): number {
    const number = this.#free.pop() ?? this.#texts.length;
    this.#texts[number] = text;
    if (number >= this.letters.length) {
      this.letters = grown(this.letters, new Int32Array(number * 2));
      this.lengths = grown(this.lengths, new Uint8Array(number * 2));
      this.firsts = grown(this.firsts, new Uint16Array(number * 2));
    }
    const plain = plainly(text);
    this.letters[number] = lettersOf(plain);
    this.lengths[number] = plain.length;
    this.firsts[number] = plain.charCodeAt(0);
    return number;
  }

  remove(number: number): void {
    this.#texts[number] = '';
    this.lengths[number] = 0;
    this.#free.push(number);
  }
}

function grown<Numbers extends Int32Array | Uint8Array | Uint16Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from);
  return to;
}
