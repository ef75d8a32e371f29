export { type DeliveryRow, retryDelivery, testMail } from './deliver-mails.ts';
export { testWebhook } from './deliver-webhooks.ts';
export { type ExportReport, exportTask } from './export.ts';
export { type Following, followAll } from './followers.ts';
export type { Job, Workplace } from './job.ts';
export { rebuildTask } from './rebuild.ts';
export { runOnce } from './run-once.ts';
export { scheduledJobs } from './scheduled-jobs.ts';
export {
  type AskedTask,
  cancelled,
  type Failure,
  failureOf,
  isSameTask,
  type ScheduledRun,
  type ScheduledStatus,
  stopping,
  type Task,
  type TaskKind,
  type TaskProgress,
  TaskRefused,
  type TaskState,
  type TaskStatus,
  type Tasks,
  TasksUnavailable,
  taskKinds,
  taskStates,
} from './task.ts';
