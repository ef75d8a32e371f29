import { Type } from 'typebox';
import { defaultLimit, keysOf, page, pageOf } from '../cursor.ts';
import { unitAndBelow } from '../names.ts';
import type { Reads } from '../open-reads.ts';
import { query } from '../query.ts';
import { firstOfRuns, type Run, Where } from '../ranges.ts';
import { inUnit, type Scope, scopeOf, unitsBeyond, untoldScopeOf } from '../scope.ts';
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
    const sifted = {
      '+state': params.state,
      '+closed': params.closed,
      '+kind': params.kind,
      '+theme': params.theme,
      '+source': params.source,
    };
    const isSifted = params.owedBy !== undefined || Object.values(sifted).some((value) => value !== undefined);
    const runs = runsOf(reads, params, scopeOf(asked.reader, 'ListProposals'), isSifted);
    for (const { where } of runs) {
      for (const [column, value] of Object.entries(sifted)) if (value !== undefined) where.and(`${column} = ?`, value);
      // That management owes a change would tell what it has answered.
      const untold = params.owedBy === 'management' ? untoldScopeOf(asked.reader) : undefined;
      if (untold)
        where.and(`(hidden_until IS NULL OR hidden_until <= ? OR ${inScope})`, asked.today, ...listed(untold));
      if (params.owedBy !== undefined) where.and("+owed_by IN (?, 'both')", params.owedBy);
      if (after !== undefined) where.and(`${key} ${descending ? '<' : '>'} ?`, after);
    }
    const how = { table: 'proposals', key, descending, limit: limit + 1 };
    const rows = firstOfRuns<ProposalColumns>(reads.rows('loops'), how, runs);
    const { rows: shown, next } = pageOf(rows, limit, list, (row) => [row[key]]);
    const names = await namesOf(reads, shown, asked);
    return { items: shown.map((row) => proposalRow(row, names, asked)), ...(next && { next }) };
  },
);

/** That a proposal is of one of the groups, or is or was with one of the units; with the values that `listed` gives. */
export const inScope = `+unit IN (SELECT value FROM json_each(?)) OR +grp IN (SELECT value FROM json_each(?))
  OR EXISTS (SELECT 1 FROM json_each(earlier_units) WHERE value IN (SELECT value FROM json_each(?)))`;
export const listed = ({ units, groups }: Scope): string[] => [units, groups, units].map((ids) => JSON.stringify(ids));

interface Narrowed {
  readonly unit?: string;
  readonly group?: string;
  readonly commission?: string;
}

/**
 * Where the proposals of a list lie. What has one commission or group is one run, sifted by what the reader reaches, and so is
 * the whole list of whoever reaches every unit. Everything else lies in the runs of the reader's units, of what was with them
 * before, and of the reader's groups.
 * @param isSifted columns are asked for that only the proposals themselves have
 */
function runsOf(
  reads: Reads,
  { unit, group, commission }: Narrowed,
  scope: Scope | undefined,
  isSifted: boolean,
): Run[] {
  const table = 'proposals';
  const below = unit === undefined ? undefined : unitAndBelow(reads, unit);
  if (commission !== undefined || group !== undefined) {
    const where = new Where().along([
      ['commission', commission],
      ['grp', group],
    ]);
    if (below) where.among('+unit', below);
    if (scope && !(group !== undefined && scope.groups.includes(group))) where.and(`(${inScope})`, ...listed(scope));
    return [{ table, where }];
  }
  const inUnits = (units: readonly string[]) =>
    units.map((one) => ({ table, where: new Where().and('unit = ?', one) }));
  if (!scope) return below ? inUnits(below) : [{ table, where: new Where() }];
  const beyond = unitsBeyond(reads, scope.units, below);
  if (beyond.length === 0) {
    if (below) return inUnits(below);
    return [{ table, where: new Where().and(`(${inScope})`, ...listed(scope)) }];
  }
  const elsewhere = (column: string, where: Where) => (below ? where.among(`+${column}`, beyond) : where);
  const earlier = 'proposals_earlier';
  return [
    ...inUnits(inUnit(reads, unit, scope.units)),
    ...scope.units.map((one) => ({
      table: isSifted ? `${earlier} CROSS JOIN proposals USING (submitted_key, changed_key)` : earlier,
      where: elsewhere('now_with', new Where().and('was_with = ?', one)),
    })),
    ...scope.groups.map((one) => ({ table, where: elsewhere('unit', new Where().and('grp = ?', one)) })),
  ];
}
