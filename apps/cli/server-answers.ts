import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type BatchResult, type Recorded, readLines } from '#use-cases';
import { CannotDo } from './terminal.ts';

/** Reads `{"progress": …}` lines up to the last one, `{"report": …}` or `{"problem": …}`. */
export async function reportIn<Report, Progress>(
  response: IncomingMessage,
  onProgress: (soFar: Progress) => void,
): Promise<Report> {
  for await (const { text = '{}' } of readLines(response)) {
    const { progress, report, problem } = JSON.parse(text) as {
      readonly progress?: Progress;
      readonly report?: Report;
      readonly problem?: { readonly detail: string };
    };
    if (problem) throw new CannotDo(`The server could not finish: ${problem.detail}`);
    if (progress !== undefined) onProgress(progress);
    if (report !== undefined) return report;
  }
  throw new CannotDo('The server stopped before it had finished.');
}

export async function jsonOf(response: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

interface Problem {
  readonly detail?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

/** Why a request was refused, in the server's own words. */
export async function sentenceOf(response: IncomingMessage): Promise<string> {
  const answered = `The server answered ${response.statusCode}.`;
  try {
    const { detail = answered, errors: [fault] = [] } = (await jsonOf(response)) as Problem;
    // A rule speaks in whole sentences; a shape says what a field must be.
    if (!fault || fault.detail === detail) return detail;
    // A body may be a batch of one.
    return `The field ${fault.pointer.replace(/^\/(0\/)?/, '').replaceAll('/', '.')} ${fault.detail}.`;
  } catch {
    return answered;
  }
}

/** A command as a batch takes it. */
export const itemOf = (name: string, id: string, body: object): object => ({
  command: randomUUID(),
  do: name,
  id,
  ...body,
});

/** What the one command of a batch recorded. @throws CannotDo with the sentence of what refused it */
export function recordedIn([result]: readonly BatchResult[]): Recorded {
  if (result?.status === 'recorded' || result?.status === 'repeated') {
    const { id, version, position, events } = result;
    return { id, version, position, events };
  }
  throw new CannotDo(result && 'detail' in result ? result.detail : 'The command was not carried out.');
}
