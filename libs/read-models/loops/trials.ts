import { answerInForce } from '#domain/owed';
import { lastDay } from '../days.ts';
import type { ReadDatabase } from '../read-database.ts';
import type { Submitted } from './proposal-record.ts';

/** Trials that run until a day and were started live: somebody is reminded when they end. */
export const trialsTable = `
  CREATE TABLE trials (
    stream TEXT PRIMARY KEY, event TEXT NOT NULL, until TEXT NOT NULL, since TEXT, side TEXT NOT NULL, unit TEXT NOT NULL, post TEXT,
    grp TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX trials_until ON trials (until);`;

/** A group concludes the trial that it started itself, management the one that it promised. */
export function writeTrial(database: ReadDatabase, stream: string, unit: string, state: Submitted): void {
  forgetTrial(database, stream);
  const trial = state.trials.findLast(({ concluded }) => !concluded);
  const until = lastDay(trial?.until);
  if (!trial || until === undefined || trial.source !== undefined) return;
  const answer = answerInForce(state);
  database.run(
    'INSERT INTO trials VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    stream,
    trial.event,
    until,
    trial.on ?? null,
    trial.own ? 'group' : 'management',
    unit,
    trial.own ? null : (answer?.responsiblePost ?? answer?.post ?? null),
    state.group,
  );
}

export const forgetTrial = (database: ReadDatabase, stream: string): void =>
  database.run('DELETE FROM trials WHERE stream = ?', stream);
