import { addDays } from '#domain/occurred-on';
import type { ReadDatabase } from '../read-database.ts';
import type { Known } from './known.ts';
import type { OwedFactsLog } from './owed-facts.ts';
import type { Submitted } from './proposal-record.ts';

/** Proposals that are initiatives, by the day on which they arrived at the registry. */
export const initiativesTable = `
  CREATE TABLE initiatives (
    proposal TEXT PRIMARY KEY, arrived TEXT NOT NULL, registry_number TEXT NOT NULL, name_handler_by TEXT NOT NULL, heard_on TEXT,
    marked_live INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;`;
export const initiativesIndexes = 'CREATE INDEX initiatives_arrived ON initiatives (arrived, proposal);';

export function writeInitiative(
  database: ReadDatabase,
  proposal: string,
  { initiative }: Submitted,
  facts: OwedFactsLog,
  known: Known,
): void {
  if (!initiative) return;
  const { arrived, registryNumber, heard, event, source } = initiative;
  const days = facts.at(known.at(event)).initiativeDaysToNameHandler;
  database.run(
    'INSERT OR REPLACE INTO initiatives VALUES (?, ?, ?, ?, ?, ?)',
    proposal,
    arrived,
    registryNumber,
    addDays(arrived, days),
    heard[0]?.on ?? null,
    source === undefined ? 1 : 0,
  );
}

export const forgetInitiative = (database: ReadDatabase, proposal: string): void =>
  database.run('DELETE FROM initiatives WHERE proposal = ?', proposal);
