import type { State as Commission, GroupsPart } from './commission-state.ts';
import { type Due, type DueFacts, dueDate, type Pause } from './due.ts';
import { addDays, type Day, interval, type OccurredOn } from './occurred-on.ts';
import type { Coverage, CoverageStep } from './organisation.ts';
import { isAsked, type Known, type Proposal, pendingInformation, type Step, type Submitted } from './proposal-state.ts';
import type { WaitedFor } from './waited-for.ts';
import { keepsOpen, type ProposalWait, type Why, waitsOf } from './waits.ts';

export {
  type CommissionEvent,
  evolve as evolveCommission,
  initial as noCommission,
  type State as Commission,
} from './commission-state.ts';
export type { Due, DueFacts } from './due.ts';
export { defaultPreset } from './organisation.ts';
export type { ProposalEvent } from './proposal-events.ts';
export { evolve as evolveProposal, initial as noProposal } from './proposal-evolve.ts';
export { answerInForce, finalFollowUp, type Proposal, timesTooEarly } from './proposal-state.ts';
export { followsFromAnswer, waitedFor } from './waited-for.ts';
export type { Why } from './waits.ts';

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

/** It would be waited for, but its source does not cover the step: nobody knows whether it came. Never late. */
export interface NotKnown {
  readonly what: Owed['what'];
  readonly step: CoverageStep;
  readonly ofEvent?: string;
}

export interface Standing {
  /** What is due first is first; what has no due day comes last, the longest waiting first. */
  readonly owed: readonly Owed[];
  readonly notKnown: readonly NotKnown[];
}

const isCovered = (source: string | undefined, step: CoverageStep, coverage: OwedFacts['coverage']): boolean =>
  source === undefined || coverage.get(source)?.[step] === 'complete';

/** A waiting that began live is known, and so is one for which a date was named live. */
const isKnown = (wait: ProposalWait, coverage: OwedFacts['coverage']): boolean =>
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

const last = (start: string, next: ReadonlyMap<string, string>): string => chain(start, next).at(-1) ?? start;

const byDue = (a: Owed, b: Owed): number =>
  (a.due.on ?? '9999-12-31').localeCompare(b.due.on ?? '9999-12-31') ||
  (a.since ?? '9999-12-31').localeCompare(b.since ?? '9999-12-31');

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

function owedFor(wait: ProposalWait, state: Known, facts: OwedFacts): Owed {
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

/** Where the source neither says that an answer was wanted nor records every answer, nobody knows whether one was given. */
function mayHaveBeenAnswered(state: Proposal, coverage: OwedFacts['coverage']): NotKnown[] {
  if (state.status !== 'open' || state.answerWanted !== undefined || state.answers.length > 0) return [];
  return isCovered(state.submitted.source, 'decisions', coverage) ? [] : [{ what: 'decision', step: 'decisions' }];
}

/** What a proposal waits for, from whom, and when it is due. */
export function owedByProposal(state: Proposal, facts: OwedFacts): Standing {
  const owed: Owed[] = [];
  const notKnown = mayHaveBeenAnswered(state, facts.coverage);
  for (const wait of waitsOf(state)) {
    const { what, step, ofEvent } = wait;
    if (isKnown(wait, facts.coverage)) owed.push(owedFor(wait, state as Submitted, facts));
    else notKnown.push({ what, step, ...(ofEvent !== undefined && { ofEvent }) });
  }
  return { owed: owed.sort(byDue), notKnown };
}

type GroupOwes = Pick<Owed, 'what' | 'by' | 'since' | 'sinceEvent' | 'why'> & {
  readonly source: string | undefined;
  readonly explicit?: OccurredOn | undefined;
  readonly extendedFrom?: OccurredOn | undefined;
};

/** One group's part in a commission; while its question waits to be clarified the group owes nothing. */
function partWaits(part: GroupsPart, commission: Exclude<Commission, { status: 'none' }>): GroupOwes[] {
  if (part.status === 'answered' || part.status === 'declined') return [];
  const question = part.questions.find(({ clarified }) => !clarified);
  if (question) {
    const { event, askedOn, source } = question;
    return [{ what: 'clarification', by: 'management', since: askedOn, sinceEvent: event, why: 'questioned', source }];
  }
  const { since, sinceEvent, source } = part;
  const common = { by: 'group', since, sinceEvent, source } as const;
  if (part.status === 'asked') return [{ ...common, what: 'acceptance', why: 'commissioned' }];
  const { answerWantedBy, extendedFrom } = commission;
  return [{ ...common, what: 'answer', why: 'accepted', explicit: answerWantedBy, extendedFrom }];
}

/** What a commission waits for from each group it was given to, and from the unit in the lead. */
export function owedByCommission(state: Commission, facts: OwedFacts): Standing {
  if (state.status !== 'open') return { owed: [], notKnown: [] };
  const owed: Owed[] = [];
  const notKnown: NotKnown[] = [];
  for (const [group, part] of state.groups) {
    for (const wait of partWaits(part, state)) {
      const { what, by, since, sinceEvent, why, explicit, extendedFrom } = wait;
      if (!isCovered(wait.source, 'commissions', facts.coverage)) {
        notKnown.push({ what, step: 'commissions' });
        continue;
      }
      const unit = by === 'management' ? { unit: last(state.unit, facts.successors) } : {};
      const due = dueDate({ since, explicit, extendedFrom, unit: state.unit, pauses: [] }, { ...facts, ancestry: [] });
      const of = { group: last(group, facts.groupSuccessors), since, sinceEvent, why };
      const fromHistory = wait.source !== undefined && { fromHistory: true as const };
      owed.push({ what, by, ...unit, ...of, due, ...fromHistory });
    }
  }
  return { owed: owed.sort(byDue), notKnown };
}

export type Closed = 'none' | 'open' | 'closed' | 'closedWithoutAnswer' | 'withdrawn' | 'noLoop' | 'notKnown';

/**
 * Whether the loop has come to its end: what was asked for came, was told, and the telling is confirmed. `noLoop`: no answer
 * is wanted, or the source does not say. `notKnown`: all that is missing are steps that the source does not cover.
 */
export function isClosed(state: Proposal, coverage: OwedFacts['coverage']): Closed {
  if (state.status === 'none' || state.status === 'withdrawn') return state.status;
  if (!isAsked(state)) return 'noLoop';
  const missing = keepsOpen(state);
  if (missing.length === 0) return 'closed';
  if (state.status === 'closed') return 'closedWithoutAnswer';
  return missing.some((wait) => isKnown(wait, coverage)) ? 'open' : 'notKnown';
}

/** Asked against a day, never stored. */
export const isOverdue = (owed: Owed, day: Day): boolean => owed.due.on !== undefined && owed.due.on < day;

/**
 * The day on which an answer or a follow-up opens to the group although nobody has told it; missing: it has been told, or
 * it is not recorded when it was given.
 */
export function opensOn(state: Submitted, ofEvent: string, daysToTell: DueFacts['daysToTell']): Day | undefined {
  const given = [...state.answers, ...state.followUps].find(({ event }) => event === ofEvent);
  if (!given || state.tellings.some((telling) => telling.ofEvent === ofEvent)) return undefined;
  const facts = { promises: new Map(), ancestry: [], holidays: [], daysToTell };
  return dueDate({ since: given.on, step: 'tell', unit: given.event, pauses: [] }, facts).on;
}
