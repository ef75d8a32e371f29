import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { steps } from '../../test/proposal-steps.ts';
import {
  analyst,
  client,
  coordinator,
  facts,
  happened,
  head,
  headElsewhere,
  owedFacts,
  staff,
  stateAfter,
  submitted,
  visitor,
} from '../../test/proposal-story.ts';
import * as change from './change.ts';
import { type Folded, fold, nothing, repeated } from './decider.ts';
import * as decision from './decision.ts';
import type { By, Past } from './event.ts';
import * as followUp from './follow-up.ts';
import * as initiative from './initiative.ts';
import { isClosed, owedByProposal, type ProposalEvent } from './owed.ts';
import * as proposal from './proposal.ts';
import { Refusal } from './refusal.ts';
import { problemsOf } from './shape.ts';
import * as telling from './telling.ts';
import * as trial from './trial.ts';

const wanted = fc.constantFrom('decision', 'reply', 'none', 'not recorded');
const when = fc.constantFrom('2026-01-15', '2026-03-02', '2026-03', '2026', '2025-06/2026-02', undefined);
const actors = [head, headElsewhere, coordinator, client, staff, analyst, visitor];

/** Any story at all, told in any order, with dates that need not fit: the same step may come again, under another id. */
const story = fc
  .tuple(
    wanted,
    fc.array(
      fc.tuple(fc.constantFrom(...Object.values(steps)), when, fc.constantFrom(...actors, undefined), fc.boolean()),
    ),
  )
  .map(([asked, further]) => [
    submitted(asked),
    ...further.map(([event, occurredOn, by, live], index): Past<ProposalEvent> => {
      const { occurredOn: _on, by: _by, ...metadata } = event.metadata;
      const said = { ...(occurredOn && { occurredOn }), ...(by && { by }), ...(!live && { source: 'slides' }) };
      const id =
        further.findIndex(([other]) => other.id === event.id) < index ? `${event.id} again ${index}` : event.id;
      return { ...event, id, metadata: { ...metadata, ...said } };
    }),
  ]);

const complete = owedFacts.coverage;
const unknownSource = { ...owedFacts, coverage: new Map() };

describe('any story of a proposal', () => {
  it('has a standing: somebody’s turn, not known, or an end', () => {
    fc.assert(
      fc.property(story, (events) => {
        const state = stateAfter(...events);
        const { owed, notKnown } = owedByProposal(state, unknownSource);
        const closed = isClosed(state, complete);
        if (closed === 'open') expect(owed.length).toBeGreaterThan(0);
        if (closed === 'notKnown') expect(notKnown.length).toBeGreaterThan(0);
        if (closed === 'withdrawn' || closed === 'closedWithoutAnswer') expect([...owed, ...notKnown]).toEqual([]);
        if (closed === 'closed') {
          const left = [...owed, ...notKnown].map(({ what }) => what);
          expect(left.filter((what) => what !== 'decisionConfirmation' && what !== 'hearing')).toEqual([]);
        }
        for (const one of owed) expect(one.by === 'management' ? one.unit : one.group).toBeDefined();
      }),
      { numRuns: 2_000 },
    );
  });

  it('does not count as closed without an answer, its telling, and the confirmation of that', () => {
    fc.assert(
      fc.property(story, (events) => {
        if (isClosed(stateAfter(...events), complete) !== 'closed') return;
        const answers = events.filter(
          ({ type, data }) => type === 'ProposalDecided' && (data as { decision?: string }).decision !== 'deferred',
        );
        const tellings = events.filter(
          ({ type, data }) =>
            type === 'AnswerTold' && answers.some(({ id }) => id === (data as { ofEvent: string }).ofEvent),
        );
        const confirmations = events
          .filter(({ type }) => type === 'TellingConfirmed')
          .map(({ data }) => (data as { ofEvent: string }).ofEvent);
        const tellingsConfirmed = tellings.filter(
          ({ id, data }) => confirmations.includes(id) || confirmations.includes((data as { ofEvent: string }).ofEvent),
        );
        expect(tellingsConfirmed).not.toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is what it would be without an event that was recorded in error', () => {
    fc.assert(
      fc.property(story, fc.nat(), (events, nth) => {
        const wrong = events[1 + (nth % Math.max(1, events.length - 1))];
        if (!wrong) return;
        const error = happened('RecordedInError', { ofEvent: wrong.id }, { id: 'error' });
        const folded = fold(proposal, nothing(proposal), [...events, error]);
        const without = fold(
          proposal,
          nothing(proposal),
          events.filter((event) => event !== wrong),
        );
        expect(folded.state).toEqual(without.state);
        expect(folded.events).toHaveLength(events.length + 1);
        expect(folded.commands.has(wrong.metadata.command)).toBe(true);
      }),
    );
  });
});

type Sent = (state: proposal.State, told: typeof facts) => ProposalEvent[];
const long = {
  reason: 'Because it can be done.',
  question: 'How?',
  answer: 'So.',
  why: 'It is theirs.',
  what: 'It.',
  whatChanged: 'All.',
  whyNot: 'Money.',
  whatWasLearnt: 'Much.',
};
const words = fc.oneof({ weight: 6, arbitrary: fc.constant(long) }, { weight: 1, arbitrary: fc.constant({}) });
/** The latest events of a type, so that commands speak of what is there; or of something that is not. */
const latest = (state: proposal.State, list: 'answers' | 'followUps' | 'tellings', back: number): string =>
  (state.status === 'none' ? undefined : state[list].at(-1 - back)?.event) ?? '00000000-0000-4000-8000-00000000dead';

const command: fc.Arbitrary<{ usual: By; send: Sent }> = fc
  .record({
    which: fc.oneof(
      { weight: 9, arbitrary: fc.nat(21).filter((n) => n !== 1) },
      { weight: 4, arbitrary: fc.constantFrom(7, 8, 11, 12, 13, 15) },
      { weight: 1, arbitrary: fc.nat(23) },
    ),
    words,
    decision: fc.constantFrom('accepted', 'partlyAccepted', 'trial', 'deferred', 'rejected', undefined),
    reply: fc.constantFrom('used', 'notUsed', undefined),
    changed: fc.constantFrom('yes', 'partly', 'no', 'tooEarly'),
    view: fc.constantFrom('satisfied', 'unsatisfied', 'wantsToContinue', 'opinionsDiffer'),
    how: fc.constantFrom('account', 'link', 'meeting'),
    list: fc.constantFrom('answers', 'followUps'),
    date: fc.constantFrom('2026-12-01', '2020-01-01', undefined),
    back: fc.nat(1),
  })
  .map((any) => {
    const { which, words: said, decision: decided, reply, changed, view, how, list, date, back } = any;
    // What one event takes of the words and dates, another would not: each gets its own.
    const its = (...names: (keyof typeof long)[]) => ({
      words: Object.fromEntries(names.flatMap((name) => (name in said ? [[name, long[name]]] : []))),
    });
    const dated = (name: string) => (date === undefined ? {} : { [name]: date });
    const unit = { status: 'open' } as const;
    const sends: readonly (readonly [string, By, Sent])[] = [
      ['revise', client, (s, f) => proposal.revise({ words: { text: 'Anew.' } }, s, f)],
      ['withdraw', client, (s, f) => proposal.withdraw({}, s, f)],
      ['receive', head, (s, f) => proposal.receive({ post: 'head', ...dated('estimate') }, s, f)],
      ['forward', head, (s, f) => proposal.forward({ unit: 'elsewhere', ...its('why') }, s, { ...f, unit })],
      [
        'link',
        head,
        (s, f) =>
          proposal.link({ proposal: 'other', how: 'sameMatter' }, s, { ...f, id: 'this', linked: { status: 'open' } }),
      ],
      ['requestInformation', head, (s, f) => proposal.requestInformation(its('question'), s, f)],
      ['provideInformation', client, (s, f) => proposal.provideInformation(its('answer'), s, f)],
      [
        'take',
        head,
        (s, f) =>
          decision.take(
            {
              ...(decided && { decision: decided }),
              ...(reply && { reply }),
              ...dated('untilWhen'),
              ...(f.by.role && { post: 'head' }),
              ...its('reason'),
            },
            s,
            f,
          ),
      ],
      [
        'take',
        head,
        (s, f) =>
          decision.take(
            {
              ...(decided && { decision: decided }),
              untilWhen: '2026-12',
              ...(f.by.role && { post: 'head' }),
              ...its('reason'),
            },
            s,
            f,
          ),
      ],
      ['confirm', head, (s, f) => decision.confirm({ ofEvent: latest(s, list, back), post: 'head' }, s, f)],
      [
        'codeReason',
        analyst,
        (s, f) => decision.codeReason({ ofEvent: latest(s, 'answers', back), reasonCodes: ['money'] }, s, f),
      ],
      ['tell', coordinator, (s, f) => telling.record({ ofEvent: latest(s, list, back), how: 'meeting' }, s, f)],
      ['tell', coordinator, (s, f) => telling.record({ ofEvent: latest(s, 'answers', 0), how: 'letter' }, s, f)],
      [
        'confirm the telling',
        client,
        (s, f) =>
          telling.confirm(
            { ofEvent: latest(s, 'tellings', back), how, ...(how !== 'account' && { [how]: 'x' }) },
            s,
            f,
          ),
      ],
      ['schedule', head, (s, f) => followUp.schedule({ next: date ?? '2026-10-01' }, s, f)],
      [
        'follow up',
        head,
        (s, f) => followUp.record({ changed, ...dated('next'), ...its('whatChanged', 'whyNot') }, s, f),
      ],
      ['start the change', head, (s, f) => change.start({}, s, f)],
      ['start a trial', client, (s, f) => trial.start({ ...its('what') }, s, f)],
      ['conclude the trial', client, (s, f) => trial.conclude({ outcome: 'adapt', ...its('whatWasLearnt') }, s, f)],
      ['respond', client, (s, f) => proposal.respond({ view }, s, f)],
      ['hear', client, (s, f) => proposal.hear({ said: 'notChanged' }, s, f)],
      ['reopen', client, (s, f) => proposal.reopen(its('reason'), s, f)],
      ['close', head, (s, f) => proposal.close(its('reason'), s, f)],
      [
        'mark',
        head,
        (s, f) =>
          initiative.mark({ registryNumber: 'D/1', arrived: '2026-03-01', initiators: ['m1'] }, s, {
            ...f,
            consenting: new Set(['m1']),
          }),
      ],
    ];
    const [, usual, send] = sends[which] as (typeof sends)[number];
    return { usual, send };
  });

const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** A command or an event that changed a state instead of giving a new one would throw at it. */
function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const inner of Object.values(value)) freeze(inner);
}

/** Sends it, as the application does: a repeat records nothing, and what is recorded is remembered under the command. */
function sent(folded: Folded<proposal.State, ProposalEvent>, id: string, by: By, send: Sent) {
  const told = {
    ...facts,
    by,
    meeting: { group: 'ryhma', held: true, clientPresent: true },
    link: { group: 'ryhma', valid: true },
  };
  let recorded: ProposalEvent[] = [];
  if (!repeated(folded, { id, digest: id })) {
    try {
      recorded = send(folded.state, told);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }
  const past = recorded.map(({ type, data, words: texts }, index) => {
    const of = happened(type, data as never, {
      id: uuid(folded.events.length + index),
      by,
      words: texts as never,
      on: facts.on,
    });
    return { ...of, metadata: { ...of.metadata, command: id, digest: id } };
  });
  const next = fold(proposal, folded, past);
  freeze(next.state);
  return next;
}

describe('any commands that anybody sends to a proposal', () => {
  /** Mostly by whoever usually does it, sometimes by anybody. */
  const anybody = fc.oneof(
    { weight: 7, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom(...actors) },
  );
  const sending = fc.array(fc.tuple(command, anybody), { minLength: 20, maxLength: 80 });
  /** Always the same ones: other walks may all stay near. */
  const walks = { numRuns: 200, seed: 2026 };
  const start = (asked: 'decision' | 'reply') => fold(proposal, nothing(proposal), [submitted(asked)]);

  it('record events of the declared shapes, leave a refusing state as it was, and sent twice record nothing new', () => {
    const recordedTypes = new Set<string>();
    fc.assert(
      fc.property(fc.constantFrom('decision', 'reply'), sending, (asked, all) => {
        let folded = start(asked);
        all.forEach(([{ usual, send }, by = usual], index) => {
          const once = sent(folded, `command ${index}`, by, send);
          const twice = sent(once, `command ${index}`, by, send);
          if (once.events.length > folded.events.length) expect(twice).toBe(once);
          folded = once;
        });
        for (const { type, data, words: texts } of folded.events) {
          recordedTypes.add(type);
          expect(problemsOf(proposal.events[type], data, texts)).toEqual([]);
        }
      }),
      walks,
    );
    // The walk is worth something only if it comes far.
    expect([...recordedTypes]).toEqual(
      expect.arrayContaining(['ProposalReopened', 'TellingConfirmed', 'FollowUpRecorded', 'ProposalClosed']),
    );
  });

  it('never close a loop without a reason for the answer, a confirmed telling, or a stated reason for closing', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.constantFrom('decision', 'reply'), sending, (asked, all) => {
        let folded = start(asked);
        all.forEach(([{ usual, send }, by = usual], index) => {
          folded = sent(folded, `command ${index}`, by, send);
          const { state } = folded;
          const closed = isClosed(state, complete);
          seen.add(closed);
          if (state.status === 'none') return;
          if (closed === 'closedWithoutAnswer') expect(state).toMatchObject({ status: 'closed', hasReason: true });
          if (closed !== 'closed') return;
          const answer = state.answers.find(({ event }) => event === state.inForce);
          expect(answer?.hasReason).toBe(true);
          const confirmed = state.tellings
            .filter(({ confirmations }) => confirmations.length > 0)
            .map(({ ofEvent }) => ofEvent);
          expect(confirmed).toContain(state.inForce);
          const { decision: outcome } = answer ?? {};
          if (outcome === 'rejected' || outcome === undefined) return;
          const final = state.followUps.findLast(({ changed }) => changed !== 'tooEarly');
          expect(confirmed).toContain(final?.event);
        });
      }),
      walks,
    );
    expect([...seen]).toEqual(expect.arrayContaining(['open', 'closed', 'closedWithoutAnswer', 'withdrawn']));
  });
});
