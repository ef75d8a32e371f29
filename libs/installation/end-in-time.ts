import type { Logger } from 'pino';

/** Below the half minute that orchestrators wait before they kill. */
const longestStop = 25_000;

/**
 * To be called when a process begins to stop: what is in hand is finished, but an engine that does not answer keeps nobody from
 * ending. Nothing acknowledged is lost then, as nothing is when the process is killed.
 */
export function endInTime(log: Logger): void {
  setTimeout(() => {
    console.error(`kierto: what is in hand could not be finished within ${longestStop / 1_000} s; ending all the same`);
    log.flush(() => process.exit(1));
  }, longestStop).unref();
}
