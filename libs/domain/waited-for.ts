/** What can be waited for. */
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
export type WaitedFor = (typeof waitedFor)[number];

/** Events of a proposal that follow from an answer: whoever sees one knows what the answer was. */
export const followsFromAnswer: ReadonlySet<string> = new Set([
  'ChangeStarted',
  'MilestoneReached',
  'TrialStarted',
  'TrialConcluded',
  'FollowUpScheduled',
  'FollowUpRecorded',
]);
