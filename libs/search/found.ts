/** Something with words of its own. */
export interface Entry {
  readonly id: string;
  /** What is found by it; several entries may be of one thing. */
  readonly of: string;
  /** Whoever asks for some marks only gets no entry without one of them. */
  readonly marks: readonly string[];
  /** Its place among all entries there ever were; entries that are as much alike come newest first. */
  readonly order: number;
}

export interface Text {
  readonly text: string;
  /** BCP 47. */
  readonly lang: string;
  readonly isTitle?: boolean;
}

/** How much an entry is like what is sought, in thousandths: for each word of the question up to 1,000, and half as much again in a title. */
export interface Hit {
  readonly id: string;
  readonly score: number;
  readonly order: number;
}

/** A thing with those of its entries that are like what is sought, the likest first. */
export interface Found {
  readonly of: string;
  readonly hits: readonly Hit[];
}

/** Where in a list something stands. */
export type Rank = Pick<Hit, 'score' | 'order'>;

/** Negative when the one stands before the other: what is liker, and of equals what is newer. */
export const compareRanks = (one: Rank, other: Rank): number => other.score - one.score || other.order - one.order;

export interface Wanted {
  /** Words as `wordsIn` gives them, each once. */
  readonly words: readonly string[];
  /** Only forms of the words, and neither compounds of them nor what they would be with a slip. */
  readonly forms?: true;
  /** How many of the words an entry must have. */
  readonly atLeast: number;
  /** Of each list an entry must have one of the marks. */
  readonly marks?: readonly (readonly string[])[];
  /** Only things of which an entry stands behind this. */
  readonly after?: Rank;
  /** How many things to pass over, and how many to give at most. */
  readonly skip?: number;
  readonly most: number;
}
