export { StoreError } from './errors.ts';
export type * from './event-store.ts';
export { type EventStoreSettings, openEventStore, startNewEpoch } from './open.ts';
export { backUpLog } from './sqlite.backup.ts';
export { openStreams, type StoredMetadata, type Streams } from './transact.ts';
