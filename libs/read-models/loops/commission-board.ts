import { Type } from 'typebox';
import { maySee } from '#permissions';
import { defaultLimit, keysOf, page, pageOf } from '../cursor.ts';
import { QueryRefused } from '../errors.ts';
import { unitAndBelow } from '../names.ts';
import type { Reads } from '../open-reads.ts';
import { query } from '../query.ts';
import { firstOfRuns, type Run, Where } from '../ranges.ts';
import { inUnit, type Scope, scopeOf } from '../scope.ts';
import { TextOrNothing } from '../texts.ts';
import { type CommissionColumns, CommissionRow, commissionRows, recordOf, targetOf } from './commission-rows.ts';
import { owedOf } from './owed-of.ts';
import { OwedItem, owedItems } from './owed-view.ts';
import {
  namesOf,
  type ProposalColumns,
  ProposalRow,
  proposalRow,
  targetOf as targetOfProposal,
} from './proposal-rows.ts';
import { targetOfOwed } from './standing.ts';

const from = ['loops', 'organisation', 'groups', 'words'];

export const ListCommissions = query(
  {
    name: 'ListCommissions',
    path: '/api/commissions',
    summary: 'Commissions, the newest first, with what each group has done.',
    from,
    params: Type.Object(
      {
        unit: Type.Optional(Type.String({ description: 'A unit and all below it.' })),
        group: Type.Optional(Type.String()),
        status: Type.Optional(Type.Enum(['open', 'withdrawn', 'closed'])),
        ...page,
      },
      { additionalProperties: false },
    ),
    answer: Type.Object({ items: Type.Array(CommissionRow), next: Type.Optional(Type.String()) }),
  },
  async (reads, params, asked) => {
    const { limit = defaultLimit, cursor } = params;
    const after = cursor === undefined ? undefined : (keysOf(cursor, 'commissions', ['string'])[0] as string);
    const runs = runsOf(reads, params.unit, scopeOf(asked.reader, 'ListCommissions'));
    for (const { where } of runs) {
      if (params.status !== undefined) where.and('+commissions.status = ?', params.status);
      if (params.group !== undefined)
        where.and('issued_key IN (SELECT issued_key FROM commission_groups WHERE grp = ?)', params.group);
      if (after !== undefined) where.and('issued_key < ?', after);
    }
    const how = { table: 'commissions', key: 'issued_key', descending: true, limit: limit + 1 };
    const rows = firstOfRuns<CommissionColumns>(reads.rows('loops'), how, runs);
    const { rows: shown, next } = pageOf(rows, limit, 'commissions', (row) => [row.issued_key]);
    return { items: (await commissionRows(reads, shown, asked)).items, ...(next && { next }) };
  },
);

/** Where the commissions that a reader reaches lie: in the runs of its units, of its groups, and of what these gave themselves. */
function runsOf(reads: Reads, unit: string | undefined, scope: Scope | undefined): Run[] {
  const table = 'commissions';
  const below = unit === undefined ? undefined : unitAndBelow(reads, unit);
  if (!scope) return (below ?? [undefined]).map((one) => ({ table, where: new Where().along([['unit', one]]) }));
  const sifted = (where: Where) => (below ? where.among('+unit', below) : where);
  return [
    ...inUnit(reads, unit, scope.units).map((one) => ({ table, where: new Where().and('unit = ?', one) })),
    ...scope.groups.flatMap((one) => [
      {
        table: 'commission_groups CROSS JOIN commissions USING (issued_key)',
        where: sifted(new Where().and('grp = ?', one)),
      },
      { table, where: sifted(new Where().and('from_group = ?', one)) },
    ]),
  ];
}

export const GetCommission = query(
  {
    name: 'GetCommission',
    path: '/api/commissions/{id}',
    summary: 'One commission: its words, what each group did, whose turn it is, and the proposals that came of it.',
    from,
    params: Type.Object({ id: Type.String() }, { additionalProperties: false }),
    answer: Type.Object({
      ...CommissionRow.properties,
      task: TextOrNothing,
      background: TextOrNothing,
      owed: Type.Array(OwedItem),
      proposals: Type.Array(ProposalRow),
    }),
  },
  async (reads, { id }, asked) => {
    const row = reads.rows('loops').get<CommissionColumns>('SELECT * FROM commissions WHERE id = ?', id);
    if (!row) throw none();
    const { state, words } = await recordOf(reads, row);
    if (state.status === 'none' || !maySee(asked.reader, 'GetCommission', targetOf(state))) throw none();
    const { items, text } = await commissionRows(reads, [row], asked);
    const listed = [...state.groups.values()].flatMap(({ proposals }) => proposals);
    const sql =
      'SELECT * FROM proposals WHERE commission = ? OR id IN (SELECT value FROM json_each(?)) ORDER BY submitted_key LIMIT 200';
    const proposals = reads
      .rows('loops')
      .all<ProposalColumns>(sql, id, JSON.stringify(listed))
      .filter((one) => maySee(asked.reader, 'GetProposal', targetOfProposal(one)));
    const owed = owedOf(reads, row.owed_keys, asked).filter((one) =>
      maySee(asked.reader, 'GetCommission', targetOfOwed(one)),
    );
    const names = await namesOf(reads, proposals, asked);
    return {
      ...items[0]!,
      task: text(words.task, 'task'),
      background: text(words.background, 'background'),
      owed: await owedItems(reads, owed, asked),
      proposals: proposals.map((one) => proposalRow(one, names, asked)),
    };
  },
);

const none = () => new QueryRefused('query.not-found', 'There is no such commission.', 'id');
