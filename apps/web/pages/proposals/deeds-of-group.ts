import { proposalKinds } from '../../codes.ts';
import type { Deed } from './deed.ts';
import { isInvited, mayReopen, pendingQuestion } from './situation.ts';

const ofGroup = ['coordinator', 'member'] as const;

/** What the group's own side does. */
export const deedsOfGroup: readonly Deed[] = [
  {
    name: 'provideInformation',
    operation: 'ProvideInformation',
    records: 'MoreInformationProvided',
    path: '/api/proposals/{id}/provide-information',
    by: ofGroup,
    isOffered: (at) => at.isOpen && pendingQuestion(at) !== undefined,
    isNext: () => true,
    fields: () => [{ name: 'answer', as: 'words', label: 'deed.field.information', lines: 5, isNeeded: true }],
  },
  {
    name: 'confirmTelling',
    operation: 'ConfirmTelling',
    records: 'TellingConfirmed',
    path: '/api/proposals/{id}/confirm-telling',
    by: ['member'],
    isOffered: ({ owes }) => owes('confirmation') !== undefined,
    isNext: () => true,
    fields: () => [],
    fixed: ({ owes }) => ({ ofEvent: owes('confirmation')?.ofEvent, how: 'account' }),
  },
  {
    name: 'confirmTellingAtMeeting',
    operation: 'ConfirmTelling',
    records: 'TellingConfirmed',
    path: '/api/proposals/{id}/confirm-telling',
    by: ['coordinator'],
    isOffered: ({ owes }) => owes('confirmation') !== undefined,
    isNext: () => true,
    fields: (_at, { meetings }) => [
      {
        name: 'meeting',
        as: 'pick',
        label: 'deed.field.confirmedAt',
        hint: 'deed.field.confirmedAt.hint',
        options: meetings,
        isNeeded: true,
        initial: meetings[0]?.value,
      },
    ],
    fixed: ({ owes }) => ({ ofEvent: owes('confirmation')?.ofEvent, how: 'meeting' }),
  },
  {
    name: 'reopen',
    operation: 'ReopenProposal',
    records: 'ProposalReopened',
    path: '/api/proposals/{id}/reopen',
    by: ofGroup,
    isOffered: mayReopen,
    isNext: () => true,
    fields: () => [
      {
        name: 'reason',
        as: 'words',
        label: 'deed.field.whyReopened',
        hint: 'deed.field.whyReopened.hint',
        lines: 4,
        isNeeded: true,
      },
    ],
  },
  {
    name: 'respond',
    operation: 'Respond',
    records: 'GroupResponded',
    path: '/api/proposals/{id}/respond',
    by: ofGroup,
    isOffered: ({ answer }) => answer !== undefined,
    isNext: isInvited,
    isAgain: ({ proposal: { responses } }) => responses.length > 0,
    fields: (_at, { of }) => [
      {
        name: 'view',
        as: 'choice',
        label: 'deed.field.view',
        options: of('view', ['satisfied', 'unsatisfied', 'wantsToContinue', 'opinionsDiffer']),
        isNeeded: true,
      },
      { name: 'comment', as: 'words', label: 'deed.field.comment', lines: 4 },
      {
        name: 'howAsked',
        as: 'pick',
        label: 'deed.field.howAsked',
        options: of('record.howAsked', ['discussion', 'vote', 'round', 'anonymously', 'other']),
      },
      { name: 'present', as: 'number', label: 'deed.field.present' },
    ],
  },
  {
    name: 'hear',
    operation: 'Hear',
    records: 'HeardByMember',
    path: '/api/proposals/{id}/hear',
    by: ['member'],
    isOffered: ({ answer, proposal: { tellings } }) => answer !== undefined && tellings.length > 0,
    fields: (_at, { of }) => [
      {
        name: 'said',
        as: 'choice',
        label: 'deed.field.said',
        options: of('said', ['heard', 'notChanged']),
        isNeeded: true,
      },
      { name: 'aFewWords', as: 'words', label: 'deed.field.aFewWords', lines: 3 },
    ],
  },
  {
    name: 'revise',
    operation: 'ReviseProposal',
    records: 'ProposalRevised',
    path: '/api/proposals/{id}/revise',
    by: ofGroup,
    isOffered: ({ isOpen, isAnswered }) => isOpen && !isAnswered,
    isGuarded: true,
    fields: ({ proposal }, { of }) => [
      { name: 'title', as: 'words', label: 'deed.field.title', isNeeded: true, initial: textIn(proposal.title) },
      { name: 'text', as: 'words', label: 'deed.field.text', lines: 8, initial: textIn(proposal.text) },
      {
        name: 'changeHopedFor',
        as: 'words',
        label: 'deed.field.changeHopedFor',
        lines: 3,
        initial: textIn(proposal.changeHopedFor),
      },
      {
        name: 'kind',
        as: 'pick',
        label: 'deed.field.kind',
        options: of('kind', proposalKinds),
        initial: proposal.kind,
      },
    ],
  },
  {
    name: 'withdraw',
    operation: 'WithdrawProposal',
    records: 'ProposalWithdrawn',
    path: '/api/proposals/{id}/withdraw',
    by: ofGroup,
    isOffered: ({ isOpen, proposal: { closed } }) => isOpen && closed !== 'closed',
    fields: () => [{ name: 'reason', as: 'words', label: 'deed.field.whyWithdrawn', lines: 3 }],
  },
];

const textIn = (text: object | null): string => (text && 'text' in text ? String(text.text) : '');
