import { forgetRunOut } from '#use-cases';
import type { Job } from './job.ts';

export const retentionJob: Job = {
  name: 'retention',
  everyMinutes: 24 * 60,
  summary: 'Forgets texts, files and persons that the organisation does not keep any longer, for the reason retention.',
  async run({ context, log }, signal) {
    const forgotten = await forgetRunOut(context, signal);
    if (Object.values(forgotten).some((count) => count > 0))
      log(forgotten, 'what had been kept long enough was forgotten');
  },
};
