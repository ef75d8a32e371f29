import { lastDay } from '../days.ts';
import type { ReadDatabase } from '../read-database.ts';
import type { CameOf, ProposalRecord, Submitted } from './proposal-record.ts';

/** What has come of it: what groups and proposals led to, changes that were followed up, trials that were adopted. */
export const changesTable = `
  CREATE TABLE changes (
    event TEXT PRIMARY KEY, key TEXT NOT NULL, stream TEXT NOT NULL, grp TEXT NOT NULL, kind TEXT NOT NULL, on_day TEXT, hidden_until TEXT,
    again INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX changes_stream ON changes (stream);`;
export const changesIndexes =
  'CREATE INDEX changes_key ON changes (key); CREATE INDEX changes_group ON changes (grp, key);';

export interface Came extends CameOf {
  /** The group reads it from this day on, if nobody has told it before. */
  readonly hiddenUntil?: string | undefined;
  /** The group has reopened the matter since, and nobody has said yet what became of it then. */
  readonly again?: boolean;
}

/** @param hiddenUntil until which day an answer or a follow-up is not open to the group */
export function cameOf(
  { ledTo, takenUpAgain }: ProposalRecord,
  state: Submitted,
  hiddenUntil: (event: string) => string | undefined,
): Came[] {
  return [
    ...ledTo.map(({ kind, ...one }) => ({ ...one, kind: `ledTo.${kind}` })),
    ...state.trials.flatMap(({ concluded }) =>
      concluded?.outcome === 'adopt' ? [{ event: concluded.event, kind: 'trialAdopted', on: concluded.on }] : [],
    ),
    ...lastOfEachAnswer(state).flatMap(({ event, answer, changed, on }) => {
      if (changed === 'no') return [];
      const again = answer !== state.inForce && takenUpAgain.includes(event);
      return [{ event, kind: `changed.${changed}`, on, hiddenUntil: hiddenUntil(event), again }];
    }),
  ];
}

/**
 * How each answer that was followed up ended. What became of an earlier one is not undone by a reopening or a further answer: it
 * stays what it was, and public until one side takes its word back.
 */
function lastOfEachAnswer({ followUps }: Submitted) {
  const final = followUps.filter(({ changed }) => changed !== 'tooEarly');
  return [...new Map(final.map((one) => [one.answer, one])).values()];
}

export function writeChange(
  database: ReadDatabase,
  stream: string,
  group: string,
  { event, kind, on, hiddenUntil, again }: Came,
): void {
  const key = `${lastDay(on) ?? '0000-00-00'} ${event}`;
  database.run(
    'INSERT OR REPLACE INTO changes VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    event,
    key,
    stream,
    group,
    kind,
    on ?? null,
    hiddenUntil ?? null,
    again ? 1 : 0,
  );
}

export const forgetChanges = (database: ReadDatabase, stream: string): void =>
  database.run('DELETE FROM changes WHERE stream = ?', stream);
