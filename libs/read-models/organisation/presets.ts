import { type DueFacts, defaultPreset } from '#domain/owed';
import { lastDay } from '../days.ts';
import type { Reads } from '../open-reads.ts';

interface PresetRow {
  readonly on_day: string | null;
  readonly presets: string;
}

export type Presets = Readonly<Record<keyof typeof defaultPreset, number>> & {
  readonly retentionYears?: Readonly<Record<string, number>>;
};

const changesOf = (reads: Reads) =>
  reads.rows('organisation').all<PresetRow>('SELECT on_day, presets FROM presets ORDER BY n');

/** As they are now. */
export const presetsOf = (reads: Reads): Presets =>
  Object.assign({ ...defaultPreset }, ...changesOf(reads).map(({ presets }) => JSON.parse(presets)));

/** How long an answer may wait to be told, since when. */
export function daysToTell(reads: Reads): DueFacts['daysToTell'] {
  const changes = changesOf(reads).flatMap(({ on_day, presets }) => {
    const { daysToTell: days } = JSON.parse(presets) as Partial<Presets>;
    const from = lastDay(on_day ?? undefined);
    return days === undefined ? [] : [{ days, ...(from !== undefined && { from }) }];
  });
  return [{ days: defaultPreset.daysToTell }, ...changes];
}
