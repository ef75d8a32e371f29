import { hash } from 'node:crypto';

const perSlot = 2;
const beginning = 1 << 12;
/** Hexadecimal digits that fit a double exactly. */
const digitsOfHalf = 12;

/**
 * Numbers by text, for millions of texts: 27 to 53 bytes an entry outside the heap, whatever the text's length, and half as
 * much again for the moment in which it grows. Texts are told apart by 96 bits of SHA-256. Numbers are whole, from 1 to
 * 2³²-1; there is no way to take one out.
 */
export class CompactMap {
  #keys = new Float64Array(beginning * perSlot);
  #numbers = new Uint32Array(beginning);
  #size = 0;

  get(text: string): number | undefined {
    const [first, second] = halves(text);
    return this.#numbers[this.#slotOf(first, second)] || undefined;
  }

  /** Puts what `change` makes of the number that is there. @returns the one that was there */
  put(text: string, change: (before: number | undefined) => number): number | undefined {
    if (this.#size * 4 > this.#numbers.length * 3) this.#grow();
    const [first, second] = halves(text);
    const slot = this.#slotOf(first, second);
    const before = this.#numbers[slot] || undefined;
    if (before === undefined) this.#size++;
    this.#fill(slot, first, second, change(before));
    return before;
  }

  /** The slot that holds this key, or the empty one where it belongs. */
  #slotOf(first: number, second: number): number {
    const mask = this.#numbers.length - 1;
    let slot = second & mask;
    while (
      this.#numbers[slot] !== 0 &&
      (this.#keys[slot * perSlot] !== first || this.#keys[slot * perSlot + 1] !== second)
    ) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #fill(slot: number, first: number, second: number, number: number): void {
    this.#keys[slot * perSlot] = first;
    this.#keys[slot * perSlot + 1] = second;
    this.#numbers[slot] = number;
  }

  #grow(): void {
    const [keys, numbers] = [this.#keys, this.#numbers];
    this.#keys = new Float64Array(keys.length * 2);
    this.#numbers = new Uint32Array(numbers.length * 2);
    for (let slot = 0; slot < numbers.length; slot++) {
      if (numbers[slot] === 0) continue;
      const [first, second] = [keys[slot * perSlot]!, keys[slot * perSlot + 1]!];
      this.#fill(this.#slotOf(first, second), first, second, numbers[slot]!);
    }
  }
}

function halves(text: string): readonly [number, number] {
  const digits = hash('sha256', text, 'hex');
  const half = (at: number) => Number.parseInt(digits.slice(at, at + digitsOfHalf), 16);
  return [half(0), half(digitsOfHalf)];
}
