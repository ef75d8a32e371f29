/** Texts as small numbers: 0 is `none`. Only ever grows, so that numbers given out stay what they are. */
export class Codes {
  readonly values: string[] = [none];
  readonly #codes = new Map<string, number>([[none, 0]]);

  /** The number of a text, which may be new. */
  take(text: string | undefined): number {
    if (text === undefined) return 0;
    let code = this.#codes.get(text);
    if (code === undefined) {
      code = this.values.push(text) - 1;
      this.#codes.set(text, code);
    }
    return code;
  }

  /** Undefined: no case has it. */
  find(text: string): number | undefined {
    return this.#codes.get(text);
  }
}

/** How a value that nobody wrote down is called, in filters and tables. */
export const none = 'none';

/** Where there is no number of days. */
export const noDay = -1;

/** Rows of so many numbers, written one behind another and never changed. */
export class Rows {
  readonly width: number;
  #data: Int32Array;
  #used = 0;

  constructor(width: number) {
    this.width = width;
    this.#data = new Int32Array(width * 1024);
  }

  /** How many rows there are. */
  get count(): number {
    return this.#used / this.width;
  }

  push(row: readonly number[]): void {
    if (this.#used + this.width > this.#data.length) {
      const larger = new Int32Array(Math.ceil(this.#data.length * 1.5));
      larger.set(this.#data);
      this.#data = larger;
    }
    this.#data.set(row, this.#used);
    this.#used += this.width;
  }

  at(row: number, column: number): number {
    return this.#data[row * this.width + column]!;
  }
}
