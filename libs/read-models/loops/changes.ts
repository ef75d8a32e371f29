import { finalFollowUp } from '#domain/owed';
import { lastDay } from '../days.ts';
import type { ReadDatabase } from '../read-database.ts';
import type { CameOf, ProposalRecord, Submitted } from './proposal-record.ts';

/** What has come of it: what groups and proposals led to, changes that were followed up, trials that were adopted. */
export const changesTable = `
  CREATE TABLE changes (
    event TEXT PRIMARY KEY, key TEXT NOT NULL, stream TEXT NOT NULL, grp TEXT NOT NULL, kind TEXT NOT NULL, on_day TEXT, hidden_until TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX changes_stream ON changes (stream);`;
export const changesIndexes =
  'CREATE INDEX changes_key ON changes (key); CREATE INDEX changes_group ON changes (grp, key);';

export interface Came extends CameOf {
  /** The group reads it from this day on, if nobody has told it before. */
  readonly hiddenUntil?: string | undefined;
}

/** @param hiddenUntil until which day an answer or a follow-up is not open to the group */
export function cameOf(
  { ledTo }: ProposalRecord,
  state: Submitted,
  hiddenUntil: (event: string) => string | undefined,
): Came[] {
  const final = finalFollowUp(state);
  return [
    ...ledTo.map(({ kind, ...one }) => ({ ...one, kind: `ledTo.${kind}` })),
    ...state.trials.flatMap(({ concluded }) =>
      concluded?.outcome === 'adopt' ? [{ event: concluded.event, kind: 'trialAdopted', on: concluded.on }] : [],
    ),
    ...(final && final.changed !== 'no'
      ? [{ event: final.event, kind: `changed.${final.changed}`, on: final.on, hiddenUntil: hiddenUntil(final.event) }]
      : []),
  ];
}

export function writeChange(
  database: ReadDatabase,
  stream: string,
  group: string,
  { event, kind, on, hiddenUntil }: Came,
): void {
  const key = `${lastDay(on) ?? '0000-00-00'} ${event}`;
  database.run(
    'INSERT OR REPLACE INTO changes VALUES (?, ?, ?, ?, ?, ?, ?)',
    event,
    key,
    stream,
    group,
    kind,
    on ?? null,
    hiddenUntil ?? null,
  );
}

export const forgetChanges = (database: ReadDatabase, stream: string): void =>
  database.run('DELETE FROM changes WHERE stream = ?', stream);
