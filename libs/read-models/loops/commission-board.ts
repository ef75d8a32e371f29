import { Type } from 'typebox';
import { defaultLimit, keysOf, page, pageOf } from '../cursor.ts';
import { QueryRefused } from '../errors.ts';
import { unitAndBelow } from '../names.ts';
import { query } from '../query.ts';
import { firstRows, Where } from '../ranges.ts';
import { TextOrNothing } from '../texts.ts';
import { type CommissionColumns, CommissionRow, commissionRows } from './commission-rows.ts';
import { owedOf } from './owed-of.ts';
import { OwedItem, owedItems } from './owed-view.ts';
import { namesOf, type ProposalColumns, ProposalRow, proposalRow } from './proposal-rows.ts';

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
  async (reads, params) => {
    const { limit = defaultLimit, cursor } = params;
    const after = cursor === undefined ? undefined : (keysOf(cursor, 'commissions', ['string'])[0] as string);
    const units = params.unit === undefined ? undefined : unitAndBelow(reads, params.unit);
    const how = { table: 'commissions', key: 'issued_key', descending: true, limit: limit + 1 };
    const rows = firstRows<CommissionColumns>(reads.rows('loops'), how, units, (unit) => {
      const where = new Where().along([
        ['unit', unit],
        ['status', params.status],
      ]);
      if (params.group !== undefined)
        where.and('issued_key IN (SELECT issued_key FROM commission_groups WHERE grp = ?)', params.group);
      return after === undefined ? where : where.and('issued_key < ?', after);
    });
    const { rows: shown, next } = pageOf(rows, limit, 'commissions', (row) => [row.issued_key]);
    return { items: (await commissionRows(reads, shown)).items, ...(next && { next }) };
  },
);

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
    if (!row) throw new QueryRefused('query.not-found', 'There is no such commission.', 'id');
    const { items, records, text } = await commissionRows(reads, [row]);
    const { state, words } = records[0]!;
    const listed = state.status === 'none' ? [] : [...state.groups.values()].flatMap(({ proposals }) => proposals);
    const sql =
      'SELECT * FROM proposals WHERE commission = ? OR id IN (SELECT value FROM json_each(?)) ORDER BY submitted_key LIMIT 200';
    const proposals = reads.rows('loops').all<ProposalColumns>(sql, id, JSON.stringify(listed));
    const owed = owedOf(reads, row.owed_keys, asked);
    const names = await namesOf(reads, proposals);
    return {
      ...items[0]!,
      task: text(words.task, 'task'),
      background: text(words.background, 'background'),
      owed: await owedItems(reads, owed, asked.today),
      proposals: proposals.map((one) => proposalRow(one, names, asked)),
    };
  },
);
