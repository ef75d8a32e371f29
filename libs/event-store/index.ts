export { StoreError, type StoreErrorCode } from './errors.ts';
export type * from './event-store.ts';
export { type EventStoreSettings, openEventStore } from './open.ts';
export { startNewEpoch } from './sqlite.log.ts';
export { asPast, type Folding, openStreams, type StoredMetadata, type Streams, type Transacted } from './transact.ts';
