/** One row of the table from which a county is simulated: shown in docs/reference/simulated-county.md. */
export interface Parameter {
  readonly value: number;
  readonly unit: 'share' | 'median days' | 'a group and year' | 'of a hundred';
  readonly says: string;
}

const share = (value: number, says: string): Parameter => ({ value, unit: 'share', says });
const medianDays = (value: number, says: string): Parameter => ({ value, unit: 'median days', says });
const weight = (value: number, says: string): Parameter => ({ value, unit: 'of a hundred', says });
const aYear = (value: number, says: string): Parameter => ({ value, unit: 'a group and year', says });

/** Chosen to be plausible and to walk every path of the loop; not measured anywhere. */
export const parameters = {
  meetings: aYear(34, 'meetings held'),
  meetingCancelled: share(0.04, 'planned meetings that are cancelled'),
  meetingMoved: share(0.06, 'planned meetings that are moved'),
  visits: share(0.12, 'meetings visited by somebody of management'),
  proposalsAMeeting: share(0.85, 'meetings that end with a proposal'),
  secondProposal: share(0.2, 'such meetings that end with two'),
  commissions: aYear(2, 'commissions given'),
  commissionToTwo: share(0.15, 'commissions given to two groups'),
  commissionDeclined: share(0.08, 'declined by the group'),
  commissionQuestioned: share(0.2, 'questioned by the group'),
  commissionWithdrawn: share(0.05, 'withdrawn by management'),
  commissionRescheduled: share(0.12, 'given more time'),
  commissionAnswered: share(0.8, 'accepted ones answered in the end'),
  onCommission: share(0.35, 'proposals that answer a commission, while one is open'),
  answerDecision: weight(62, 'proposals that want a decision'),
  answerReply: weight(26, 'proposals that want a reply'),
  answerNone: weight(9, 'proposals that want no answer'),
  answerNotRecorded: weight(3, 'proposals of which nobody wrote down what answer they want'),
  received: share(0.86, 'received with an estimate or without'),
  receipt: medianDays(6, 'from submission to receipt'),
  estimated: share(0.6, 'receipts with an estimate'),
  forwarded: share(0.06, 'forwarded to another unit'),
  informationAsked: share(0.12, 'more information asked'),
  informationGiven: share(0.9, 'and provided'),
  revised: share(0.05, 'revised by the group'),
  withdrawn: share(0.03, 'withdrawn by the group'),
  linked: share(0.06, 'linked to an earlier proposal'),
  neverAnswered: share(0.11, 'never answered'),
  answer: medianDays(45, 'from submission to answer'),
  accepted: weight(31, 'accepted'),
  partlyAccepted: weight(17, 'accepted in part'),
  trial: weight(13, 'to be tried'),
  deferred: weight(12, 'deferred'),
  rejected: weight(27, 'rejected'),
  heardFromVisitor: share(0.22, 'answers written down by the coordinator who heard them'),
  heardConfirmed: share(0.65, 'of these confirmed by the post'),
  reasonCoded: share(0.5, 'answers with reason codes'),
  reasonCodedLater: share(0.1, 'coded later by an analyst'),
  noReason: share(0.04, 'answers without a reason in words, as only history has them'),
  told: share(0.84, 'answers told to the group'),
  telling: medianDays(13, 'from answer to telling'),
  tellingConfirmed: share(0.8, 'tellings confirmed'),
  responded: share(0.6, 'tellings the group responds to'),
  satisfied: weight(55, 'satisfied'),
  unsatisfied: weight(18, 'not satisfied'),
  wantsToContinue: weight(17, 'wants to continue'),
  opinionsDiffer: weight(10, 'opinions differ'),
  reopened: share(0.45, 'of the unsatisfied reopened'),
  pressedOnLink: share(0.15, 'tellings followed by a press on the group’s link'),
  decidedAfterDeferral: share(0.7, 'deferrals followed by a decision'),
  changeStarted: share(0.55, 'promised changes whose start was recorded'),
  milestone: share(0.3, 'promised changes with a milestone'),
  followUpScheduled: share(0.4, 'promised changes with a follow-up scheduled'),
  followedUp: share(0.75, 'promised changes followed up in the end'),
  change: medianDays(120, 'from answer to follow-up'),
  tooEarly: share(0.25, 'follow-ups that say too early'),
  changedYes: weight(52, 'it changed'),
  changedPartly: weight(28, 'it changed in part'),
  changedNo: weight(20, 'it did not change'),
  ownTrial: share(0.04, 'proposals with a trial of the group’s own, started without asking'),
  trialConcluded: share(0.85, 'trials concluded'),
  ledTo: share(0.12, 'final follow-ups that led to something lasting'),
  published: share(0.35, 'changes published by both sides'),
  unpublished: share(0.03, 'of these taken back'),
  initiative: share(0.03, 'proposals marked as an initiative'),
  closedWithoutAnswer: share(0.03, 'proposals closed with a reason, without an answer'),
  recordedInError: share(0.01, 'meetings with a slip that was mended'),
  forgotten: share(0.004, 'proposals with a text removed'),
  translated: share(0.05, 'proposals with a version in another language'),
  withFile: share(0.01, 'proposals with a file attached'),
  impreciseDay: share(0.03, 'proposals of which only the month is known'),
  membersChange: aYear(4, 'members who leave and are followed by another'),
  personForgotten: share(0.1, 'of those who left'),
} as const satisfies Record<string, Parameter>;

export type ParameterName = keyof typeof parameters;

/** The values of these parameters, as weights. */
export const weightsOf = <K extends ParameterName>(names: readonly K[]) =>
  Object.fromEntries(names.map((name) => [name, parameters[name].value])) as Record<K, number>;
