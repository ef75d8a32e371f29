import { destination, type Logger, pino } from 'pino';
import type { LogLevel } from './variables.ts';

let millisecond = Number.NaN;
let written = '';

/** The instant of a line, ISO 8601 in UTC; many lines fall into one millisecond, and writing it takes long. */
function timeOfLine(): string {
  const now = Date.now();
  if (now !== millisecond) {
    written = `,"time":"${new Date(now).toISOString()}"`;
    millisecond = now;
  }
  return written;
}

/** One JSON line for each thing worth knowing, on standard output. Never a body, never words. */
export function openLog(level: LogLevel): Logger {
  return pino(
    { level, base: {}, timestamp: timeOfLine, formatters: { level: (label) => ({ level: label }) } },
    // A write for each line would cost more than making it, and what waits is measured anew at every line, so it stays
    // short. It is written after 200 milliseconds, and when the process ends.
    destination({ dest: 1, sync: false, minLength: 2_048, periodicFlush: 200 }),
  );
}
