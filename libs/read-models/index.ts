export { allQueries } from './all-queries.ts';
export { checkModels } from './check-models.ts';
export { type DueDaysOf, dueDays } from './loops/due-days.ts';
export { initiativesToReport } from './loops/initiatives-report.ts';
export {
  chosenMoments,
  lateWaits,
  noticesThere,
  trialsEnding,
  versionSeen,
  type Wait,
  waitsBegun,
  waitsDue,
} from './notices/due-waits.ts';
export { type OpenCount, openCounts } from './notices/open-counts.ts';
export { coordinatorsOf, holdersOf, postsOfUnits } from './notices/recipients.ts';
export { openReads, READS, type Reads } from './open-reads.ts';
export { postsHeldBy } from './organisation/posts-held.ts';
export { presetsOf } from './organisation/presets.ts';
export type { Asked, ReadQuery } from './query.ts';
export { thereIsAdministrator } from './rights/administrators.ts';
export { capacityOfGroupLink, rightsOf } from './rights/rights-of.ts';
export { audienceOf, visibleStreams } from './streams-seen.ts';
