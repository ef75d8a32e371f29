import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer, Json } from './running-api.ts';

/** A server in a process of its own, as an operator starts it; whoever comes without a session or a token is whom they say. */
export interface ServerProcess {
  readonly child: ChildProcess;
  /** Everything it has said on standard output and standard error. */
  readonly said: () => string;
  /** Resolves with where it listens; rejects when it ends before. */
  readonly address: Promise<string>;
  /** Resolves with the exit status; null when a signal ended it. */
  readonly ended: Promise<number | null>;
  send<Body = Json>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer<Body>>;
  /** Resolves with what it says of itself once everything can be asked; read models are built first. */
  ready(): Promise<Json>;
  /** Sends a signal and waits until the process is gone. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

const main = join(import.meta.dirname, 'said-server.ts');

/** @param user the id of the user it runs as; that of the tests when left out */
export function startServer(
  folder: string,
  env: Readonly<Record<string, string>> = {},
  user?: number | undefined,
): ServerProcess {
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH, PORT: '0', DATA_DIR: folder, ...env },
    ...(user !== undefined && { uid: user, gid: user }),
  });
  let output = '';
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const address = new Promise<string>((resolve, reject) => {
    const collect = (text: Buffer) => {
      output += text.toString();
      const found = /listening on (http:\S+\d)/.exec(output);
      if (found) resolve(found[1]!);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    void ended.then(() => reject(new Error(`The server ended before it listened: ${output}`)));
  });
  // Whoever waits for the end only need not hear of it twice.
  address.catch(() => undefined);
  const server: ServerProcess = {
    child,
    said: () => output,
    address,
    ended,
    async send<Body>(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) {
      const answer = await fetch(`${await address}${path}`, {
        method,
        headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await answer.text();
      const json = /\bjson\b/.test(answer.headers.get('content-type') ?? '');
      return { status: answer.status, headers: answer.headers, body: (json ? JSON.parse(text) : text) as Body, text };
    },
    async ready() {
      for (;;) {
        const { status, body } = await server.send('GET', '/health/ready');
        if (status === 200) return body;
        if (status !== 503) throw new Error(`/health/ready answers ${status}.`);
      }
    },
    stop(signal = 'SIGTERM') {
      child.kill(signal);
      return ended;
    },
  };
  return server;
}

/** The token by which the command line of this machine is known to the server of a folder. */
export const tokenOf = (folder: string): string =>
  (JSON.parse(readFileSync(join(folder, 'server.json'), 'utf8')) as { token: string }).token;
