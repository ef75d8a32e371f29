import { type Day, interval } from '#domain';
import {
  coordinatorsOf,
  holdersOf,
  noticesThere,
  postsOfUnits,
  type Reads,
  versionSeen,
  type Wait,
} from '#read-models';
import type { Workplace } from './job.ts';

/** How many waits are looked at together. */
export const atATime = 500;

/**
 * How long a job waits for its views, in milliseconds: less than a process that stops waits for its jobs. What is not there by
 * then is done by the next run.
 */
const patience = 20_000;

/** From then on these views show everything that was in the log when this was called. */
export async function catchUp({ context, reads }: Workplace, models: readonly string[]): Promise<void> {
  const head = await context.store.head();
  if (head) await reads.waitFor(head.position, patience, models);
}

/** All that a way of looking finds, in pages. @param look is given the key behind which to go on */
export function* pagesOf(look: (after: string) => readonly Wait[]): Generator<readonly Wait[]> {
  for (let after = ''; ; ) {
    const page = look(after);
    if (page.length > 0) yield page;
    if (page.length < atATime) return;
    after = page.at(-1)!.key;
  }
}

/**
 * What a wait is told by from all others. With its due day: a new date makes a new wait of it. A commission asks several groups by one
 * event; a proposal is of one group, whichever has succeeded it.
 */
export const identityOf = ({ stream, what, sinceEvent, due, group }: Wait) =>
  [stream, what, sinceEvent, due, stream.startsWith('commission-') ? group : undefined] as const;

/** What every notice about a wait says. */
export function aboutWait({ side, stream, unit, post, group, sinceEvent, since }: Wait) {
  const of = stream.slice(stream.indexOf('-') + 1);
  return {
    side,
    ...(stream.startsWith('commission-') ? { commission: of } : { proposal: of }),
    unit,
    ...(post !== undefined && { post }),
    group,
    sinceEvent,
    ...(since !== undefined && { since }),
  };
}

/** The last day on which the waiting may have begun. */
export const begunOn = ({ since }: Wait): Day | undefined => (since === undefined ? undefined : interval(since).last);

/** Those that are to be written and are not written yet, as far as the view knows; the stream of the notice knows it for certain. */
export function unwritten<Notice extends { readonly id: string }>(reads: Reads, notices: readonly Notice[]): Notice[] {
  const there = noticesThere(
    reads,
    notices.map(({ id }) => id),
  );
  return notices.filter(({ id }) => !there.has(id));
}

/**
 * Whether nothing has happened to the proposal or commission since the view was made: what was answered a moment ago is no longer
 * waited for. The next run sees it as it is then.
 */
export async function isAsSeen({ context, reads }: Workplace, { stream }: Wait): Promise<boolean> {
  return (await context.store.version(stream)) === versionSeen(reads, stream);
}

/**
 * Whom a wait concerns on a day. On management's side the post that it names, or all posts of the unit when it names none; on the
 * group's side its coordinators. Nobody, when nobody holds the post or no coordinator can be reached.
 */
export async function recipientsFor(
  reads: Reads,
  waits: readonly Wait[],
  day: Day,
): Promise<(wait: Wait) => readonly string[]> {
  const ofUnits = postsOfUnits(reads);
  const postsFor = ({ post, unit }: Wait) => (post === undefined ? (ofUnits.get(unit) ?? []) : [post]);
  const management = waits.filter(({ side }) => side === 'management');
  const holders = holdersOf(reads, management.flatMap(postsFor), day);
  const groups = waits.filter(({ side }) => side === 'group').map(({ group }) => group);
  const coordinators = await coordinatorsOf(reads, groups);
  return (wait) =>
    wait.side === 'group'
      ? (coordinators.get(wait.group) ?? [])
      : [...new Set(postsFor(wait).flatMap((post) => holders.get(post) ?? []))].sort();
}
