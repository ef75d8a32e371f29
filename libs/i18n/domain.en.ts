import type { domainFi } from './domain.fi.ts';
import type { Translated } from './sentence.ts';

export const domainEn: Translated<typeof domainFi> = {
  'owed.receipt': 'notice of receipt',
  'owed.decision': 'management’s answer',
  'owed.reply': 'management’s answer: how it was used',
  'owed.decisionConfirmation': 'confirmation of an answer that was written down',
  'owed.change': 'the promised change',
  'owed.followUp': 'follow-up: what changed? did it? why not?',
  'owed.hearing': 'hearing of the initiator',
  'owed.information': 'more information',
  'owed.telling': 'telling the answer to the group',
  'owed.confirmation': 'the group’s confirmation of what it was told',
  'owed.acceptance': 'acceptance of a commission',
  'owed.answer': 'answer to a commission',
  'owed.clarification': 'clarification of a commission',
  'owed.trialEnding': 'the end of a trial',

  'turn.management': 'management',
  'turn.group': 'group',

  'kind.idea': 'idea',
  'kind.comment': 'comment',
  'kind.statement': 'statement',
  'kind.message': 'message',
  'kind.socialReport': 'social report',
  'kind.trialIdea': 'idea for a trial',

  'outcome.accepted': 'accepted',
  'outcome.partlyAccepted': 'partly accepted',
  'outcome.trial': 'to be tried out',
  'outcome.deferred': 'deferred',
  'outcome.rejected': 'will not be carried out',
  'outcome.used': 'used',
  'outcome.partlyUsed': 'partly used',
  'outcome.notUsed': 'not used',
};
