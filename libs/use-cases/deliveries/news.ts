import type { StoredEvent, StoredMetadata } from '#event-store';

/** Milliseconds after which something is no news any more: the log was put back, or nobody ran for days. */
const newsFor = 3 * 24 * 3_600_000;

/** Recorded here as it happened, and lately: what comes from a file triggers nothing. */
export function isNews({ metadata }: StoredEvent, now: number): boolean {
  const { source, recordedBy, recordedAt } = metadata as StoredMetadata;
  return source === undefined && recordedBy !== 'import' && now - Date.parse(recordedAt) < newsFor;
}
