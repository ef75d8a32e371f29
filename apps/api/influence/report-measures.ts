/** What each share is of, by its words in the catalogues; in the order in which a report tells of them. */
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
export const measureIds = Object.keys(amongOf) as readonly MeasureId[];

export const timeIds = ['toReceipt', 'toAnswer', 'toTelling', 'toChange', 'answerToTelling'] as const;
export type TimeId = (typeof timeIds)[number];
