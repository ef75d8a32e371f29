import { Type } from 'typebox';
import { keysOf, page, pageOf } from '../cursor.ts';
import { type CommissionColumns, CommissionRow, commissionRows } from '../loops/commission-rows.ts';
import { hiddenEvents } from '../loops/hidden-events.ts';
import { inScope, listed } from '../loops/list-proposals.ts';
import { owedOf } from '../loops/owed-of.ts';
import { eventsOfPath, Path, pathOf } from '../loops/proposal-path.ts';
import {
  namesOf,
  notKnownIn,
  type ProposalColumns,
  ProposalRow,
  proposalRow,
  recordOf,
  targetOf,
} from '../loops/proposal-rows.ts';
import { Meeting, nextMeeting } from '../meetings/meeting-queries.ts';
import type { Reads } from '../open-reads.ts';
import { type Asked, query } from '../query.ts';
import { Where } from '../ranges.ts';
import { scopeOf } from '../scope.ts';
import { groupRow } from './group-queries.ts';
import { GroupRow, groupRows } from './group-rows.ts';

const defaultLimit = 20;
const mostCommissions = 50;

export const GetGroupHome = query(
  {
    name: 'GetGroupHome',
    path: '/api/groups/{id}/home',
    summary:
      'What became of what we said: the fate of each proposal, the newest first, with what is not known called so.',
    from: ['groups', 'loops', 'meetings', 'organisation', 'words'],
    params: Type.Object({ id: Type.String(), ...page }, { additionalProperties: false }),
    answer: Type.Object({
      group: GroupRow,
      nextMeeting: Type.Optional(Meeting),
      commissions: Type.Array(CommissionRow, { description: 'Those that are open.' }),
      proposals: Type.Array(Type.Object({ ...ProposalRow.properties, path: Path })),
      next: Type.Optional(Type.String()),
    }),
  },
  async (reads, { id, cursor, limit = defaultLimit }, asked) => {
    const row = groupRow(reads, id, 'GetGroupHome', asked);
    const group = (await groupRows(reads, [row], asked))[0]!;
    const where = new Where().along([['grp', id]]);
    // Management of the group's unit sees of its proposals those that are for its own units.
    const scope = scopeOf(asked.reader, 'ListProposals');
    if (scope && !scope.groups.includes(id)) where.and(`(${inScope})`, ...listed(scope));
    if (cursor !== undefined) where.and('submitted_key < ?', ...keysOf(cursor, 'home', ['string']));
    const sql = `SELECT * FROM proposals ${where.sql} ORDER BY submitted_key DESC LIMIT ${limit + 1}`;
    const all = reads.rows('loops').all<ProposalColumns>(sql, ...where.values);
    const { rows, next } = pageOf(all, limit, 'home', (row) => [row.submitted_key]);
    const meeting = await nextMeeting(reads, id, asked);
    return {
      group,
      ...(meeting && { nextMeeting: meeting }),
      commissions: await openCommissions(reads, id, asked),
      proposals: await fates(reads, rows, asked),
      ...(next && { next }),
    };
  },
);

/** The open commissions of a group, those of other units only for whoever belongs to it. */
export async function openCommissions(reads: Reads, group: string, asked: Asked) {
  const where = new Where().and('grp = ? AND open = 1', group);
  const scope = scopeOf(asked.reader, 'ListCommissions');
  if (scope && !scope.groups.includes(group)) where.among('+unit', scope.units);
  const sql = `SELECT commissions.* FROM commission_groups JOIN commissions ON commissions.id = commission
    ${where.sql} ORDER BY commission_groups.issued_key DESC LIMIT ${mostCommissions}`;
  const rows = reads.rows('loops').all<CommissionColumns>(sql, ...where.values);
  return (await commissionRows(reads, rows, asked)).items;
}

/** Proposals with the path that each has come. */
export async function fates(reads: Reads, rows: readonly ProposalColumns[], asked: Asked) {
  const records = await Promise.all(rows.map((row) => recordOf(reads, row)));
  const names = await namesOf(reads, rows, asked, (_row, index) => eventsOfPath(records[index]!));
  return rows.flatMap((row, index) => {
    const record = records[index]!;
    const { state } = record;
    if (state.status === 'none') return [];
    const hidden = hiddenEvents(reads, state, asked, targetOf(row));
    const owed = owedOf(reads, row.owed_keys, asked).map((one) => JSON.parse(one.owed));
    const path = pathOf(record, state, owed, notKnownIn(row), names.text, (event) => hidden.get(event));
    return [{ ...proposalRow(row, names, asked), path }];
  });
}
