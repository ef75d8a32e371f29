import { closeSync, existsSync, fdatasyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { Log, type LogRecord } from './log.ts';

/** One line of the file is one write: all of its records or, when the line was torn by a crash, none. */
type Line = readonly (Omit<LogRecord, 'data' | 'metadata'> & { readonly data: string; readonly metadata: string })[];

/** A log that is also in a file, and begins with what the file holds. A write is on the disk before it is answered. */
export function openLogFile(file: string): { readonly log: Log; close(): void } {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const descriptor = openSync(file, 'a');
  ftruncateSync(descriptor, Buffer.byteLength(whole));
  const records = whole.split('\n').filter(Boolean).flatMap(parseLine);
  const log = new Log(records, (written) => {
    writeSync(descriptor, `${JSON.stringify(written.map(printable))}\n`);
    fdatasyncSync(descriptor);
  });
  return { log, close: () => closeSync(descriptor) };
}

function parseLine(line: string): LogRecord[] {
  return (JSON.parse(line) as Line).map((record) => ({
    ...record,
    data: Buffer.from(record.data, 'base64'),
    metadata: Buffer.from(record.metadata, 'base64'),
  }));
}

function printable(record: LogRecord): Line[number] {
  return {
    ...record,
    data: Buffer.from(record.data).toString('base64'),
    metadata: Buffer.from(record.metadata).toString('base64'),
  };
}
