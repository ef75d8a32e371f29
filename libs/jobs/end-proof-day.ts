import { endProofDay } from '#use-cases';
import type { Job } from './job.ts';

export const endProofDayJob: Job = {
  name: 'end-proof-day',
  everyMinutes: 60,
  summary: 'Writes the line that proves the log at the end of a day, when nothing was recorded since.',
  run: ({ context, folder }, signal) => endProofDay(context, folder, signal),
};
