import type { Past } from '#domain';
import { dayAt, dayNumber } from '#domain/occurred-on';
import { type OwedFacts, type ProposalEvent, type Submitted, waitsThrough } from '#domain/owed';
import { loopOf, type Snapshot, SnapshotMaker } from '#influence';

/** Very many proposals for benches, cheaply: some thousand stories folded by the domain, told again of many groups and units. */

const UNITS = 40;
const GROUPS = 400;
const STORIES = 5_000;
/** Six units belong to each. */
const below = 6;
const first = dayNumber('2016-01-01');
const years = 10;
/** The day of the snapshot. */
const on = '2026-06-30';

const kinds = ['idea', 'idea', 'idea', 'comment', 'comment', 'statement', 'message', 'trialIdea'] as const;
const decisions = ['accepted', 'partlyAccepted', 'trial', 'rejected', 'rejected', 'deferred'] as const;

const facts: OwedFacts = {
  promises: new Map([
    ['unit-0', [{ counting: 'working', receive: 10, decide: 60, followUp: 120, from: '2015-01-01' }]],
  ]),
  parents: new Map(
    Array.from({ length: UNITS - 1 }, (_one, index) => [`unit-${index + 1}`, `unit-${Math.floor(index / below)}`]),
  ),
  holidays: [],
  daysToTell: [{ days: 14 }],
  initiativeDaysToNameHandler: 30,
  successors: new Map(),
  groupSuccessors: new Map(),
  coverage: new Map(),
};

/** A unit and those that belong to it, as a filter names them. */
export const unitAndBelow = (unit: number): string[] =>
  [unit, ...Array.from({ length: below }, (_one, index) => unit * below + index + 1)].map((one) => `unit-${one}`);

/** Numbers from 0 to 1, always the same ones. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** What became of a proposal, as far as it had happened by the day of the snapshot. @param day of its submission */
function story(number: number, day: number, random: () => number): Past<ProposalEvent>[] {
  const pick = <One>(of: readonly One[]): One => of[Math.floor(random() * of.length)]!;
  const events: Past<ProposalEvent>[] = [];
  const add = (type: string, data: object, at: number): string => {
    const id = `story-${number}-${events.length}`;
    // Of every tenth step only the month was written down.
    const written = random() < 0.1 ? dayAt(at).slice(0, 7) : dayAt(at);
    if (at <= dayNumber(on))
      events.push({ id, type, data, metadata: { occurredOn: written }, words: {} } as unknown as Past<ProposalEvent>);
    return id;
  };
  const [group, unit, kind] = [`group-${number % GROUPS}`, `unit-${number % UNITS}`, pick(kinds)];
  const answerWanted = kind === 'comment' ? 'reply' : 'decision';
  add('ProposalSubmitted', { group, unit, origin: pick(['own', 'commission']), kind, answerWanted }, day);
  if (random() < 0.7) add('ProposalReceived', { post: `post-${number % 50}` }, day + Math.floor(random() * 30));
  const answered = day + 5 + Math.floor(random() ** 2 * 400);
  if (random() < 0.05) add('ProposalWithdrawn', {}, answered);
  else if (random() < 0.8) {
    const said =
      kind === 'comment' ? { reply: pick(['used', 'partlyUsed', 'notUsed']) } : { decision: pick(decisions) };
    const answer = add('ProposalDecided', { ...said, reasonCodes: [pick(['money', 'law', 'time'])] }, answered);
    const told = answered + Math.floor(random() * 40);
    if (random() < 0.7) add('AnswerTold', { ofEvent: answer, how: 'meeting' }, told);
    if (random() < 0.6) add('FollowUpRecorded', { changed: pick(['yes', 'partly', 'no', 'tooEarly']) }, answered + 180);
  }
  return events;
}

const around = { facts, successions: new Map(), seasonOf: () => undefined };

/** A snapshot of so many proposals, in the order of their submission. */
export function snapshotOf(proposals: number): Snapshot {
  const random = numbers(1);
  const stories = Array.from({ length: STORIES }, (_one, number) => {
    const day = first + Math.floor((number / STORIES) * years * 365);
    const events = story(number, day, random);
    const { waits, state } = waitsThrough(events, () => facts);
    const submission = events[0]!.data as Parameters<typeof loopOf>[2];
    return { waits, loop: loopOf('', state as Submitted, submission, facts) };
  });
  const maker = new SnapshotMaker(on, proposals, around);
  for (let number = 0; number < proposals; number += 1) {
    const { waits, loop } = stories[Math.floor((number / proposals) * STORIES)]!;
    const group = `group-${Math.floor(random() * GROUPS)}`;
    const unit = `unit-${Math.floor(random() * UNITS)}`;
    const id = `0197c2a4-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
    const own = { ...loop, id, state: { ...loop.state, group, unit } };
    maker.put({ loop: own, waits, correlation: id });
  }
  return maker.made;
}
