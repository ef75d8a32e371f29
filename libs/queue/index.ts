export type { Queue, QueueHealth, Runner } from './port.ts';
export { openQueue, openRunner } from './queue.ts';
