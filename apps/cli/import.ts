import { createReadStream } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { ImportCounts, ImportReport } from '#use-cases';
import { openProgress } from './progress.ts';
import { withInstallation } from './reach.ts';
import { CannotDo, counted, number, say, statuses, type Terminal, visible, write } from './terminal.ts';

export interface ImportOptions {
  readonly data: string;
  readonly dryRun?: true;
  readonly json?: true;
}

type FileReport = ImportReport & { readonly file: string };

/** Most rejected fields that people are shown; programs get all that the report holds. */
const mostShown = 50;
const chunkBytes = 262_144;
const standardInput = '-';

/** Takes in history files one after the other. @returns the exit status */
export async function importFiles(
  terminal: Terminal,
  files: readonly string[],
  options: ImportOptions,
): Promise<number> {
  const of = await sizeOf(files);
  const signal = terminal.interrupted;
  const reports: FileReport[] = [];
  await withInstallation(terminal, options.data, async (installation) => {
    const progress = openProgress(terminal, options.dryRun ? 'checking' : 'importing', 'bytes');
    let bytes = 0;
    let detail = '';
    const count = (length: number) => {
      bytes += length;
      progress.show({ done: bytes, of, detail });
    };
    const onProgress = ({ lines, rejected }: ImportCounts) => {
      detail = `${counted(lines, 'line')}${rejected > 0 ? `, ${number(rejected)} rejected` : ''}`;
    };
    try {
      for (const file of files) {
        if (signal.aborted) break;
        const input = file === standardInput ? terminal.stdin : createReadStream(file, { highWaterMark: chunkBytes });
        const run = { dryRun: options.dryRun ?? false, onProgress, signal };
        reports.push({ file, ...(await installation.import(bytesOf(input, signal, count), run)) });
      }
    } finally {
      progress.end();
    }
  });
  await write(terminal, options.json ? asJson(reports, options) : asText(reports, options));
  if (signal.aborted) {
    say(
      terminal,
      'stopped by Ctrl-C. What was taken in stays; give the same files again to go on, nothing is taken in twice.',
    );
    return statuses.interrupted;
  }
  return reports.some(({ rejected }) => rejected > 0) ? statuses.failed : statuses.done;
}

/** Bytes of all files, so that the time left can be told; undefined where one is no plain file. @throws CannotDo before anything is taken in */
async function sizeOf(files: readonly string[]): Promise<number | undefined> {
  let bytes: number | undefined = 0;
  for (const file of files) {
    if (file === standardInput) {
      bytes = undefined;
      continue;
    }
    const found = await stat(file);
    if (found.isDirectory()) throw new CannotDo(`${file} is a folder. Name the files in it.`);
    await access(file, constants.R_OK);
    bytes = bytes === undefined || !found.isFile() ? undefined : bytes + found.size;
  }
  return bytes;
}

/** What a stream brings, until it ends or the signal comes: then it ends as if there were no more. */
async function* bytesOf(
  stream: Readable,
  signal: AbortSignal,
  count: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  const stop = () => stream.destroy();
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      count(chunk.length);
      yield chunk;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

const sums = ['lines', 'sources', 'events', 'already', 'rejected'] as const;

function asJson(reports: readonly FileReport[], { dryRun }: ImportOptions): string {
  const total = Object.fromEntries(sums.map((name) => [name, reports.reduce((sum, report) => sum + report[name], 0)]));
  return `${JSON.stringify({ ...total, ...(dryRun && { dryRun }), files: reports }, undefined, 2)}\n`;
}

function asText(reports: readonly FileReport[], { dryRun }: ImportOptions): string {
  return reports.map((report) => `${rejectedLines(report)}${summary(report, dryRun)}\n`).join('');
}

function rejectedLines({ file, rejected, problems }: FileReport): string {
  const shown = problems
    .slice(0, mostShown)
    .map(({ line, field, problem }) => visible(`${file}:${line}: ${field && `${field}: `}${problem}\n`));
  const lines = new Set(problems.slice(0, mostShown).map(({ line }) => line)).size;
  const more = rejected - lines;
  return `${shown.join('')}${more > 0 ? `${file}: ${number(more)} more rejected; --json lists up to 1,000 problems.\n` : ''}`;
}

function summary({ file, lines, sources, events, already, rejected }: FileReport, dryRun?: boolean): string {
  const taken = `${counted(events, 'event')} and ${counted(sources, 'source')} ${dryRun ? 'would be taken in' : 'taken in'}`;
  return `${file}: ${counted(lines, 'line')}: ${taken}, ${number(already)} already there, ${number(rejected)} rejected.`;
}
