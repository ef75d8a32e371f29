import { type AnyEvent, account, commission, group, meeting, type Past, proposal, sideOf, unit } from '#domain';
import type { Target } from '#permissions';
import type { Context } from './context.ts';
import { hasHeldPost } from './held-posts.ts';
import type { Noun } from './noun.ts';

/** What the body of a command may say about whose something is. */
interface Named {
  readonly unit?: string;
  readonly group?: string;
  readonly fromGroup?: string;
  readonly groups?: readonly string[];
  readonly member?: string;
  readonly role?: string;
  readonly ofEvent?: string;
  readonly madeBy?: string;
}

const some = (...ids: readonly (string | undefined)[]): readonly string[] => ids.filter((id) => id !== undefined);

async function ofGroup({ streams }: Context, id: string): Promise<Target | undefined> {
  const { state } = await streams.load(group, id);
  return state.status === 'none' ? undefined : { units: [state.unit], groups: [id] };
}

async function ofGroupAndMember(context: Context, id: string, named: Named): Promise<Target | undefined> {
  const { unit: itsUnit, member } = named;
  const founded = itsUnit === undefined ? undefined : { units: [itsUnit], groups: [id] };
  const itsGroup = (await ofGroup(context, id)) ?? founded;
  if (!itsGroup || member === undefined) return itsGroup;
  const person = (await context.vault.people.read([member])).get(member);
  return { ...itsGroup, accounts: some(person?.account) };
}

async function ofMeeting(context: Context, id: string, named: Named): Promise<Target | undefined> {
  const { state } = await context.streams.load(meeting, id);
  const itsGroup = state.status === 'none' ? named.group : state.group;
  return itsGroup === undefined ? undefined : ((await ofGroup(context, itsGroup)) ?? { groups: [itsGroup] });
}

/**
 * What is said to be an error, is to be forgotten, or gets a cleaned text that stands for the original: nobody takes back what
 * another side, or another group, has said, nor deletes it or writes it anew.
 */
function corrected(operation: string, events: readonly Past<AnyEvent>[], { ofEvent, madeBy }: Named) {
  const takesItsPlace = /^(Record\w+InError|Forget\w+Words)$/.test(operation) || madeBy === 'cleaned';
  return takesItsPlace ? events.find(({ id }) => id === ofEvent) : undefined;
}

/** A command of one group's part is about that group; a group that commissions is asked for everything. */
async function ofCommission(
  { streams }: Context,
  operation: string,
  id: string,
  named: Named,
): Promise<Target | undefined> {
  const { state, events } = await streams.load(commission, id);
  if (state.status === 'none')
    return named.unit === undefined ? undefined : { units: [named.unit], groups: some(named.fromGroup) };
  const error = corrected(operation, events, named);
  if (error) {
    const { group: part } = error.data as { readonly group?: string };
    const isTheirs = part !== undefined && sideOf(error.metadata.by) === 'group';
    return isTheirs ? { groups: [part] } : { units: [state.unit], groups: some(state.fromGroup) };
  }
  const about = events.find(({ id }) => id === named.ofEvent)?.data as { readonly group?: string } | undefined;
  const part = about?.group ?? named.group;
  const asked = part === undefined ? [...state.groups.keys()] : [part];
  return { units: [state.unit], groups: [...asked, ...some(state.fromGroup)] };
}

/** What only the group's side says. */
const ofGroupAlone: ReadonlySet<string> = new Set([
  'ProposalRevised',
  'ProposalWithdrawn',
  'MoreInformationProvided',
  'TellingConfirmed',
  'GroupResponded',
  'HeardByMember',
  'ProposalReopened',
]);

/** Whose an event is: an answer that the coordinator wrote down is still management's too. */
function whoseOf({ type, data, metadata: { by } }: Past<AnyEvent>): 'group' | 'management' | 'both' {
  if (sideOf(by) === 'management') return 'management';
  return ofGroupAlone.has(type) || data.side === 'group' ? 'group' : 'both';
}

async function ofProposal(
  { streams }: Context,
  operation: string,
  id: string,
  named: Named,
): Promise<Target | undefined> {
  const { state, events } = await streams.load(proposal, id);
  if (state.status === 'none')
    return named.group === undefined ? undefined : { units: some(named.unit), groups: [named.group] };
  const units = new Set([state.unit, ...state.holders.map(({ unit }) => unit)]);
  const error = corrected(operation, events, named);
  const whose = error ? whoseOf(error) : 'both';
  return {
    units: whose === 'group' ? [] : [...units],
    groups: whose === 'management' ? [] : [state.group],
  };
}

/**
 * An account that has not joined yet is still its group's where a coordinator of the group has invited it and it was given no
 * other role: whoever may correct its address could otherwise become anybody.
 */
async function ofAccount(context: Context, operation: string, id: string, named: Named): Promise<Target | undefined> {
  if (operation === 'GrantRole' || operation === 'WithdrawRole') {
    const isOfGroup = named.role === 'member' || named.role === 'coordinator';
    return { accounts: [id], units: some(named.unit), groups: isOfGroup ? some(named.group) : [] };
  }
  const { state, events } = await context.streams.load(account, id);
  const mayBeTheirs = operation === 'InviteAccount' || operation === 'SendInvitation';
  // Whoever holds a post may be named before there is an account: that is nobody's to claim.
  if (mayBeTheirs && (state.status === 'none' || !state.joined) && (await hasHeldPost(context, id)))
    return { accounts: [id] };
  if (state.status === 'none') return undefined;
  const invitedFor = state.joined ? undefined : events[0]!.metadata.by?.group;
  const isOnlyIts = invitedFor !== undefined && state.grants.every((grant) => grant.group === invitedFor);
  return { accounts: [id], groups: isOnlyIts ? [invitedFor] : [] };
}

/**
 * Whose the thing is that a command is about, as the streams say it now, never a read model: what was withdrawn a moment ago
 * is not allowed any more. Before there is anything under the id it is what the body says, and undefined where that says nothing.
 */
export async function targetOf(
  context: Context,
  { name, noun }: { readonly name: string; readonly noun: Noun },
  id: string,
  body: object,
): Promise<Target | undefined> {
  const named = body as Named;
  switch (noun) {
    case 'organisation':
      return {};
    case 'units':
      return (await context.streams.load(unit, id)).state.status === 'none' ? undefined : { units: [id] };
    case 'groups':
      return ofGroupAndMember(context, id, named);
    case 'meetings':
      return ofMeeting(context, id, named);
    case 'commissions':
      return ofCommission(context, name, id, named);
    case 'proposals':
      return ofProposal(context, name, id, named);
    case 'accounts':
      return ofAccount(context, name, id, named);
  }
}
