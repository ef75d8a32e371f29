import { createHash } from 'node:crypto';

const perSlot = 2;
const beginning = 1 << 12;
/** Bytes that fit a double exactly. */
const bytesOfHalf = 6;

/**
 * Numbers by text, for millions of texts: 20 bytes an entry outside the heap, whatever the text's length. Texts are told
 * apart by 96 bits of SHA-256. Numbers are whole, from 1 to 2³²-1; there is no way to take one out.
 */
export class CompactMap {
  #keys = new Float64Array(beginning * perSlot);
  #numbers = new Uint32Array(beginning);
  #size = 0;

  get(text: string): number | undefined {
    const [first, second] = halves(text);
    return this.#numbers[this.#slotOf(first, second)] || undefined;
  }

  set(text: string, number: number): void {
    if (this.#size * 2 > this.#numbers.length) this.#grow();
    const [first, second] = halves(text);
    this.#put(first, second, number);
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

  #put(first: number, second: number, number: number): void {
    const slot = this.#slotOf(first, second);
    if (this.#numbers[slot] === 0) this.#size++;
    this.#keys[slot * perSlot] = first;
    this.#keys[slot * perSlot + 1] = second;
    this.#numbers[slot] = number;
  }

  #grow(): void {
    const [keys, numbers] = [this.#keys, this.#numbers];
    this.#keys = new Float64Array(keys.length * 2);
    this.#numbers = new Uint32Array(numbers.length * 2);
    this.#size = 0;
    for (const [slot, number] of numbers.entries()) {
      if (number !== 0) this.#put(keys[slot * perSlot]!, keys[slot * perSlot + 1]!, number);
    }
  }
}

function halves(text: string): readonly [number, number] {
  const hash = createHash('sha256').update(text).digest();
  return [hash.readUIntBE(0, bytesOfHalf), hash.readUIntBE(bytesOfHalf, bytesOfHalf)];
}
