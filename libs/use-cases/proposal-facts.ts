import { group, meeting, organisation, type ProposalFacts, proposal } from '#domain';
import { type Context, dayOf, type Envelope } from './context.ts';
import { ORGANISATION } from './modules.ts';
import { groupAndPredecessors, unitsSince } from './succession.ts';

/** What a command of a proposal names that lies in other streams. */
interface Named {
  readonly meeting?: string | undefined;
  readonly link?: string | undefined;
  /** Groups besides the proposal's own for which the one who acts may stand. */
  readonly groups?: Iterable<string>;
}

type FactsBesideTheAct = Omit<ProposalFacts, 'by' | 'on' | 'today'>;

async function meetingFacts(context: Context, id: string): Promise<ProposalFacts['meeting']> {
  const { state, events, errors } = await context.streams.load(meeting, id);
  if (state.status === 'none') return undefined;
  const clientPresent = events.some(
    (event) =>
      event.type === 'MeetingHeld' &&
      !errors.has(event.id) &&
      (event.data.present?.clientDeveloper ?? 0) + (event.data.present?.expertByExperience ?? 0) > 0,
  );
  return { group: state.group, held: state.status === 'held', clientPresent };
}

/** The link, if one of these groups has issued it. */
async function linkFacts(context: Context, link: string, groups: Iterable<string>): Promise<ProposalFacts['link']> {
  const today = dayOf(context.clock.now());
  for (const id of new Set(groups)) {
    const { state } = await context.streams.load(group, id);
    const found = state.status === 'none' ? undefined : state.links.get(link);
    if (found) return { group: id, valid: !found.revoked && (found.expires === undefined || found.expires >= today) };
  }
  return undefined;
}

/**
 * What the commands of a proposal are told from other streams. That a post moves, a group is succeeded or a link is revoked
 * between this look and the append is accepted: the command would have come just before.
 */
export async function proposalFacts(
  context: Context,
  id: string,
  { by }: Pick<Envelope, 'by'>,
  named: Named = {},
): Promise<FactsBesideTheAct> {
  const [{ state }, { state: itsOrganisation }, itsMeeting] = await Promise.all([
    context.streams.load(proposal, id),
    context.streams.load(organisation, ORGANISATION),
    named.meeting === undefined ? undefined : meetingFacts(context, named.meeting),
  ]);
  const its = state.status === 'none' ? [] : [state.group];
  const succeeded =
    state.status === 'none' ? new Map<string, readonly string[]>() : await unitsSince(context, state.unit);
  const unitsOf = new Map([...itsOrganisation.posts].map(([post, { unit }]) => [post, succeeded.get(unit) ?? [unit]]));
  const acting = by.group === undefined ? [] : [by.group];
  const link = named.link === undefined ? undefined : await linkFacts(context, named.link, [...acting, ...its]);
  const candidates = [...its, ...(named.groups ?? []), ...(itsMeeting ? [itsMeeting.group] : [])];
  return {
    unitsOf,
    ...(by.group !== undefined && { actingGroups: await groupAndPredecessors(context, by.group, candidates) }),
    ...(itsMeeting && { meeting: itsMeeting }),
    ...(link && { link }),
  };
}
