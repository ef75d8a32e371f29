import type { Job } from './job.ts';

const aDay = 24 * 3_600_000;
/** How long the log of what was delivered is kept. */
const deliveriesKept = 90 * aDay;

export const expireJob: Job = {
  name: 'expire',
  everyMinutes: 60,
  summary: 'Deletes what has had its time: files of exports, tokens, and deliveries settled ninety days ago.',
  async run({ context, log }) {
    const now = context.clock.now();
    const { files, tokens, deliveries } = context.vault;
    const expired = {
      files: await files.expire(new Date(now)),
      tokens: await tokens.expire(new Date(now)),
      deliveries: await deliveries.expire(new Date(now - deliveriesKept)),
    };
    if (expired.files + expired.tokens + expired.deliveries > 0) log(expired, 'what had had its time was deleted');
  },
};
