import type { Deed } from './deed.ts';
import { isRead, runningTrial, type Situation } from './situation.ts';

const either = ['holder', 'coordinator', 'member'] as const;

/** What either side may do. */
export const deedsOfBoth: readonly Deed[] = [
  {
    name: 'tell',
    operation: 'TellAnswer',
    records: 'AnswerTold',
    path: '/api/proposals/{id}/tell',
    by: ['coordinator', 'holder'],
    isOffered: ({ owes }) => owes('telling') !== undefined,
    isNext: (_at, side) => side === 'coordinator',
    fields: (at, { of, meetings, day }, { how }) => [
      ...(untold(at).length > 1
        ? [
            {
              name: 'ofEvent',
              as: 'choice',
              label: 'deed.field.whatTold',
              options: saidOf(at, of, day),
              isNeeded: true,
              initial: untold(at)[0],
            } as const,
          ]
        : []),
      {
        name: 'how',
        as: 'pick',
        label: 'deed.field.how',
        options: of('tellingHow', ['meeting', 'visit', 'phone', 'letter', 'message', 'poster']),
        isNeeded: true,
        initial: 'meeting',
      },
      ...((how === 'meeting' || how === 'visit') && meetings.length > 0
        ? [
            {
              name: 'meeting',
              as: 'pick',
              label: 'deed.field.meeting',
              hint: 'deed.field.meeting.hint',
              options: meetings,
            } as const,
          ]
        : []),
    ],
    fixed: (at) => (untold(at).length > 1 ? {} : { ofEvent: untold(at)[0] }),
  },
  {
    name: 'concludeTrial',
    operation: 'ConcludeTrial',
    records: 'TrialConcluded',
    path: '/api/proposals/{id}/conclude-trial',
    by: either,
    isOffered: (at) => runningTrial(at) !== undefined,
    fields: (_at, { of }) => [
      {
        name: 'outcome',
        as: 'choice',
        label: 'deed.field.trialOutcome',
        options: of('trialOutcome', ['adopt', 'adapt', 'abandon']),
        isNeeded: true,
      },
      { name: 'whatWasLearnt', as: 'words', label: 'deed.field.whatWasLearnt', lines: 5, isNeeded: true },
    ],
  },
  {
    name: 'startTrial',
    operation: 'StartTrial',
    records: 'TrialStarted',
    path: '/api/proposals/{id}/start-trial',
    by: ['coordinator', 'member', 'holder'],
    isOffered: (at) => at.isOpen && !runningTrial(at) && (at.as.holder === undefined || at.awaitsChange),
    fields: () => [
      { name: 'what', as: 'words', label: 'deed.field.whatTried', lines: 4, isNeeded: true },
      { name: 'where', as: 'words', label: 'deed.field.where' },
      { name: 'until', as: 'day', label: 'deed.field.until', isAhead: true },
    ],
  },
  {
    name: 'ledTo',
    operation: 'RecordProposalLedTo',
    records: 'LedTo',
    path: '/api/proposals/{id}/record-led-to',
    by: either,
    isOffered: () => true,
    fields: (_at, { of }) => [
      {
        name: 'kind',
        as: 'pick',
        label: 'deed.field.ledToKind',
        options: of('ledTo', ['activity', 'service', 'product', 'group', 'path', 'wayOfWorking']),
        isNeeded: true,
      },
      { name: 'what', as: 'words', label: 'deed.field.ledTo', lines: 3, isNeeded: true },
    ],
  },
  {
    name: 'link',
    operation: 'LinkProposal',
    records: 'ProposalLinked',
    path: '/api/proposals/{id}/link',
    by: either,
    isOffered: () => true,
    fields: (_at, { of, proposals }) => [
      { name: 'proposal', as: 'pick', label: 'deed.field.proposal', options: proposals, isNeeded: true },
      {
        name: 'how',
        as: 'choice',
        label: 'deed.field.linked',
        options: of('answer.link', ['sameMatter', 'followsFrom', 'replaces']),
        isNeeded: true,
        initial: 'sameMatter',
      },
    ],
  },
  {
    name: 'markAsInitiative',
    operation: 'MarkAsInitiative',
    records: 'MarkedAsInitiative',
    path: '/api/proposals/{id}/mark-as-initiative',
    by: either,
    isOffered: ({ isOpen, proposal: { initiative } }) => isOpen && initiative === undefined,
    fields: (_at, { members }, { members: chosen }) => [
      { name: 'registryNumber', as: 'line', label: 'deed.field.registryNumber', isNeeded: true },
      { name: 'arrived', as: 'day', label: 'deed.field.arrived', isNeeded: true },
      {
        name: 'members',
        as: 'several',
        label: 'deed.field.initiators',
        hint: 'deed.field.initiators.hint',
        options: members,
        isNeeded: true,
        isAside: true,
      },
      ...((chosen ?? []) as readonly string[]).flatMap((member) => {
        const said = members.find(({ value }) => value === member)?.label ?? member;
        return [
          {
            name: `name-${member}`,
            as: 'line',
            label: 'deed.field.initiatorName',
            said,
            initial: said,
            isNeeded: true,
            isAside: true,
          },
          {
            name: `contact-${member}`,
            as: 'line',
            label: 'deed.field.initiatorContact',
            said,
            isNeeded: true,
            isAside: true,
          },
        ] as const;
      }),
    ],
    fixed: (_at, values) => ({
      initiators: ((values.members ?? []) as readonly string[]).map((id) => ({
        id,
        name: values[`name-${id}`],
        contact: values[`contact-${id}`],
      })),
    }),
  },
  {
    name: 'close',
    operation: 'CloseProposal',
    records: 'ProposalClosed',
    path: '/api/proposals/{id}/close',
    by: either,
    isOffered: ({ isOpen, proposal: { closed } }) => isOpen && closed !== 'closed',
    fields: () => [
      {
        name: 'reason',
        as: 'words',
        label: 'deed.field.whyClosed',
        hint: 'deed.field.whyClosed.hint',
        lines: 3,
        isNeeded: true,
      },
    ],
  },
];

/** Answers and follow-ups that the group has not been told. */
const untold = ({ proposal }: Situation): readonly string[] =>
  proposal.owed.flatMap(({ what, ofEvent }) => (what === 'telling' && ofEvent !== undefined ? [ofEvent] : []));

type CodesOf = (family: string, codes: readonly string[]) => readonly { readonly label: string }[];

function saidOf(at: Situation, of: CodesOf, day: (on: string) => string) {
  const { answers, followUps } = at.proposal;
  return untold(at).map((value) => {
    const answer = answers.find(({ event }) => event === value);
    const followUp = followUps.find(({ event }) => event === value);
    const codes =
      followUp && isRead(followUp)
        ? of('changed', [followUp.changed])
        : answer && 'inForce' in answer
          ? of('outcome', [answer.decision ?? answer.reply ?? ''])
          : [];
    const { on } = ((followUp && isRead(followUp) ? followUp : answer) ?? {}) as { readonly on?: string };
    return { value, label: [codes[0]?.label, on && day(on)].filter(Boolean).join(', ') };
  });
}
