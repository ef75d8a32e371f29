import { client, coordinator, head } from '../../../test/installation.ts';
import { conformance } from '../../../test/use-cases.conformance.ts';

const id = 'phone-hours';
const own = (title: string) => ({
  group: 'lobby',
  unit: 'services',
  kind: 'idea',
  answerWanted: 'decision',
  words: { title, text: `Why we want it: ${title}` },
});

conformance({
  noun: 'proposals',
  singular: 'Proposal',
  text: { id, of: 'ReviseProposal', field: 'text' },
  again: (one) => ({ do: 'SubmitProposal', id: one, by: client, body: own('A bench outside the door') }),
  steps: [
    {
      do: 'GiveConsent',
      id: 'lobby',
      by: coordinator,
      scene: true,
      body: { member: 'client-1', to: ['name'], how: 'oneself' },
    },
    { do: 'IssueLink', id: 'lobby', by: coordinator, scene: true, body: { link: 'link-1' } },
    {
      do: 'HoldMeeting',
      id: 'thursday',
      by: coordinator,
      scene: true,
      body: { group: 'lobby', kind: 'visit', present: { clientDeveloper: 4 } },
    },
    { do: 'SubmitProposal', id: 'tea', by: client, scene: true, body: own('Tea in the waiting room') },
    { do: 'SubmitProposal', id: 'quiet-room', by: client, scene: true, body: own('A quiet room') },

    { do: 'SubmitProposal', id, by: client, body: { ...own('Answer the telephone longer'), meeting: 'thursday' } },
    { do: 'ReviseProposal', id, by: client, body: { words: { text: 'On Mondays until six.' } } },
    { do: 'LinkProposal', id, by: coordinator, body: { proposal: 'tea', how: 'followsFrom' } },
    { do: 'ReceiveProposal', id, by: head, body: { estimate: '2026-12' } },
    { do: 'RequestInformation', id, by: head, body: { words: { question: 'Which Mondays do you mean?' } } },
    { do: 'ProvideInformation', id, by: client, body: { words: { answer: 'The first of each month.' } } },
    {
      do: 'MarkAsInitiative',
      id,
      by: coordinator,
      body: {
        registryNumber: 'LUVN/1234/2026',
        arrived: '2026-11-10',
        initiators: [{ id: 'client-1', name: 'Helka Virtanen', contact: '040 555 0101' }],
      },
    },
    {
      do: 'HearInitiator',
      id,
      by: head,
      body: { initiator: 'client-1', words: { what: 'The queue is the worst of it.' } },
    },
    {
      do: 'DecideProposal',
      id,
      by: coordinator,
      body: {
        decision: 'accepted',
        post: 'head-of-service',
        responsiblePost: 'head-of-service',
        heardAt: 'thursday',
        byWhen: '2027-01',
        words: { reason: 'Two people can share the Mondays.', whatWillBeDone: 'A rota is made in December.' },
      },
    },
    {
      do: 'ConfirmDecision',
      id,
      by: head,
      body: (event) => ({ ofEvent: event('DecideProposal'), post: 'head-of-service' }),
    },
    {
      do: 'CodeReason',
      id,
      by: { role: 'analyst' },
      body: (event) => ({ ofEvent: event('DecideProposal'), reasonCodes: ['staff'] }),
    },
    {
      do: 'TellAnswer',
      id,
      by: coordinator,
      body: (event) => ({ ofEvent: event('DecideProposal'), how: 'visit', meeting: 'thursday' }),
    },
    {
      do: 'ConfirmTelling',
      id,
      by: client,
      body: (event) => ({ ofEvent: event('TellAnswer'), how: 'account' }),
    },
    { do: 'StartChange', id, by: head, body: { words: { what: 'The rota hangs on the wall.' } } },
    { do: 'ReachMilestone', id, by: head, body: { words: { what: 'The first long Monday' } } },
    { do: 'ScheduleFollowUp', id, by: head, body: { next: '2027-02-15' } },
    {
      do: 'RecordFollowUp',
      id,
      by: head,
      body: { changed: 'partly', words: { whatChanged: 'Open until five.', whyNot: 'Nobody after five.' } },
    },
    {
      do: 'Hear',
      id,
      by: { group: 'lobby' },
      body: { said: 'notChanged', link: 'link-1', words: { aFewWords: 'I rang in vain.' } },
    },
    {
      do: 'Respond',
      id,
      by: coordinator,
      body: { view: 'wantsToContinue', howAsked: 'round', present: 6, words: { comment: 'Five is not six.' } },
    },
    { do: 'ReopenProposal', id, by: coordinator, body: { words: { reason: 'We still want six.' } } },
    {
      do: 'RecordProposalLedTo',
      id,
      by: coordinator,
      body: { kind: 'wayOfWorking', words: { what: 'Shared Mondays' } },
    },
    { do: 'CloseProposal', id, by: coordinator, body: { words: { reason: 'The office moves to another town.' } } },

    {
      do: 'StartTrial',
      id: 'quiet-room',
      by: coordinator,
      body: { until: '2026-12', words: { what: 'A week without a radio', where: 'The smaller waiting room' } },
    },
    {
      do: 'ConcludeTrial',
      id: 'quiet-room',
      by: coordinator,
      body: { outcome: 'adopt', words: { whatWasLearnt: 'People talked to each other.' } },
    },
    {
      do: 'ForwardProposal',
      id: 'quiet-room',
      by: head,
      body: { unit: 'housing', words: { why: 'The rooms belong to them.' } },
    },
    { do: 'WithdrawProposal', id: 'tea', by: client, body: { words: { reason: 'There is coffee.' } } },
  ],
});
