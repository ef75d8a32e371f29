import type { Day } from '#domain/occurred-on';
import type { Codes, Rows } from './columns.ts';
import type { Successions } from './successions.ts';

/** By what cases are told apart; each case has one of each. */
export const dimensions = [
  'unit',
  'unitNow',
  'group',
  'theme',
  'kind',
  'season',
  'year',
  'voicedBy',
  'origin',
  'source',
  'decision',
] as const;
/** A case may have several reason codes, and counts under each. */
export const several = 'reasonCode';
export type Dimension = (typeof dimensions)[number] | typeof several;

/** Further codes that tables and lists show. */
export const described = [
  'commission',
  'answerWanted',
  'reply',
  'changed',
  'closed',
  'answer',
  'correlation',
  'reach',
] as const;
export type Described = (typeof described)[number];

/** The first and last day on which each of these may have come. */
export const dated = ['submitted', 'received', 'answered', 'told', 'changed', 'ended'] as const;
export type Dated = (typeof dated)[number];

export const counted = ['rounds', 'timesTooEarly', 'disputed'] as const;

export interface TimeColumn {
  /** 0: the measure does not speak of the case; else 1 + its place in `ends`. */
  readonly end: Uint8Array;
  readonly lower: Int32Array;
  readonly upper: Int32Array;
  /** 0, or 1 + its place in `otherEnds`. */
  readonly other: Uint8Array;
}

/**
 * Every proposal as it was on a day, column by column: whoever counts goes through a column, and a list is the rows in which it says the
 * same. Never changed once it is made.
 */
export interface Snapshot {
  readonly on: Day;
  readonly count: number;
  readonly ids: readonly string[];
  readonly codes: Readonly<Record<(typeof dimensions)[number] | Described, Codes>>;
  readonly column: Readonly<Record<(typeof dimensions)[number] | Described, Int32Array>>;
  readonly reasonCodes: Codes;
  /** A bit for each reason code. */
  readonly reasons: Int32Array;
  /** By measure: 0: it does not speak of the case; else 1 + the place in `parts`. */
  readonly shares: Readonly<Record<string, Uint8Array>>;
  readonly times: Readonly<Record<string, TimeColumn>>;
  /** By step the first day, then the last. */
  readonly days: Readonly<Record<Dated, readonly [Int32Array, Int32Array]>>;
  readonly counts: Readonly<Record<(typeof counted)[number], Int32Array>>;
  readonly waits: Waits;
  readonly successions: Successions;
}

/** What was waited for: the rows of a proposal stand together, beginning with `start`. */
export interface Waits {
  readonly rows: Rows;
  readonly start: Int32Array;
  readonly length: Int32Array;
  readonly posts: Codes;
}

export const waitColumns = [
  'what',
  'side',
  'unit',
  'unitNow',
  'post',
  'group',
  'sinceFirst',
  'sinceLast',
  'with',
  'due',
  'rule',
  'endedFirst',
  'endedLast',
  'open',
  'kept',
  'covered',
] as const;
export const waitColumn = Object.fromEntries(waitColumns.map((name, index) => [name, index])) as Readonly<
  Record<(typeof waitColumns)[number], number>
>;
