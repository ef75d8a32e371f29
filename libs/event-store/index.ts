export { StoreError } from './errors.ts';
export type * from './event-store.ts';
export { type EventStoreSettings, openEventStore } from './open.ts';
export { startNewEpoch } from './sqlite.log.ts';
export { openStreams, type StoredMetadata, type Streams } from './transact.ts';
