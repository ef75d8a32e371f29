import {
  answerInForce,
  type Closed,
  finalFollowUp,
  isClosed,
  type Owed,
  opensOn,
  owedByProposal,
  timesTooEarly,
} from '#domain/owed';
import { lastDay } from '../days.ts';
import type { ReadDatabase } from '../read-database.ts';
import { cameOf, forgetChanges, writeChange } from './changes.ts';
import { forgetInitiative, writeInitiative } from './initiatives.ts';
import type { Known } from './known.ts';
import type { OwedFactsLog } from './owed-facts.ts';
import type { ProposalRecord, Submitted } from './proposal-record.ts';
import { forgetAllOwed, listOrNull, owedBy, standingAsBegun, writeOwed } from './standing.ts';
import { forgetTrial, writeTrial } from './trials.ts';

/**
 * One row a proposal, and one more for each unit that it was with before. `known` and `owed_keys` are the projection's own; the
 * rest is what lists show, sift and sort by.
 */
export const proposalsTable = `
  CREATE TABLE proposals (
    id TEXT PRIMARY KEY, version INTEGER NOT NULL, title_event TEXT, grp TEXT NOT NULL, unit TEXT NOT NULL, commission TEXT,
    kind TEXT NOT NULL, theme TEXT, source TEXT, answer_wanted TEXT, state TEXT NOT NULL, closed TEXT NOT NULL, owed_by TEXT,
    submitted_on TEXT, received_on TEXT, answered_on TEXT, told_on TEXT, confirmed_on TEXT, followed_up_on TEXT, responded_on TEXT,
    ended_on TEXT, decision TEXT, reply TEXT, changed TEXT, disputed INTEGER NOT NULL, too_early INTEGER NOT NULL,
    rounds INTEGER NOT NULL, hidden_until TEXT, pressed_on TEXT, trial_until TEXT, submitted_key TEXT NOT NULL,
    changed_key TEXT NOT NULL, not_known TEXT, known TEXT NOT NULL, owed_keys TEXT, earlier_units TEXT, follow_up_hidden_until TEXT
  ) STRICT;
  CREATE TABLE proposals_earlier (
    was_with TEXT NOT NULL, now_with TEXT NOT NULL, submitted_key TEXT NOT NULL, changed_key TEXT NOT NULL,
    PRIMARY KEY (was_with, submitted_key)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE promised (post TEXT NOT NULL, proposal TEXT NOT NULL, PRIMARY KEY (post, proposal)) STRICT, WITHOUT ROWID;`;
export const proposalsIndexes = `
  CREATE INDEX proposals_earlier_changed ON proposals_earlier (was_with, changed_key, now_with);
  CREATE INDEX proposals_submitted ON proposals (submitted_key);
  CREATE INDEX proposals_changed ON proposals (changed_key);
  CREATE INDEX proposals_group ON proposals (grp, submitted_key);
  CREATE INDEX proposals_group_changed ON proposals (grp, changed_key);
  CREATE INDEX proposals_unit ON proposals (unit, submitted_key);
  CREATE INDEX proposals_unit_changed ON proposals (unit, changed_key);
  CREATE INDEX proposals_commission ON proposals (commission, submitted_key) WHERE commission IS NOT NULL;
  CREATE INDEX proposals_pressed ON proposals (grp, pressed_on) WHERE pressed_on IS NOT NULL;
  CREATE INDEX proposals_trial ON proposals (grp, trial_until) WHERE trial_until IS NOT NULL;
  CREATE INDEX proposals_source ON proposals (source) WHERE source IS NOT NULL;`;
const insert = `INSERT OR REPLACE INTO proposals VALUES (${Array(37).fill('?')})`;

/** A proposal in memory: what its stream says, and what was known of other streams at its events. */
export interface ProposalEntry {
  readonly record: ProposalRecord;
  readonly known: Known;
  /** Keys of its rows among what is owed. */
  readonly owedKeys: readonly string[];
  /** The units of its rows among those it was with before. */
  readonly earlierUnits: readonly string[];
  /** Whether it has rows among what came of it. */
  readonly came: boolean;
}

/** What would tell the group an answer before somebody has told it to them. */
const telling = new Set<Owed['what']>(['change', 'followUp', 'decision', 'reply', 'decisionConfirmation']);

export function writeProposal(
  database: ReadDatabase,
  facts: OwedFactsLog,
  id: string,
  entry: ProposalEntry,
): ProposalEntry {
  const { record, known } = entry;
  const { state } = record;
  if (state.status === 'none') return entry;
  const stream = `proposal-${id}`;
  const answer = answerInForce(state);
  const final = finalFollowUp(state);
  const hiddenUntil = (event: string | undefined) =>
    event === undefined ? undefined : opensOn(state, event, facts.at(known.at(event)).daysToTell);
  const { owed, notKnown } = standingAsBegun(
    facts,
    known,
    (one) => unitOf(one, state),
    (then) => owedByProposal(state, then),
  );
  const heldBy = facts.successorOf(state.unit);
  const keys = [`${lastDay(state.submitted.on) ?? '0000-00-00'} ${id}`, `${record.changedAt} ${id}`] as const;
  const owedKeys = writeOwed(database, facts, stream, entry.owedKeys, owed, (one) => ({
    unit: heldBy,
    earlierUnit: one.unit !== undefined && one.unit !== unitOf(one, state) ? unitOf(one, state) : undefined,
    hiddenUntil: telling.has(one.what) ? hiddenUntil(one.ofEvent) : undefined,
    title: record.words.title,
  }));
  writeTrial(database, stream, heldBy, state);
  writeInitiative(database, id, state, facts, known);
  const closed = isClosed(state, facts.now.coverage);
  const unit = closed === 'open' ? heldBy : state.unit;
  const earlierUnits = writeEarlierUnits(database, keys, entry.earlierUnits, unit, state);
  const told = answer && state.tellings.findLast(({ ofEvent }) => ofEvent === answer.event);
  database.run(
    insert,
    id,
    record.version,
    record.words.title ?? null,
    state.group,
    unit,
    state.commission ?? null,
    state.kind,
    state.theme ?? null,
    state.submitted.source ?? null,
    state.answerWanted ?? null,
    reached(state, closed),
    closed,
    owedBy(owed),
    state.submitted.on ?? null,
    state.receipts[0]?.on ?? null,
    answer?.on ?? null,
    told?.on ?? null,
    told?.confirmations[0]?.on ?? null,
    final?.on ?? null,
    state.responses.at(-1)?.on ?? null,
    state.status === 'open' ? null : (state.ended.on ?? null),
    answer?.decision ?? null,
    answer?.reply ?? null,
    final?.changed ?? null,
    state.followUps.some(({ disputed }) => disputed) ? 1 : 0,
    timesTooEarly(state),
    state.round,
    hiddenUntil(answer?.event) ?? null,
    lastDay(record.heard.at(-1)?.on) ?? null,
    lastDay(state.trials.findLast(({ concluded }) => !concluded)?.until) ?? null,
    ...keys,
    listOrNull(notKnown.map(({ what, step }) => ({ what, step }))),
    known.asText(),
    listOrNull(owedKeys),
    listOrNull(earlierUnits),
    hiddenUntil(final?.event) ?? null,
  );
  for (const post of promisingPosts(state)) database.run('INSERT OR IGNORE INTO promised VALUES (?, ?)', post, id);
  if (entry.came) forgetChanges(database, stream);
  const came = cameOf(record, state, hiddenUntil);
  for (const one of came) writeChange(database, stream, state.group, one);
  return { record, known, owedKeys, earlierUnits, came: came.length > 0 };
}

/** Units that have handed a proposal on, or were succeeded, may still see what became of it. */
function writeEarlierUnits(
  database: ReadDatabase,
  [submittedKey, changedKey]: readonly [string, string],
  before: readonly string[],
  unit: string,
  { holders, unit: heldBy }: Submitted,
): string[] {
  const earlier = new Set([...holders.map((holding) => holding.unit), heldBy]);
  earlier.delete(unit);
  for (const one of before)
    database.run('DELETE FROM proposals_earlier WHERE was_with = ? AND submitted_key = ?', one, submittedKey);
  for (const one of earlier)
    database.run('INSERT INTO proposals_earlier VALUES (?, ?, ?, ?)', one, unit, submittedKey, changedKey);
  return [...earlier];
}

/** The unit that owes it if no other has succeeded it. */
const unitOf = ({ what }: Owed, state: Submitted): string =>
  what === 'change' || what === 'followUp' ? (answerInForce(state)?.unit ?? state.unit) : state.unit;

export const states = [
  'submitted',
  'received',
  'informationRequested',
  'answered',
  'told',
  'confirmed',
  'followedUp',
  'closed',
  'withdrawn',
] as const;

/** The furthest step it has reached. It does not say what was answered, so that a list tells the group no answer before its time. */
function reached(state: Submitted, closed: Closed): (typeof states)[number] {
  if (state.status !== 'open') return state.status;
  if (closed === 'closed') return 'closed';
  if (finalFollowUp(state)) return 'followedUp';
  const answer = answerInForce(state);
  if (answer) {
    const tellings = state.tellings.filter(({ ofEvent }) => ofEvent === answer.event);
    if (tellings.some(({ confirmations }) => confirmations.length > 0)) return 'confirmed';
    return tellings.length > 0 ? 'told' : 'answered';
  }
  if (state.pauses.some(({ ended }) => !ended)) return 'informationRequested';
  return state.receipts.some(({ round }) => round === state.round) ? 'received' : 'submitted';
}

/** Posts that have promised something, for whoever takes them over. An answer is taken back only as recorded in error. */
function promisingPosts({ answers }: Submitted): readonly string[] {
  const posts = answers.flatMap(({ decision, post, responsiblePost }) =>
    decision === 'accepted' || decision === 'partlyAccepted' || decision === 'trial' ? [post, responsiblePost] : [],
  );
  return posts.filter((post) => post !== undefined);
}

export function forgetProposal(
  database: ReadDatabase,
  facts: OwedFactsLog,
  id: string,
  { record, owedKeys, earlierUnits }: ProposalEntry,
): void {
  forgetAllOwed(database, facts, owedKeys);
  for (const unit of earlierUnits)
    database.run(
      'DELETE FROM proposals_earlier WHERE was_with = ? AND submitted_key = (SELECT submitted_key FROM proposals WHERE id = ?)',
      unit,
      id,
    );
  const posts = record.state.status === 'none' ? [] : promisingPosts(record.state);
  for (const post of posts) database.run('DELETE FROM promised WHERE post = ? AND proposal = ?', post, id);
  forgetChanges(database, `proposal-${id}`);
  forgetTrial(database, `proposal-${id}`);
  forgetInitiative(database, id);
  database.run('DELETE FROM proposals WHERE id = ?', id);
}
