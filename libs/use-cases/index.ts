export { allUseCases } from './all-use-cases.ts';
export { type BatchResult, mostInBatch, readBatch, runBatch } from './batch.ts';
export { validateBody } from './body.ts';
export {
  type CalendarLink,
  type CalendarOf,
  calendarKinds,
  calendarLinks,
  issueCalendarLink,
  openCalendar,
  revokeCalendarLink,
} from './calendar-links.ts';
export { carryOut } from './carry-out.ts';
export { addressKey } from './claimed-address.ts';
export { CONTEXT, type Context, dayOf, openContext, type Sent } from './context.ts';
export {
  type CopyReport,
  copyInto,
  finishCopy,
  type Side,
  verifyCopy,
  type Watching,
} from './copy/copy-installation.ts';
export { noteUse, requireWhole } from './copy/copy-mark.ts';
export { CopyRefused } from './copy/copy-refused.ts';
export { forgetAgain, forgottenAfter } from './copy/forget-again.ts';
export { readLog } from './copy/read-log.ts';
export { followDeliveries } from './deliveries/follow-deliveries.ts';
export type { WebhookFacts } from './deliveries/webhook-rows.ts';
export { grantByDirectory, withdrawByDirectory } from './directory-roles.ts';
export { isPicture } from './file-content.ts';
export { exportPrefix, finishForgetting, followForgettings } from './forgetting.ts';
export { revokeTokensOf } from './forgotten-account.ts';
export type { GroupLinkFacts } from './group-links.ts';
export { exportHistory } from './history/export-history.ts';
export { type ImportCounts, type ImportReport, importHistory } from './history/import-history.ts';
export { readLines } from './history/read-lines.ts';
export { type VerifyReport, verifyHistory } from './history/verify.ts';
export { ensureHolidays, holidayTables } from './holidays.ts';
export { joinAccount } from './joining.ts';
export { endingOf, mediaTypeOf, openFile } from './kept-file.ts';
export { type MailChoice, mailRecipient } from './mail-recipient.ts';
export { ORGANISATION } from './modules.ts';
export { noticeId, noticeLateness, remind, reportInitiatives, sendDigest } from './notices.ts';
export {
  type ConfirmationLink,
  followLink,
  issueConfirmationLink,
  lookAtLink,
  type SaidByYou,
  useUpLink,
} from './one-tap.ts';
export type { Proof } from './proof/chain.ts';
export { ProofCheck } from './proof/check-proof.ts';
export { lineOf, proofIn } from './proof/checkpoint-line.ts';
export { endProofDay } from './proof/end-day.ts';
export { followProof } from './proof/follow-proof.ts';
export { keptLines } from './proof/kept-proof.ts';
export { proofNow } from './proof/noted-proof.ts';
export type { Recorded } from './record.ts';
export { forgetRunOut } from './retention.ts';
export { sweepWords } from './sweep-words.ts';
export { targetOf } from './target.ts';
export { beginUpload, continueUpload, endUpload, type Upload, uploadOf } from './uploads.ts';
export { Command, type Noun, type UseCase } from './use-case.ts';
export {
  type RegisteredWebhook,
  registeredWebhooks,
  removeGoneWebhook,
  retryFailed,
  webhookTarget,
} from './webhooks.ts';
