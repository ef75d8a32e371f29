import type { domainFi } from './domain.fi.ts';
import type { Translated } from './sentence.ts';

export const domainSv: Translated<typeof domainFi> = {
  'owed.receipt': 'besked om mottagande',
  'owed.decision': 'ledningens svar',
  'owed.reply': 'ledningens svar: hur saken beaktades',
  'owed.decisionConfirmation': 'bekräftelse av ett antecknat svar',
  'owed.change': 'utlovad ändring',
  'owed.followUp': 'uppföljning: vad ändrades, ändrades det, varför inte',
  'owed.hearing': 'hörande av initiativtagaren',
  'owed.information': 'tilläggsuppgifter',
  'owed.telling': 'återkoppling av svaret till gruppen',
  'owed.confirmation': 'gruppens bekräftelse av återkopplingen',
  'owed.acceptance': 'mottagande av ett uppdrag',
  'owed.answer': 'svar på ett uppdrag',
  'owed.clarification': 'precisering av ett uppdrag',
  'owed.trialEnding': 'försökets slut',

  'turn.management': 'ledningen',
  'turn.group': 'gruppen',

  'kind.idea': 'idé',
  'kind.comment': 'kommentar',
  'kind.statement': 'ställningstagande',
  'kind.message': 'budskap',
  'kind.socialReport': 'social rapport',
  'kind.trialIdea': 'försöksidé',

  'outcome.accepted': 'godkänt',
  'outcome.partlyAccepted': 'delvis godkänt',
  'outcome.trial': 'prövas',
  'outcome.deferred': 'framskjutet',
  'outcome.rejected': 'genomförs inte',
  'outcome.used': 'beaktat',
  'outcome.partlyUsed': 'delvis beaktat',
  'outcome.notUsed': 'inte beaktat',
};
