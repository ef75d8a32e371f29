import { useQuery } from '@tanstack/react-query';
import { type AnswerOf, type Problem, type ReadParams, type ReadPath, read } from '../../api.ts';

export type Agenda = AnswerOf<'/api/groups/{id}/agenda'>;
export type Meeting = AnswerOf<'/api/meetings/{id}'>;
type Owed = AnswerOf<'/api/owed'>['items'];

/** What recording a meeting of a group builds on. */
export interface Material {
  readonly group: AnswerOf<'/api/groups/{id}'>;
  readonly agenda: Agenda;
  readonly organisation: AnswerOf<'/api/organisation'>;
  /** The meeting that is recorded, where it was planned. */
  readonly meeting: Meeting | undefined;
  /** Held, the last first. */
  readonly earlier: readonly Meeting[];
  /** Answers that management owes the group. */
  readonly unanswered: Owed;
  /** Proposals of the group that were answered. */
  readonly answered: AnswerOf<'/api/proposals'>['items'];
  readonly units: AnswerOf<'/api/units'>['items'];
}

const many = 200;

async function materialOf(group: string, meeting: string | undefined, signal: AbortSignal): Promise<Material> {
  const ask = <P extends ReadPath>(path: P, params: ReadParams<P>) => read(path, params, signal);
  const [itsGroup, agenda, organisation, itsMeeting, earlier, decisions, wantedReplies, proposals, units] =
    await Promise.all([
      ask('/api/groups/{id}', { path: { id: group } }),
      ask('/api/groups/{id}/agenda', { path: { id: group } }),
      ask('/api/organisation', {}),
      meeting === undefined ? undefined : ask('/api/meetings/{id}', { path: { id: meeting } }),
      ask('/api/meetings', { query: { group, state: 'held', limit: 10 } }),
      ask('/api/owed', { query: { group, what: 'decision', limit: many } }),
      ask('/api/owed', { query: { group, what: 'reply', limit: many } }),
      ask('/api/proposals', { query: { group, sort: '-changed', limit: many } }),
      ask('/api/units', {}),
    ]);
  return {
    group: itsGroup,
    agenda,
    organisation,
    meeting: itsMeeting,
    earlier: earlier.items,
    unanswered: [...decisions.items, ...wantedReplies.items],
    answered: proposals.items.filter(({ answeredOn }) => answeredOn !== undefined),
    units: units.items,
  };
}

/** Read together, once: while somebody writes, nothing moves under their hands. */
export const useMaterial = (group: string, meeting: string | undefined) =>
  useQuery<Material, Problem>({
    queryKey: ['/record', { group, meeting }],
    queryFn: ({ signal }) => materialOf(group, meeting, signal),
    // What was kept from an earlier visit may not be shown first: the form takes its defaults from it.
    gcTime: 0,
    staleTime: 'static',
  });
