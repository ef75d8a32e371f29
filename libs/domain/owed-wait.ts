import { type Due, type DueFacts, dueDate, type Pause } from './due.ts';
import { addDays, type Day, interval, type OccurredOn } from './occurred-on.ts';
import type { Coverage, CoverageStep } from './organisation.ts';
import { type Known, pendingInformation, type Step } from './proposal-state.ts';
import type { WaitedFor } from './waited-for.ts';
import type { ProposalWait, Why } from './waits.ts';

/** Facts of other streams on which it depends what is owed, and when. */
export interface OwedFacts extends Omit<DueFacts, 'ancestry'> {
  /** The parent of each unit that has one. */
  readonly parents: ReadonlyMap<string, string>;
  /** The successor of each unit and of each group that has one. */
  readonly successors: ReadonlyMap<string, string>;
  readonly groupSuccessors: ReadonlyMap<string, string>;
  /** Days from the arrival of an initiative within which it is said who handles it. */
  readonly initiativeDaysToNameHandler: number;
  /** What each source records at all. */
  readonly coverage: ReadonlyMap<string, Coverage>;
}

/** Something that is waited for, from one side. */
export interface Owed {
  readonly what: WaitedFor;
  readonly by: 'management' | 'group';
  /** The unit that owes it, where management does. */
  readonly unit?: string;
  readonly post?: string;
  /** The group that owes it or to which it is owed. */
  readonly group: string;
  /** When the waiting began (missing: not recorded), and the event that began it. */
  readonly since: OccurredOn | undefined;
  readonly sinceEvent: string;
  readonly due: Due;
  readonly why: Why | 'commissioned' | 'accepted' | 'questioned';
  /** The answer, follow-up, telling, request or question it is about. */
  readonly ofEvent?: string;
  /** Since when the clock stands still, because more information is awaited. */
  readonly pausedSince?: OccurredOn;
  /** What began the waiting came from history, and no date was named live: it triggers no lateness, reminder or mail. */
  readonly fromHistory?: true;
}

export const isCovered = (source: string | undefined, step: CoverageStep, coverage: OwedFacts['coverage']): boolean =>
  source === undefined || coverage.get(source)?.[step] === 'complete';

/** A waiting that began live is known, and so is one for which a date was named live. */
export const isKnown = (wait: ProposalWait, coverage: OwedFacts['coverage']): boolean =>
  isCovered(wait.began.source, wait.step, coverage) || !isFromHistory(wait);

/** Who names a date for what history began promises anew, and is kept to it. */
const isFromHistory = ({ began, named }: ProposalWait): boolean =>
  began.source !== undefined && (named === undefined || named.by.source !== undefined);

/** Follows a chain to its end; a circle, which history may hold, ends where it began. */
function chain(start: string, next: ReadonlyMap<string, string>): string[] {
  const seen = new Set<string>();
  for (let one: string | undefined = start; one !== undefined && !seen.has(one); one = next.get(one)) seen.add(one);
  return [...seen];
}

export const last = (start: string, next: ReadonlyMap<string, string>): string => chain(start, next).at(-1) ?? start;

const dayOf = (on: OccurredOn): Day => interval(on).last;

/** The pauses of this round whose days are recorded, in the order of time and without overlap. */
function pausesOf(state: Known, namedBy: Step | undefined): Pause[] {
  const pauses: Pause[] = [];
  const dated = state.pauses
    .filter(({ round, on }) => round === state.round && on !== undefined)
    .map(({ on, ended }) => ({ from: dayOf(on as OccurredOn), to: ended?.on && dayOf(ended.on), ended }))
    .filter(({ to, ended }) => to !== undefined || !ended)
    .sort((a, b) => (a.from < b.from ? -1 : 1));
  for (const { from, to } of dated) {
    const before = pauses.at(-1);
    const apart = !before || (before.to !== undefined && before.to <= from);
    if (apart && (namedBy?.on === undefined || from >= dayOf(namedBy.on))) pauses.push({ from, to });
  }
  return pauses;
}

function dueOf(wait: ProposalWait, state: Known, facts: OwedFacts): Due {
  const { began, promised, named, unit } = wait;
  if (wait.what === 'receipt' && wait.why === 'initiative' && began.on !== undefined) {
    const on = addDays(dayOf(began.on), facts.initiativeDaysToNameHandler);
    const skipped = { weekendDays: 0, holidays: [] };
    return { on, rule: 'preset', countedFrom: dayOf(began.on), skipped, pauses: [] };
  }
  const pauses = wait.stops ? pausesOf(state, named?.by) : [];
  const dates = { since: began.on, explicit: named?.date, extendedFrom: named?.before };
  return dueDate({ ...dates, step: promised, unit, pauses }, { ...facts, ancestry: chain(unit, facts.parents) });
}

export function owedFor(wait: ProposalWait, state: Known, facts: OwedFacts): Owed {
  const { what, by, why, began, ofEvent, post } = wait;
  const pausedOn = wait.stops ? pendingInformation(state)?.on : undefined;
  return {
    what,
    by,
    ...(by === 'management' && { unit: last(wait.unit, facts.successors) }),
    ...(by === 'management' && post !== undefined && { post }),
    group: last(state.group, facts.groupSuccessors),
    since: began.on,
    sinceEvent: began.event,
    due: dueOf(wait, state, facts),
    why,
    ...(ofEvent !== undefined && { ofEvent }),
    ...(pausedOn !== undefined && { pausedSince: pausedOn }),
    ...(isFromHistory(wait) && { fromHistory: true as const }),
  };
}
