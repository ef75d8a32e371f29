import { amongOf, type MeasureId } from '#i18n';

export const measureIds = Object.keys(amongOf) as readonly MeasureId[];

export const timeIds = ['toReceipt', 'toAnswer', 'toTelling', 'toChange', 'answerToTelling'] as const;
export type TimeId = (typeof timeIds)[number];
