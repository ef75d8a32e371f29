import type { Past } from './event.ts';
import { certainlyBefore } from './occurred-on.ts';
import { type Owed, type OwedFacts, owedFor } from './owed-wait.ts';
import type { ProposalEvent } from './proposal-events.ts';
import { evolve, initial } from './proposal-evolve.ts';
import type { Proposal, Step } from './proposal-state.ts';
import { type ProposalWait, waitsOf } from './waits.ts';

/** Something that was or is waited for, from its beginning to its end. */
export interface Waited {
  /** As it stood when it ended, or stands now; the unit is the one that owed it, whoever has succeeded it since. */
  readonly owed: Owed;
  readonly began: Step;
  /**
   * Since when this unit has owed it under this day: later than it began where the proposal was handed on, or where another day was
   * named when the one before had passed already.
   */
  readonly with: Step;
  /** What ended it; handing it on ends it for the unit that does. Missing: it is still waited for. */
  readonly ended: (Step & { readonly type: ProposalEvent['type']; readonly came: boolean }) | undefined;
  /** What a source must cover for its end to be known. */
  readonly step: ProposalWait['step'];
}

/**
 * The same wait before and after an event: a date that was named meanwhile makes it no other, and a change that has begun, or whose
 * follow-up has been fixed, has not been accounted for yet.
 */
const keyOf = ({ what, why, began, ofEvent, unit }: ProposalWait): string =>
  `${what === 'change' ? 'followUp' : what} ${why === 'initiative'} ${began.event} ${ofEvent ?? ''} ${unit}`;

/** Whether what was waited for came with the event that ended the wait; else it was dropped, handed on, put off or begun anew. */
function cameWith(what: ProposalWait['what'], { type, data }: Past<ProposalEvent>): boolean {
  if (what === 'receipt') return ['ProposalReceived', 'MoreInformationRequested', 'ProposalDecided'].includes(type);
  if (what === 'decision' || what === 'reply') return type === 'ProposalDecided' && data.decision !== 'deferred';
  if (what === 'change' || what === 'followUp') return type === 'FollowUpRecorded';
  return !['ProposalForwarded', 'ProposalReopened', 'ProposalWithdrawn', 'ProposalClosed'].includes(type);
}

/**
 * All that a proposal has waited for, in the order in which the waits ended; those that go on come last.
 * @param events of its stream in the order of recording, without what was recorded in error
 * @param factsWhen what was known of other streams when an event came, so that later promises move no earlier wait
 */
export function waitsThrough(
  events: readonly Past<ProposalEvent>[],
  factsWhen: (event: string) => OwedFacts,
): { readonly waits: readonly Waited[]; readonly state: Proposal } {
  const waits: Waited[] = [];
  let state: Proposal = initial;
  let waiting = new Map<string, { readonly wait: ProposalWait; readonly with: Step }>();
  const owedAt = (wait: ProposalWait, at: Proposal) =>
    owedFor(wait, at as Exclude<Proposal, { status: 'none' }>, asItWas(factsWhen(wait.began.event)));
  const standing = ({ wait, ...since }: { wait: ProposalWait; with: Step }, at: Proposal, ended: Waited['ended']) => {
    waits.push({ owed: owedAt(wait, at), began: wait.began, ...since, ended, step: wait.step });
  };
  for (const event of events) {
    const before = state;
    state = evolve(state, event);
    const { occurredOn: on, by, source } = event.metadata;
    const step = { event: event.id, on, by, source };
    const isHandedOn = event.type === 'ProposalForwarded';
    const next: typeof waiting = new Map();
    for (const wait of waitsOf(state)) {
      const key = keyOf(wait);
      const one = waiting.get(key);
      // Whoever names another day too late has let the one before pass: naming it takes back neither the silence nor the promise.
      const isLate = one !== undefined && isNamedAnew(one.wait, wait) && isPast(owedAt(one.wait, before), step);
      if (isLate) standing(one, before, { ...step, type: event.type, came: false });
      next.set(key, { wait, with: isLate || (!one && isHandedOn) ? step : (one?.with ?? wait.began) });
    }
    for (const [key, one] of waiting)
      if (!next.has(key)) standing(one, before, { ...step, type: event.type, came: cameWith(one.wait.what, event) });
    waiting = next;
  }
  for (const one of waiting.values()) standing(one, state, undefined);
  return { waits, state };
}

const isNamedAnew = (old: ProposalWait, wait: ProposalWait): boolean => wait.named?.by.event !== old.named?.by.event;

const isPast = ({ due }: Owed, step: Step): boolean => due.on !== undefined && certainlyBefore(due.on, step.on);

/** Facts as of each unit itself: what is owed moves to its successor, the waiting before stays its own. */
const asItWas = (facts: OwedFacts): OwedFacts => {
  let own = unmoved.get(facts);
  if (!own) {
    own = { ...facts, successors: new Map(), groupSuccessors: new Map() };
    unmoved.set(facts, own);
  }
  return own;
};

const unmoved = new WeakMap<OwedFacts, OwedFacts>();
