/** The domain's closed lists, in the order in which they are offered; what each code is called stands in the catalogues. */
export const memberRoles = [
  'clientDeveloper',
  'staffDeveloper',
  'expertByExperience',
  'developmentPartner',
  'coordinator',
  'researcher',
  'projectWorker',
] as const;
export const works = ['planning', 'running', 'findingOut', 'visits', 'reporting'] as const;
export const meetingKinds = [
  'meeting',
  'visit',
  'openEvent',
  'serviceCafe',
  'influenceEvent',
  'workingGroup',
  'talk',
] as const;
export const proposalKinds = ['idea', 'comment', 'statement', 'message', 'socialReport', 'trialIdea'] as const;
export const decisions = ['accepted', 'partlyAccepted', 'trial', 'deferred', 'rejected'] as const;
export const replies = ['used', 'partlyUsed', 'notUsed'] as const;
export const reasonCodes = [
  'money',
  'staff',
  'notOurPower',
  'law',
  'safety',
  'alreadyExists',
  'conflictsWithPlan',
  'notFeasible',
  'timing',
  'other',
] as const;
export const views = ['satisfied', 'unsatisfied', 'wantsToContinue', 'opinionsDiffer'] as const;
export const waysOfAsking = ['discussion', 'vote', 'round', 'anonymously', 'other'] as const;
export const voices = ['clients', 'staff', 'both', 'partners', 'residents'] as const;
/** Why words are forgotten; that their time was over is said by the system itself. */
export const forgetReasons = ['request', 'personalData', 'consentWithdrawn', 'harm', 'other'] as const;
export const answersWanted = ['decision', 'reply', 'none'] as const;
/** What is waited for, as the loop brings it. */
export const waitedFor = [
  'receipt',
  'decision',
  'reply',
  'decisionConfirmation',
  'change',
  'followUp',
  'hearing',
  'clarification',
  'acceptance',
  'answer',
  'information',
  'telling',
  'confirmation',
] as const;
