export { allQueries } from './all-queries.ts';
export { checkModels } from './check-models.ts';
export { QueryRefused, ReadModelUnavailable } from './errors.ts';
export type { Failure } from './folding.ts';
export { openReads, READS, type ReadSettings, type Reads, type Status } from './open-reads.ts';
export type { Change, Progress } from './projector.ts';
export type { Asked, Query, Reader, ReadQuery } from './query.ts';
