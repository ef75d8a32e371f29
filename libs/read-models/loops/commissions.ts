import type { Past } from '#domain';
import { type Commission, type CommissionEvent, evolveCommission, noCommission, owedByCommission } from '#domain/owed';
import { lastDay } from '../days.ts';
import type { ReadDatabase } from '../read-database.ts';
import { fieldsOf, type SeenEvent } from '../read-model.ts';
import type { OwedFactsLog } from './owed-facts.ts';
import { forgetAllOwed, listOrNull, owedBy, writeOwed } from './standing.ts';

export type Issued = Exclude<Commission, { status: 'none' }>;

/** A commission folded from its stream, and what the views need beside the domain's state. */
export interface CommissionRecord {
  readonly state: Commission;
  readonly version: number;
  readonly source: string | undefined;
  /** By field, the event that holds it: title, task, background, the name of who commissions. */
  readonly words: Readonly<Record<string, string>>;
}

/** One row a commission, and one for each group it was given to. `owed_keys` is the projection's own. */
export const commissionsTable = `
  CREATE TABLE commissions (
    id TEXT PRIMARY KEY, version INTEGER NOT NULL, title_event TEXT, unit TEXT NOT NULL, status TEXT NOT NULL, kind TEXT NOT NULL,
    source TEXT, owed_by TEXT, issued_on TEXT, wanted_by TEXT, issued_key TEXT NOT NULL, not_known TEXT, owed_keys TEXT,
    from_group TEXT
  ) STRICT;
  CREATE TABLE commission_groups (
    grp TEXT NOT NULL, issued_key TEXT NOT NULL, commission TEXT NOT NULL, status TEXT NOT NULL, open INTEGER NOT NULL,
    PRIMARY KEY (grp, issued_key, commission)
  ) STRICT, WITHOUT ROWID;`;
export const commissionsIndexes = `
  CREATE INDEX commissions_issued ON commissions (issued_key);
  CREATE INDEX commissions_unit ON commissions (unit, issued_key);
  CREATE INDEX commissions_from_group ON commissions (from_group, issued_key) WHERE from_group IS NOT NULL;
  CREATE INDEX commissions_source ON commissions (source) WHERE source IS NOT NULL;`;

export const newCommission: CommissionRecord = { state: noCommission, version: 0, source: undefined, words: {} };

export function foldCommission(before: CommissionRecord, event: SeenEvent): CommissionRecord {
  const { id, type, data, metadata, version } = event;
  const past = { id, type, data, metadata, words: metadata.words ?? {} } as unknown as Past<CommissionEvent>;
  const next = { ...before, state: evolveCommission(before.state, past), version };
  if (type !== 'CommissionIssued') return next;
  return { ...next, words: Object.fromEntries(fieldsOf(event).map((field) => [field, id])), source: metadata.source };
}

/** A commission in memory, and what was last written of it. */
export interface CommissionEntry {
  readonly record: CommissionRecord;
  readonly owedKeys: readonly string[];
}

/** Its day never changes, so it can be found again to be written anew. */
const issuedKey = (id: string, state: Issued): string => `${lastDay(state.issuedOn) ?? '0000-00-00'} ${id}`;

export function writeCommission(
  database: ReadDatabase,
  facts: OwedFactsLog,
  id: string,
  entry: CommissionEntry,
): CommissionEntry {
  const { record } = entry;
  const { state } = record;
  if (state.status === 'none') return entry;
  const { owed, notKnown } = owedByCommission(state, facts.now);
  const owedKeys = writeOwed(database, facts, `commission-${id}`, entry.owedKeys, owed, ({ unit }) => ({
    unit: unit ?? state.unit,
    earlierUnit: unit !== undefined && unit !== state.unit ? state.unit : undefined,
    hiddenUntil: undefined,
    title: record.words.title,
  }));
  const key = issuedKey(id, state);
  for (const [group, { status }] of state.groups) {
    database.run(
      'INSERT OR REPLACE INTO commission_groups VALUES (?, ?, ?, ?, ?)',
      group,
      key,
      id,
      status,
      state.status === 'open' ? 1 : 0,
    );
  }
  database.run(
    `INSERT OR REPLACE INTO commissions VALUES (${Array(14).fill('?')})`,
    id,
    record.version,
    record.words.title ?? null,
    state.unit,
    state.status,
    state.kind,
    record.source ?? null,
    owedBy(owed),
    state.issuedOn ?? null,
    state.answerWantedBy ?? null,
    key,
    listOrNull(notKnown.map(({ what, step }) => ({ what, step }))),
    listOrNull(owedKeys),
    state.fromGroup ?? null,
  );
  return { record, owedKeys };
}

export function forgetCommission(
  database: ReadDatabase,
  facts: OwedFactsLog,
  id: string,
  { record: { state }, owedKeys }: CommissionEntry,
): void {
  forgetAllOwed(database, facts, owedKeys);
  database.run('DELETE FROM commissions WHERE id = ?', id);
  if (state.status === 'none') return;
  for (const group of state.groups.keys()) {
    database.run(
      'DELETE FROM commission_groups WHERE grp = ? AND issued_key = ? AND commission = ?',
      group,
      issuedKey(id, state),
      id,
    );
  }
}
