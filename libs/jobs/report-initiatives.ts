import { initiativesToReport, presetsOf } from '#read-models';
import { dayOf, noticeId, reportInitiatives } from '#use-cases';
import type { Job } from './job.ts';
import { catchUp, unwritten } from './waits.ts';

export const reportInitiativesJob: Job = {
  name: 'report-initiatives',
  everyMinutes: 60,
  summary:
    'From the month that the organisation has set, reports once how many initiatives arrived last year and what became of them.',
  async run(at) {
    const { context, reads } = at;
    const today = dayOf(context.clock.now());
    await catchUp(at, ['loops', 'notices', 'organisation']);
    if (Number(today.slice(5, 7)) < presetsOf(reads).initiativeReportMonth) return;
    const year = Number(today.slice(0, 4)) - 1;
    const id = noticeId('initiatives', year);
    const counts = initiativesToReport(reads, year);
    if (counts === undefined || unwritten(reads, [{ id }]).length === 0) return;
    if (await reportInitiatives(context, id, { year, ...counts })) at.log({ year }, 'initiatives were reported');
  },
};
