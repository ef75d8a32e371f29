import type { MeasureId } from '#i18n';
import type { Year } from '#influence';
import type { Text } from '#read-models';
import type { As } from './report-asking.ts';
import type { TimeId } from './report-measures.ts';

type Limits = { readonly low: number; readonly high: number };

export interface Figure {
  readonly by?: string;
  readonly byName: Text | null;
  readonly counts: Readonly<Record<'yes' | 'no' | 'withdrawn' | 'recorded' | 'notKnown' | 'notYet', number>>;
  readonly share?: number;
  readonly interval?: Limits;
  readonly byGroup?: Limits;
}

export interface Measured {
  readonly measure: string;
  readonly whole: Figure;
  readonly cells: readonly Figure[];
}

export interface Curve {
  readonly counts: Readonly<
    Record<'exact' | 'interval' | 'censored' | 'competing' | 'recorded' | 'notKnown' | 'notDated', number>
  >;
  readonly median: Partial<Limits> & { readonly value?: number };
  readonly medianByGroup?: Partial<Limits>;
}

export interface Value {
  readonly value: string;
  readonly name: Text | null;
  readonly cases: number;
}

export interface Silence {
  readonly owners: readonly {
    readonly side: 'management' | 'group';
    readonly owner: string;
    readonly ownerName: Text | null;
    readonly silentNow: number;
    readonly everSilent: number;
    readonly days: number;
  }[];
  readonly months: readonly { readonly month: string; readonly proposals: number }[];
  readonly beside: { readonly withoutDue: number; readonly notKnown: number };
}

export interface GroupHours {
  readonly group: string;
  readonly groupName: Text | null;
  readonly seasons: readonly {
    readonly season?: string;
    readonly from?: string;
    readonly to?: string;
    readonly promised?: number;
    readonly worked: number;
    readonly records: number;
  }[];
}

export interface Source {
  readonly id: string;
  readonly title: Text | null;
  readonly coverage: Readonly<Record<string, 'complete' | 'partial' | 'none'>>;
}

/** Some proposals, and what had become of them. */
export interface Cohort {
  readonly cases: number;
  readonly values: ReadonlyMap<string, readonly Value[]>;
  readonly figures: ReadonlyMap<MeasureId, Figure>;
  readonly times: ReadonlyMap<TimeId, Curve>;
  readonly owed: Year['owed'];
  /** How many of them are silent: something is awaited past its day. */
  readonly silent: number;
}

/** By what the proposals of a year are told apart, and what is said of each part. */
export const dimensions = ['unit', 'group', 'kind', 'theme', 'origin', 'voicedBy', 'season'] as const;
export const told = ['answered', 'ledToChange', 'loopClosed'] as const satisfies readonly MeasureId[];

export interface YearlyFacts {
  readonly year: number;
  readonly as: As;
  /** What the report is narrowed down to, beside the year; part of every address. */
  readonly unit?: { readonly id: string; readonly name: Text | null };
  /** Units that the reader is limited to; undefined: none. */
  readonly reached: readonly (Text | null)[] | undefined;
  readonly cohort: Cohort;
  /** Proposals of which the year of submission cannot be said; undefined: there are none. */
  readonly undated: Cohort | undefined;
  /** Of these, how many may have been submitted in the year. */
  readonly perhaps: number;
  readonly by: ReadonlyMap<(typeof dimensions)[number], ReadonlyMap<MeasureId, readonly Figure[]>>;
  /** Reason codes of the year's proposals that were rejected. */
  readonly reasons: readonly Value[];
  readonly happened: Year['happened'];
  /** Of all proposals, of how many their sources would not record that a step came, by what is waited for. */
  readonly notKnown: ReadonlyMap<TimeId, number>;
  readonly owed: Year['owed'];
  readonly silence: Silence;
  readonly promises: { readonly whole: Figure; readonly cells: readonly Figure[] };
  readonly hours: readonly GroupHours[];
  readonly sources: readonly Source[];
  /** Whose report it is: the unit, or those above all that have a proposal in it. Later units are not among them. */
  readonly tops: readonly (Text | null)[];
  readonly event: string | undefined;
  readonly store: string;
}
