import { reasonCodes } from '../../codes.ts';
import type { Deed } from './deed.ts';
import { pendingQuestion } from './situation.ts';

const isHolder = (side: string): boolean => side === 'holder';

/** What the unit that holds a proposal does; where it only spoke, the coordinator who heard it writes it down. */
export const deedsOfManagement: readonly Deed[] = [
  {
    name: 'confirmDecision',
    operation: 'ConfirmDecision',
    records: 'DecisionConfirmed',
    path: '/api/proposals/{id}/confirm-decision',
    by: ['holder'],
    isOffered: ({ owes, as }) => {
      const owed = owes('decisionConfirmation');
      return owed !== undefined && (owed.post === undefined || as.holder === `post:${owed.post}`);
    },
    isNext: () => true,
    fields: () => [],
    fixed: ({ owes, as }) => ({
      ofEvent: owes('decisionConfirmation')?.ofEvent,
      post: as.holder?.replace('post:', ''),
    }),
  },
  {
    name: 'receive',
    operation: 'ReceiveProposal',
    records: 'ProposalReceived',
    path: '/api/proposals/{id}/receive',
    by: ['holder', 'coordinator'],
    isHeardToo: true,
    isOffered: ({ isOpen, isAnswered, proposal: { answerWanted } }) => isOpen && !isAnswered && answerWanted !== 'none',
    isNext: ({ owes }, side) => isHolder(side) && owes('receipt') !== undefined,
    isAgain: ({ owes, proposal: { receipts } }) => receipts.length > 0 && !owes('receipt'),
    fields: ({ as, proposal: { receipts } }, { posts }) => [
      {
        name: 'post',
        as: 'pick',
        label: 'deed.field.handler',
        options: posts,
        isNeeded: true,
        initial: as.holder?.replace('post:', '') ?? receipts.at(-1)?.post,
      },
      { name: 'estimate', as: 'day', label: 'deed.field.estimate', hint: 'deed.field.estimate.hint', isAhead: true },
    ],
  },
  {
    name: 'decide',
    operation: 'DecideProposal',
    records: 'ProposalDecided',
    path: '/api/proposals/{id}/decide',
    by: ['holder', 'coordinator'],
    isHeardToo: true,
    isOffered: ({ isOpen }) => isOpen,
    isNext: ({ owes }, side) => isHolder(side) && owes('decision', 'reply') !== undefined,
    isAgain: ({ isAnswered }) => isAnswered,
    // Answering has a form of its own, which the board shows too.
    fields: () => [],
  },
  {
    name: 'requestInformation',
    operation: 'RequestInformation',
    records: 'MoreInformationRequested',
    path: '/api/proposals/{id}/request-information',
    by: ['holder'],
    isOffered: (at) => at.isOpen && !at.isAnswered && !pendingQuestion(at),
    fields: () => [
      {
        name: 'question',
        as: 'words',
        label: 'deed.field.question',
        hint: 'deed.field.question.hint',
        lines: 4,
        isNeeded: true,
      },
    ],
  },
  {
    name: 'forward',
    operation: 'ForwardProposal',
    records: 'ProposalForwarded',
    path: '/api/proposals/{id}/forward',
    by: ['holder'],
    isOffered: ({ isOpen, isAnswered }) => isOpen && !isAnswered,
    fields: (_at, { units }) => [
      { name: 'unit', as: 'pick', label: 'deed.field.toUnit', options: units, isNeeded: true },
      { name: 'why', as: 'words', label: 'deed.field.why', lines: 3, isNeeded: true },
    ],
  },
  {
    name: 'followUp',
    operation: 'RecordFollowUp',
    records: 'FollowUpRecorded',
    path: '/api/proposals/{id}/follow-up',
    by: ['holder', 'coordinator'],
    isHeardToo: true,
    isOffered: ({ awaitsChange }) => awaitsChange,
    isNext: ({ owes }, side) => isHolder(side) && (owes('followUp') !== undefined || owes('change')?.overdue === true),
    fields: (_at, { of }, { changed }) => [
      {
        name: 'changed',
        as: 'choice',
        label: 'deed.field.changed',
        options: of('changed', ['yes', 'partly', 'no', 'tooEarly']),
        isNeeded: true,
      },
      ...(changed === 'yes' || changed === 'partly'
        ? [{ name: 'whatChanged', as: 'words', label: 'deed.field.whatChanged', lines: 4, isNeeded: true } as const]
        : []),
      ...(changed !== undefined && changed !== 'yes'
        ? [
            {
              name: 'whyNot',
              as: 'words',
              label: changed === 'tooEarly' ? 'deed.field.whyTooEarly' : 'deed.field.whyNot',
              lines: 4,
              isNeeded: true,
            } as const,
          ]
        : []),
      ...(changed === 'tooEarly'
        ? [{ name: 'next', as: 'day', label: 'deed.field.next', isNeeded: true, isAhead: true } as const]
        : []),
      ...(changed !== undefined && changed !== 'tooEarly'
        ? [
            {
              name: 'evidence',
              as: 'words',
              label: 'deed.field.evidence',
              hint: 'deed.field.evidence.hint',
              lines: 3,
            } as const,
          ]
        : []),
    ],
  },
  {
    name: 'startChange',
    operation: 'StartChange',
    records: 'ChangeStarted',
    path: '/api/proposals/{id}/start-change',
    by: ['holder', 'coordinator'],
    isOffered: ({ awaitsChange, owes }) => awaitsChange && owes('change') !== undefined,
    isNext: ({ owes }, side) => isHolder(side) && owes('change') !== undefined,
    fields: () => [{ name: 'what', as: 'words', label: 'deed.field.whatStarted', lines: 3 }],
  },
  {
    name: 'reachMilestone',
    operation: 'ReachMilestone',
    records: 'MilestoneReached',
    path: '/api/proposals/{id}/reach-milestone',
    by: ['holder', 'coordinator'],
    isOffered: ({ awaitsChange, owes }) => awaitsChange && !owes('change'),
    fields: () => [{ name: 'what', as: 'words', label: 'deed.field.whatReached', lines: 3, isNeeded: true }],
  },
  {
    name: 'scheduleFollowUp',
    operation: 'ScheduleFollowUp',
    records: 'FollowUpScheduled',
    path: '/api/proposals/{id}/schedule-follow-up',
    by: ['holder', 'coordinator'],
    isOffered: ({ awaitsChange }) => awaitsChange,
    fields: () => [{ name: 'next', as: 'day', label: 'deed.field.nextFollowUp', isNeeded: true, isAhead: true }],
  },
  {
    name: 'hearInitiator',
    operation: 'HearInitiator',
    records: 'InitiatorHeard',
    path: '/api/proposals/{id}/hear-initiator',
    by: ['holder', 'coordinator'],
    isOffered: ({ proposal: { initiative } }) => initiative !== undefined,
    isNext: ({ owes }, side) => isHolder(side) && owes('hearing') !== undefined,
    fields: ({ proposal: { initiative } }, { members }) => [
      ...(members.length > 0
        ? [
            {
              name: 'initiator',
              as: 'pick',
              label: 'deed.field.initiator',
              options: members.filter(({ value }) => initiative?.initiators?.includes(value)),
            } as const,
          ]
        : []),
      { name: 'what', as: 'words', label: 'deed.field.whatHeard', lines: 4, isNeeded: true },
    ],
  },
  {
    name: 'codeReason',
    operation: 'CodeReason',
    records: 'ReasonCoded',
    path: '/api/proposals/{id}/code-reason',
    by: ['analyst'],
    isOffered: ({ answer }) => answer !== undefined && answer.decision !== 'trial',
    fields: ({ answer }, { of }) => [
      {
        name: 'reasonCodes',
        as: 'several',
        label: 'deed.field.reasonCodes',
        options: of('reasonCode', reasonCodes),
        isNeeded: true,
        initial: answer?.reasonCodes,
      },
    ],
    fixed: ({ answer }) => ({ ofEvent: answer?.event }),
  },
];
