import { amongOf, type MeasureId } from '#i18n/browser';

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
