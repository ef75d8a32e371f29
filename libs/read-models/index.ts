export { allQueries } from './all-queries.ts';
export { checkModels } from './check-models.ts';
export type { GroupRow } from './groups/group-rows.ts';
export { eventAt, exportedRows, exportParams, topUnits } from './influence/exported.ts';
export type { CommissionRow } from './loops/commission-rows.ts';
export { type DueDaysOf, dueDays } from './loops/due-days.ts';
export { exchangedProposals, type WordsToExchange } from './loops/exchanged-proposals.ts';
export { initiativesToReport } from './loops/initiatives-report.ts';
export type { OwedItem } from './loops/owed-view.ts';
export type { Details } from './loops/proposal-details.ts';
export type { Path } from './loops/proposal-path.ts';
export type { ProposalRow } from './loops/proposal-rows.ts';
export type { Meeting } from './meetings/meeting-queries.ts';
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
export type { SearchStatus } from './search/word-search.ts';
export { audienceOf, visibleStreams } from './streams-seen.ts';
export type { Text } from './texts.ts';
export { fileToRead } from './timeline/list-files.ts';
