import { deliverMailsJob } from './deliver-mails.ts';
import { deliverWebhooksJob } from './deliver-webhooks.ts';
import { endProofDayJob } from './end-proof-day.ts';
import { ensureHolidaysJob } from './ensure-holidays.ts';
import { expireJob } from './expire.ts';
import type { Job } from './job.ts';
import { noticeLatenessJob } from './notice-lateness.ts';
import { reportInitiativesJob } from './report-initiatives.ts';
import { retentionJob } from './retention.ts';
import { sendDigestsJob } from './send-digests.ts';
import { sendRemindersJob } from './send-reminders.ts';
import { sweepWordsJob } from './sweep-words.ts';
import { tidyVaultJob } from './tidy-vault.ts';

/** All that time brings. */
export const scheduledJobs: readonly Job[] = [
  ensureHolidaysJob,
  sweepWordsJob,
  expireJob,
  retentionJob,
  tidyVaultJob,
  noticeLatenessJob,
  sendRemindersJob,
  sendDigestsJob,
  reportInitiativesJob,
  deliverMailsJob,
  deliverWebhooksJob,
  endProofDayJob,
];
