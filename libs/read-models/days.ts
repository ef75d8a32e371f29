import { type Day, interval, type OccurredOn } from '#domain/occurred-on';
import type { SeenEvent } from './read-model.ts';

const helsinki = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Helsinki' });

/** The day on which the system learnt of an event. */
export const recordedDay = (recordedAt: string): Day => helsinki.format(new Date(recordedAt));

/** The last day on which an event may have happened; when that is not recorded, the day it was written down. */
export const dayOfEvent = ({ metadata }: SeenEvent): Day =>
  lastDay(metadata.occurredOn) ?? recordedDay(metadata.recordedAt);

// Nearly all are days already, and reading them anew would cost as much as writing the row.
const isDay = (on: OccurredOn): boolean => on.length === 10 && on[7] === '-';

export const firstDay = (on: OccurredOn | undefined): Day | undefined =>
  on === undefined || isDay(on) ? on : interval(on).first;
export const lastDay = (on: OccurredOn | undefined): Day | undefined =>
  on === undefined || isDay(on) ? on : interval(on).last;
