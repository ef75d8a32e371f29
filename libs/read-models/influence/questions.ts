import type { Day } from '#domain/occurred-on';
import type { Position } from '#event-store';
import type { Dimension, End, Part, Unsilent, WantedInYear } from '#influence';

/** As it was on a day, as it was known at a place in the log; without a place: as it is known now. */
export interface Cut {
  readonly on: Day;
  /** `beginning`: before the first event. */
  readonly at?: Position | 'beginning';
}

/** Which cases a list is of; all of these hold. */
export interface CasesWanted extends WantedInYear {
  readonly measure?: string;
  /** `counted`: yes or no; `came`: yes, or recorded where its source does not record all. */
  readonly part?: Part | 'counted' | 'came';
  readonly time?: string;
  readonly end?: End;
  /** Which other end came first. */
  readonly other?: string;
  /** Nodes of the flow, all of which the case goes through. */
  readonly nodes?: readonly string[];
  /** Silent on a day of this month, `2026-03`, or, with `now`, on the day it is asked for. */
  readonly silentIn?: string;
  /** The unit or group that let it be silent. */
  readonly owner?: string;
  /** Waits for something that cannot be silent. */
  readonly waits?: Unsilent;
}

/** What is asked of a snapshot. */
export type Asking =
  | {
      readonly kind: 'figures';
      readonly measures: readonly string[];
      readonly by?: Dimension;
      readonly across?: Dimension;
    }
  | { readonly kind: 'times'; readonly time: string; readonly by?: Exclude<Dimension, 'reasonCode'> }
  | { readonly kind: 'silence'; readonly side?: 'management' | 'group' }
  | { readonly kind: 'flow' }
  | { readonly kind: 'cases'; readonly wanted: CasesWanted; readonly from: number; readonly most: number }
  | { readonly kind: 'evenness'; readonly by: Exclude<Dimension, 'reasonCode'>; readonly measure: string }
  | { readonly kind: 'hours' }
  | { readonly kind: 'values' }
  | { readonly kind: 'year'; readonly during: number }
  | { readonly kind: 'rows'; readonly table: 'facts' | 'waits'; readonly from: number; readonly most: number };

export interface Question {
  readonly cut: Cut;
  readonly filters: Readonly<Partial<Record<Dimension, readonly string[]>>>;
  readonly reach: 'all' | readonly string[];
  readonly asking: Asking;
}

/** How far the snapshot is that a question needs: proposals looked at, of how many. */
export interface Making {
  readonly done: number;
  readonly of: number;
}

/** What came of a question; `at` is where in the log the answer stands. */
export type Answered =
  | { readonly at: Position | 'beginning'; readonly answer: unknown }
  | { readonly making: Making }
  | { readonly refused: string };
