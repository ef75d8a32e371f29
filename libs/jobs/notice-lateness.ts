import { setImmediate as others } from 'node:timers/promises';
import { lateWaits } from '#read-models';
import { dayOf, noticeId, noticeLateness } from '#use-cases';
import type { Job } from './job.ts';
import { aboutWait, atATime, catchUp, identityOf, isAsSeen, pagesOf, unwritten } from './waits.ts';

export const noticeLatenessJob: Job = {
  name: 'notice-lateness',
  everyMinutes: 15,
  summary: 'Notices once, for whoever follows the log, that something is late. What came from history is never late.',
  async run(at, signal) {
    await catchUp(at, ['loops', 'notices']);
    const { context, reads } = at;
    const today = dayOf(context.clock.now());
    let noticed = 0;
    for (const page of pagesOf((after) => lateWaits(reads, today, after, atATime))) {
      await others();
      const late = page.map((wait) => ({ id: noticeId('late', ...identityOf(wait)), wait }));
      for (const { id, wait } of unwritten(reads, late)) {
        if (signal.aborted) return;
        const { what, due } = wait;
        if (what === 'trialEnding' || due === undefined || !(await isAsSeen(at, wait))) continue;
        if (await noticeLateness(context, id, { what, ...aboutWait(wait), due, noticed: today })) noticed += 1;
      }
    }
    if (noticed > 0) at.log({ noticed }, 'lateness was noticed');
  },
};
