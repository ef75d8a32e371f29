import { hash, randomUUID } from 'node:crypto';
import { type Act, notice } from '#domain';
import type { Context, Envelope } from './context.ts';
import { canonical, type Input, record } from './record.ts';

type Facts<Type extends notice.NoticeEvent['type']> = Extract<notice.NoticeEvent, { type: Type }>['data'];

/**
 * The id of a notice: the same for everybody who is about to write it, so that it is written once. UUIDs and days together would be
 * too long for an id, so it ends with a hash of them.
 * @param kind what sort of notice, readable: `reminder-decision`
 */
export function noticeId(kind: string, ...identity: readonly (string | number | undefined)[]): string {
  return `${kind}-${hash('sha256', canonical(identity)).slice(0, 32)}`;
}

/** A job acts for the administration; nobody wrote it down. */
function envelope(): Envelope {
  const id = randomUUID();
  return { command: id, correlation: id, by: { role: 'administrator' }, recordedBy: 'kierto' };
}

type Decide = (act: Act, folded: { readonly state: notice.State }) => notice.NoticeEvent[];

/** Whoever appends to the stream of a notice first has claimed it, and does what follows from it. */
async function claim(context: Context, id: string, facts: object, decide: Decide): Promise<boolean> {
  const { events } = await record(context, notice, id, envelope(), facts as Input, decide);
  return events.length > 0;
}

/**
 * Writes a notice, unless it is written already.
 * @returns whether it was we who wrote it now
 * @throws StoreError `store-unavailable`: it may be written or not; the next run finds out
 */
export const noticeLateness = (context: Context, id: string, facts: Facts<'LatenessNoticed'>): Promise<boolean> =>
  claim(context, id, facts, (act, { state }) => notice.noticeLateness(facts, state, act));

/** Claims a reminder as `noticeLateness` does; whoever follows the log takes it to those it names. */
export const remind = (context: Context, id: string, facts: Facts<'ReminderSent'>): Promise<boolean> =>
  claim(context, id, facts, (act, { state }) => notice.remind(facts, state, act));

/** Claims a digest as `noticeLateness` does. */
export const sendDigest = (context: Context, id: string, facts: Facts<'DigestSent'>): Promise<boolean> =>
  claim(context, id, facts, (act, { state }) => notice.sendDigest(facts, state, act));

/** Claims the yearly report as `noticeLateness` does. */
export const reportInitiatives = (
  context: Context,
  id: string,
  facts: Facts<'InitiativesReported'>,
): Promise<boolean> => claim(context, id, facts, (act, { state }) => notice.reportInitiatives(facts, state, act));
