import { sweepWords } from '#use-cases';
import type { Job } from './job.ts';

export const sweepWordsJob: Job = {
  name: 'sweep-words',
  everyMinutes: 60,
  summary: 'Deletes words and persons that were written down for commands which were never recorded.',
  async run({ context, log }) {
    const swept = await sweepWords(context);
    if (swept > 0) log({ swept }, 'words and persons that no event names were deleted');
  },
};
