import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram, freePort, OwnServer } from './own-server.ts';

/** A real Redis of the test's own, on 127.0.0.1, that keeps what it acknowledged over `stop` and `kill`. */
export interface RedisServer {
  readonly port: number;
  readonly url: string;
  stop(): Promise<void>;
  start(): Promise<void>;
  kill(): Promise<void>;
  /** It holds its connections and answers nothing until `thaw`. */
  freeze(): void;
  thaw(): void;
  readonly running: boolean;
  /** Ends it and removes its files; for afterAll. */
  remove(): Promise<void>;
}

export async function startRedis(): Promise<RedisServer> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'kierto-redis-'));
  const settings = [
    '--bind',
    '127.0.0.1',
    '--port',
    String(port),
    '--dir',
    folder,
    '--appendonly',
    'yes',
    '--save',
    '',
  ];
  const server = new OwnServer({
    program: findProgram('redis-server', 'redis-server'),
    parameters: settings,
    ready: /Ready to accept connections/,
    endBy: 'SIGTERM',
    folder,
  });
  await server.start();
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    stop: () => server.stop(),
    start: () => server.start(),
    kill: () => server.kill(),
    freeze: () => server.freeze(),
    thaw: () => server.thaw(),
    get running() {
      return server.running;
    },
    remove: () => server.remove(),
  };
}
