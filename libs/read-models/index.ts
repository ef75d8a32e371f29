export { allQueries } from './all-queries.ts';
export { checkModels } from './check-models.ts';
export { openReads, READS, type Reads } from './open-reads.ts';
export type { Asked, Reader, ReadQuery } from './query.ts';
export { isToldFirst } from './reader.ts';
