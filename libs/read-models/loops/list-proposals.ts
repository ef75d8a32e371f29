import { Type } from 'typebox';
import { defaultLimit, keysOf, page, pageOf } from '../cursor.ts';
import { unitAndBelow } from '../names.ts';
import { query } from '../query.ts';
import { firstRows, Where } from '../ranges.ts';
import { isToldFirst } from '../reader.ts';
import { closings, namesOf, type ProposalColumns, ProposalRow, proposalRow, proposalStates } from './proposal-rows.ts';

const sorts = ['-submitted', 'submitted', '-changed', 'changed'] as const;

export const ListProposals = query(
  {
    name: 'ListProposals',
    path: '/api/proposals',
    summary: 'Proposals, newest first when nothing else is said.',
    from: ['loops', 'organisation', 'groups', 'words'],
    params: Type.Object(
      {
        unit: Type.Optional(Type.String({ description: 'A unit and all below it.' })),
        group: Type.Optional(Type.String()),
        state: Type.Optional(Type.Enum([...proposalStates])),
        closed: Type.Optional(Type.Enum([...closings])),
        owedBy: Type.Optional(Type.Enum(['management', 'group'], { description: 'Whose turn it is.' })),
        kind: Type.Optional(Type.String()),
        theme: Type.Optional(Type.String()),
        source: Type.Optional(Type.String()),
        commission: Type.Optional(Type.String()),
        sort: Type.Optional(Type.Enum([...sorts], { default: '-submitted' })),
        ...page,
      },
      { additionalProperties: false },
    ),
    answer: Type.Object({ items: Type.Array(ProposalRow), next: Type.Optional(Type.String()) }),
  },
  async (reads, params, asked) => {
    const { limit = defaultLimit, sort = '-submitted', cursor } = params;
    const descending = sort.startsWith('-');
    const key = sort.endsWith('changed') ? 'changed_key' : 'submitted_key';
    const list = `proposals ${sort}`;
    const after = cursor === undefined ? undefined : (keysOf(cursor, list, ['string'])[0] as string);
    const units = params.unit === undefined ? undefined : unitAndBelow(reads, params.unit);
    const how = { table: 'proposals', key, descending, limit: limit + 1 };
    const rows = firstRows<ProposalColumns>(reads.rows('loops'), how, units, (unit) => {
      const where = new Where().along([
        ['commission', params.commission],
        ['grp', params.group],
        ['unit', unit],
      ]);
      const sifted = {
        '+state': params.state,
        '+closed': params.closed,
        '+kind': params.kind,
        '+theme': params.theme,
        '+source': params.source,
      };
      for (const [column, value] of Object.entries(sifted)) if (value !== undefined) where.and(`${column} = ?`, value);
      if (params.owedBy === 'management' && isToldFirst(asked))
        where.and('(hidden_until IS NULL OR hidden_until <= ?)', asked.today);
      if (params.owedBy !== undefined) where.and("+owed_by IN (?, 'both')", params.owedBy);
      if (after !== undefined) where.and(`${key} ${descending ? '<' : '>'} ?`, after);
      return where;
    });
    const { rows: shown, next } = pageOf(rows, limit, list, (row) => [row[key]]);
    const names = await namesOf(reads, shown);
    return { items: shown.map((row) => proposalRow(row, names, asked)), ...(next && { next }) };
  },
);
