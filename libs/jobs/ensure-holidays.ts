import { dayOf, ensureHolidays } from '#use-cases';
import type { Job } from './job.ts';

export const ensureHolidaysJob: Job = {
  name: 'ensure-holidays',
  everyMinutes: 60,
  summary: 'Sets the holidays of this year and the next two where they are missing: due days are counted with them.',
  async run({ context }) {
    const year = Number(dayOf(context.clock.now()).slice(0, 4));
    await ensureHolidays(context, [year, year + 1, year + 2]);
  },
};
