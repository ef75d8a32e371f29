import { organisation } from '#domain';
import { ORGANISATION } from '#use-cases';
import type { Job } from './job.ts';

const aDay = 24 * 3_600_000;
/** How long the log of what was delivered is kept where the organisation says nothing of notices, or no years at all. */
const deliveriesKept = 90 * aDay;

export const expireJob: Job = {
  name: 'expire',
  everyMinutes: 60,
  summary:
    'Deletes what has had its time: files of exports, tokens, entries of the reading log, and deliveries settled ninety days ago, or as many years ago as notices are kept.',
  async run({ context, log }) {
    const now = context.clock.now();
    const { state } = await context.streams.load(organisation, ORGANISATION);
    const { files, tokens, access, deliveries } = context.vault;
    const expired = {
      files: await files.expire(new Date(now)),
      tokens: await tokens.expire(new Date(now)),
      access: await access.expire(new Date(now)),
      deliveries: await deliveries.expire(settledBefore(now, state.preset.retentionYears?.notices)),
    };
    if (Object.values(expired).some((count) => count > 0)) log(expired, 'what had had its time was deleted');
  },
};

function settledBefore(now: number, years: number | undefined): Date {
  if (!years) return new Date(now - deliveriesKept);
  const before = new Date(now);
  before.setUTCFullYear(before.getUTCFullYear() - years);
  return before;
}
