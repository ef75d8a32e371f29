import {
  allQueries,
  type CommissionRow,
  type Details,
  type GroupRow,
  type Meeting,
  type OwedItem,
  type Path,
  type ProposalRow,
} from '#read-models';
import { afterOf } from '../parameters.ts';
import { codeOf } from '../problems.ts';
import type { LinkVisit } from './link-visit.ts';

/** One proposal with all that became of it, as whoever has the link may know it. */
export type Shown = ProposalRow & Details & { readonly path: Path; readonly owed: readonly OwedItem[] };

export interface Home {
  readonly group: GroupRow;
  readonly nextMeeting?: Meeting;
  readonly commissions: readonly CommissionRow[];
  readonly proposals: readonly (ProposalRow & { readonly path: Path })[];
  readonly next?: string;
}

/** Asks a view with the rights of the link, after what the address says was just written. */
async function ask<Answer>(visit: LinkVisit, name: string, params: Readonly<Record<string, unknown>>): Promise<Answer> {
  const { desk, request, rights, today } = visit;
  const { query } = allQueries.find((one) => one.name === name)!;
  const after = request.method === 'GET' ? afterIn(visit) : undefined;
  return (await desk.queries.execute(new query(params, { reader: rights, today, ...(after && { after }) }))) as Answer;
}

/** What somebody has made of the address is no reason to show nothing. */
function afterIn({ request, desk }: LinkVisit): string | undefined {
  try {
    const after = afterOf(request);
    if (after !== undefined) desk.house.store.compare(after, after);
    return after;
  } catch {
    return undefined;
  }
}

/** @param cursor of the page before; one that is none leads to the first page */
export async function homeOf(
  visit: LinkVisit,
  of: string,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<Home> {
  try {
    return await ask<Home>(visit, 'GetGroupHome', { id: of, limit, ...(cursor && { cursor }) });
  } catch (error) {
    if (cursor === undefined || !['query.cursor-wrong', 'query.param-wrong'].includes(codeOf(error) ?? '')) throw error;
    return homeOf(visit, of, { limit });
  }
}

/** @returns undefined when there is none, or none that the link shows */
export async function proposalOf(visit: LinkVisit, id: string): Promise<Shown | undefined> {
  try {
    return await ask<Shown>(visit, 'GetProposal', { id });
  } catch (error) {
    if (['query.not-found', 'query.param-wrong'].includes(codeOf(error) ?? '')) return undefined;
    throw error;
  }
}

/** Proposals in the order of their ids, each whole. */
export async function proposalsOf(visit: LinkVisit, ids: readonly string[]): Promise<readonly Shown[]> {
  const all = await Promise.all(ids.map((id) => proposalOf(visit, id)));
  return all.filter((one) => one !== undefined);
}
