import { administrator, coordinator as by, head } from '../../../test/installation.ts';
import { conformance } from '../../../test/use-cases.conformance.ts';

const issued = (title: string) => ({
  unit: 'services',
  groups: ['lobby'],
  kind: 'commentOnDraft',
  answerWantedBy: '2027-01-31',
  words: { title, task: `Say what is hard to understand: ${title}` },
});

conformance({
  noun: 'commissions',
  singular: 'Commission',
  text: { id: 'brochure', of: 'IssueCommission', field: 'task' },
  again: (id) => ({ do: 'IssueCommission', id, by: head, body: issued('The web pages of the office') }),
  steps: [
    { do: 'IssueCommission', id: 'decision-letter', by: head, scene: true, body: issued('A letter of decision') },
    {
      do: 'DeclineCommission',
      id: 'decision-letter',
      by,
      body: { group: 'lobby', words: { reason: 'It is for lawyers.' } },
    },
    { do: 'WithdrawCommission', id: 'decision-letter', by: head, body: { words: { reason: 'The lawyers wrote it.' } } },
    { do: 'IssueCommission', id: 'brochure', by: head, body: issued('The brochure of the office') },
    { do: 'QuestionCommission', id: 'brochure', by, body: { group: 'lobby', words: { question: 'Who is it for?' } } },
    {
      do: 'ClarifyCommission',
      id: 'brochure',
      by: head,
      body: { group: 'lobby', words: { clarification: 'For those who come for the first time.' } },
    },
    { do: 'AcceptCommission', id: 'brochure', by, body: { group: 'lobby' } },
    {
      do: 'RescheduleCommission',
      id: 'brochure',
      by: head,
      body: { answerWantedBy: '2027-03', words: { reason: 'The printer is late.' } },
    },
    {
      do: 'SubmitProposal',
      id: 'larger-print',
      by,
      scene: true,
      body: {
        group: 'lobby',
        unit: 'services',
        commission: 'brochure',
        kind: 'comment',
        answerWanted: 'reply',
        words: { title: 'Print it larger' },
      },
    },
    {
      do: 'AnswerCommission',
      id: 'brochure',
      by,
      body: { group: 'lobby', proposals: ['larger-print'], words: { summary: 'Larger print, and fewer words.' } },
    },
    {
      do: 'CloseCommission',
      id: 'brochure',
      by: administrator,
      body: { words: { reason: 'The brochure was given up.' } },
    },
  ],
});
