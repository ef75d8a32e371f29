/** What each share is of; the words stand in the catalogues, and that they agree with libs/influence is held by a test. */
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
  answerUnconfirmed: 'heard',
  answerWithoutReason: 'answered',
  stockAnswer: 'reasons',
  ownInitiative: 'all',
  trialAdopted: 'tried',
  trialAdapted: 'tried',
  trialAbandoned: 'tried',
  reopened: 'answeredOnce',
  reopenedThenAccepted: 'reopened',
  tooEarlyAgain: 'tooEarly',
} as const;

export type MeasureId = keyof typeof amongOf;

export const isMeasure = (text: string | undefined): text is MeasureId => text !== undefined && text in amongOf;

/** In the order in which they are read. */
export const sections = {
  answers: ['received', 'answered', 'used'],
  decisions: ['accepted', 'acceptedAsProposed', 'acceptedPartly', 'acceptedOnTrial', 'rejected', 'deferred'],
  changes: ['ledToChange', 'changed', 'changeConfirmed', 'changeDisputed'],
  told: ['told', 'confirmed', 'confirmedByClients', 'loopClosed'],
  quality: ['promiseKept', 'answerUnconfirmed', 'answerWithoutReason', 'stockAnswer', 'ownInitiative'],
  trials: ['trialAdopted', 'trialAdapted', 'trialAbandoned', 'reopened', 'reopenedThenAccepted', 'tooEarlyAgain'],
} as const satisfies Readonly<Record<string, readonly MeasureId[]>>;

export const sectionIds = Object.keys(sections) as readonly (keyof typeof sections)[];

export const times = ['toReceipt', 'toAnswer', 'toTelling', 'toChange', 'answerToTelling'] as const;
export type TimeId = (typeof times)[number];

export const isTime = (text: string | undefined): text is TimeId => (times as readonly string[]).includes(text ?? '');
