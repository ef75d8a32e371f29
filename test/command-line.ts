import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { run } from '../apps/cli/program.ts';

export interface Outcome {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** A folder for one test, in which installations and files can lie. */
export function scratchFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'kierto-cli-'));
  const at = (...names: string[]) => join(folder, ...names);
  return {
    at,
    file(name: string, ...lines: readonly (object | string)[]): string {
      const text = lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');
      writeFileSync(at(name), text);
      return at(name);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function gather(stream: PassThrough): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** Runs `kierto` in this process, as it runs behind a pipe: nothing of it is a terminal. */
export async function kierto(
  args: readonly string[],
  stdin: string | Readable = '',
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const [out, err] = [gather(stdout), gather(stderr)];
  const status = await run(args, {
    stdin: typeof stdin === 'string' ? Readable.from([Buffer.from(stdin)]) : stdin,
    stdout,
    stderr,
    env,
    interrupted: new AbortController().signal,
  });
  stdout.end();
  stderr.end();
  return { status, out: await out, err: await err };
}
