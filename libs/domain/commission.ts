import { type InputOf, recording, requireHappened, said } from './act.ts';
import type { CommissionEvent, GroupsPart, Issued, State } from './commission-state.ts';
import { type Act, sideOf } from './event.ts';
import type { State as GroupState } from './group-state.ts';
import { certainlyBefore, type OccurredOn } from './occurred-on.ts';
import { requires } from './refusal.ts';
import type { State as UnitState } from './unit.ts';

export {
  type CommissionEvent,
  category,
  events,
  evolve,
  initial,
  type State,
} from './commission-state.ts';

type Input<Type extends CommissionEvent['type']> = InputOf<CommissionEvent, Type>;
type Open = Extract<State, { status: 'open' }>;
const record = recording<CommissionEvent>();

/** Who commissions: management, a project or a partner; or another group, when it comes from one. */
function requireCommissioner(commission: Pick<Issued, 'from' | 'fromGroup'>, facts: Act): void {
  requireHappened(facts);
  const ofThatGroup =
    commission.from === 'group' && (facts.by.group === undefined || facts.by.group === commission.fromGroup);
  requires(
    sideOf(facts.by) !== 'group' || ofThatGroup,
    'commission.not-commissioner',
    'Only the side that commissions does this.',
    'by',
  );
}

function requireOpen(state: State): asserts state is Open {
  requires(state.status !== 'none', 'commission.unknown', 'There is no such commission.');
  requires(state.status !== 'withdrawn', 'commission.withdrawn', 'The commission was withdrawn.');
  requires(state.status !== 'closed', 'commission.closed', 'The commission is closed.');
}

function partOf(state: Open, group: string): GroupsPart {
  const part = state.groups.get(group);
  requires(part, 'commission.not-asked', 'The commission was not given to this group.', 'group');
  return part;
}

/** Each group accepts, declines, asks and answers for itself. */
function requireItsGroup(state: State, group: string, facts: Act): GroupsPart {
  requireHappened(facts);
  requireOpen(state);
  requires(
    sideOf(facts.by) === 'group',
    'commission.not-group-side',
    'Only the side of the group that was asked does this.',
    'by',
  );
  requires(
    facts.by.group === undefined || facts.by.group === group,
    'commission.other-group',
    'Nobody acts for another group than their own.',
    'by',
  );
  return partOf(state, group);
}

function requireWantedLater(answerWantedBy: OccurredOn | undefined, facts: Act): void {
  requires(
    !certainlyBefore(answerWantedBy, facts.on),
    'commission.wanted-in-past',
    'An answer cannot be wanted by a day that is past.',
    'answerWantedBy',
  );
}

/** `unit` and `groups` are the states of the unit in the lead and of the groups that are asked. */
export function issue(
  input: Input<'CommissionIssued'>,
  state: State,
  facts: Act & {
    readonly unit: UnitState;
    readonly groups: ReadonlyMap<string, GroupState>;
  },
): CommissionEvent[] {
  requireCommissioner({ from: input.from, fromGroup: input.fromGroup }, facts);
  requires(state.status === 'none', 'commission.exists', 'A commission with this id is there already.');
  requires(said(input.words?.title), 'commission.title-missing', 'Give the commission a title.', 'words.title');
  requires(
    input.from !== 'group' || input.fromGroup !== undefined,
    'commission.from-group-missing',
    'Say from which group it comes.',
    'fromGroup',
  );
  requires(facts.unit.status !== 'none', 'unit.unknown', 'There is no such unit.', 'unit');
  requires(facts.unit.status === 'open', 'unit.closed', 'The unit is closed.', 'unit');
  requires(input.groups.length > 0, 'commission.no-groups', 'Say to which groups it is given.', 'groups');
  requires(
    new Set(input.groups).size === input.groups.length,
    'commission.group-twice',
    'Name each group once.',
    'groups',
  );
  for (const group of input.groups) {
    const status = facts.groups.get(group)?.status ?? 'none';
    requires(status !== 'none', 'group.unknown', 'There is no such group.', 'groups');
    requires(status === 'living', 'group.ended', 'The group has ended.', 'groups');
  }
  requireWantedLater(input.answerWantedBy, facts);
  return [record('CommissionIssued', input)];
}

/** A group that declined may think better of it. */
export function accept(input: Input<'CommissionAccepted'>, state: State, facts: Act): CommissionEvent[] {
  const { status } = requireItsGroup(state, input.group, facts);
  return status === 'accepted' || status === 'answered' ? [] : [record('CommissionAccepted', input)];
}

export function decline(input: Input<'CommissionDeclined'>, state: State, facts: Act): CommissionEvent[] {
  const { status } = requireItsGroup(state, input.group, facts);
  requires(status !== 'answered', 'commission.already-answered', 'The group has answered already.');
  requires(said(input.words?.reason), 'commission.decline-reason-missing', 'Say why.', 'words.reason');
  return status === 'declined' ? [] : [record('CommissionDeclined', input)];
}

function requireNotDeclined(part: GroupsPart): void {
  requires(part.status !== 'declined', 'commission.declined', 'The group has declined; accept the commission first.');
}

export function question(input: Input<'CommissionQuestioned'>, state: State, facts: Act): CommissionEvent[] {
  requireNotDeclined(requireItsGroup(state, input.group, facts));
  requires(said(input.words?.question), 'commission.question-missing', 'Say what is unclear.', 'words.question');
  return [record('CommissionQuestioned', input)];
}

export function clarify(input: Input<'CommissionClarified'>, state: State, facts: Act): CommissionEvent[] {
  requireOpen(state);
  requireCommissioner(state, facts);
  const { questions } = partOf(state, input.group);
  requires(
    questions.some(({ clarified }) => !clarified),
    'commission.no-question',
    'No question of this group waits to be clarified.',
    'group',
  );
  requires(
    said(input.words?.clarification),
    'commission.clarification-missing',
    'Say what was meant.',
    'words.clarification',
  );
  return [record('CommissionClarified', input)];
}

/** A group may answer in several parts. `proposals` are those the input names, as far as they exist. */
export function answer(
  input: Input<'CommissionAnswered'>,
  state: State,
  facts: Act & { readonly proposals: ReadonlyMap<string, { readonly group: string }> },
): CommissionEvent[] {
  const part = requireItsGroup(state, input.group, facts);
  requireNotDeclined(part);
  const summary = said(input.words?.summary);
  requires(
    input.proposals.length > 0 || summary,
    'commission.answer-empty',
    'An answer names proposals or says something.',
    'proposals',
  );
  for (const id of input.proposals) {
    const proposal = facts.proposals.get(id);
    requires(proposal, 'proposal.unknown', 'There is no such proposal.', 'proposals');
    requires(
      proposal.group === input.group,
      'commission.proposal-of-other-group',
      'A group answers with its own proposals.',
      'proposals',
    );
  }
  const nothingNew = input.proposals.every((id) => part.proposals.includes(id)) && !summary;
  return nothingNew ? [] : [record('CommissionAnswered', input)];
}

export function reschedule(input: Input<'CommissionRescheduled'>, state: State, facts: Act): CommissionEvent[] {
  requireOpen(state);
  requireCommissioner(state, facts);
  requires(said(input.words?.reason), 'commission.reschedule-reason-missing', 'Say why.', 'words.reason');
  requireWantedLater(input.answerWantedBy, facts);
  return state.answerWantedBy === input.answerWantedBy ? [] : [record('CommissionRescheduled', input)];
}

export function withdraw(input: Input<'CommissionWithdrawn'>, state: State, facts: Act): CommissionEvent[] {
  if (state.status !== 'withdrawn') requireOpen(state);
  requireCommissioner(state, facts);
  requires(said(input.words?.reason), 'commission.withdraw-reason-missing', 'Say why.', 'words.reason');
  return state.status === 'withdrawn' ? [] : [record('CommissionWithdrawn', input)];
}

/** `undecided` are the proposals listed in an answer that wait for a decision or reply. */
export function close(
  input: Input<'CommissionClosed'>,
  state: State,
  facts: Act & { readonly undecided: readonly string[] },
): CommissionEvent[] {
  if (state.status === 'closed') {
    requireCommissioner(state, facts);
    return [];
  }
  requireOpen(state);
  requireCommissioner(state, facts);
  requires(
    facts.undecided.length === 0 || said(input.words?.reason),
    'commission.close-reason-missing',
    'Proposals with which a group answered are undecided. Say why the commission is closed nevertheless.',
    'words.reason',
  );
  return [record('CommissionClosed', input)];
}
