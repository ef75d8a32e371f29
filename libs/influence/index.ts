export { bins } from './bins.ts';
export { clusterBootstrap } from './bootstrap.ts';
export { noDay, none } from './columns.ts';
export { type Curve, curves } from './curves.ts';
export { dissimilarity, gini } from './evenness.ts';
export { type Cell, rowsWith, tally } from './figures.ts';
export { type Flow, flow, pathOf } from './flow.ts';
export { funnelLimits } from './funnel.ts';
export {
  kaplanMeier,
  type SurvivalStep,
} from './kaplan-meier.ts';
export type { LogRank } from './log-rank.ts';
export { loopOf } from './loop.ts';
export { measures, type Part, parts, promiseKept, shareIds, stockAnswer } from './measures.ts';
export { type Selection, select } from './selection.ts';
export {
  beside,
  byMonth,
  byOwner,
  monthsOf,
  type Owing,
  silences,
  type Unsilent,
  unsilent,
  waitsUnsilently,
} from './silence.ts';
export {
  type Dimension,
  dated,
  dimensions,
  type Snapshot,
  several,
  waitColumn,
} from './snapshot.ts';
export { type Case, SnapshotMaker, type Surroundings } from './snapshot-maker.ts';
export { type End, ends, otherEnds, times } from './times.ts';
export { dueRules } from './waits.ts';
export { type Limits, wilson } from './wilson.ts';
export { conditionsInYear, type WantedInYear, type Year, yearOf } from './year.ts';
