/**
 * Of what each share is one, by its words `among.…` in the catalogues; in the order in which a report tells of them. That they agree with
 * libs/influence is held by a test.
 */
export const amongOf = {
  received: 'asking',
  answered: 'asking',
  used: 'replying',
  accepted: 'deciding',
  acceptedAsProposed: 'deciding',
  acceptedPartly: 'deciding',
  acceptedOnTrial: 'deciding',
  rejected: 'deciding',
  deferred: 'deciding',
  ledToChange: 'asking',
  changed: 'promised',
  changeConfirmed: 'claimed',
  changeDisputed: 'claimed',
  told: 'answers',
  confirmed: 'told',
  confirmedByClients: 'told',
  loopClosed: 'asking',
  promiseKept: 'waits',
  ownInitiative: 'all',
  trialAdopted: 'tried',
  trialAdapted: 'tried',
  trialAbandoned: 'tried',
  reopened: 'answeredOnce',
  reopenedThenAccepted: 'reopened',
  tooEarlyAgain: 'tooEarly',
  answerUnconfirmed: 'heard',
  answerWithoutReason: 'answered',
  stockAnswer: 'reasons',
} as const;

export type MeasureId = keyof typeof amongOf;
