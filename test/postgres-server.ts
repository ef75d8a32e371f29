import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { findProgram, freePort, OwnServer, type ServerProgram } from './own-server.ts';

const debian = '/usr/lib/postgresql';
const user = 'kierto';
const password = 'known-to-the-test-only';

/** A real PostgreSQL of the test's own, on 127.0.0.1, with its files in a temporary folder. */
export interface PostgresServer {
  readonly port: number;
  /** Where all its files lie. */
  readonly folder: string;
  /** Makes an empty database. @returns its URL, with user and password */
  database(): Promise<string>;
  /** Waits for nobody: connections are closed, transactions rolled back. */
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

/** @param options `durable`: with fsync, where a test is about what survives `kill`; without, it is only quicker */
export async function startPostgres(options: { readonly durable?: boolean } = {}): Promise<PostgresServer> {
  const port = await freePort();
  const folder = copyOf(template());
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    shared_buffers: '16MB',
    max_connections: 100,
    ...(!options.durable && { fsync: 'off', full_page_writes: 'off' }),
  };
  const server = new OwnServer({
    program: binary('postgres'),
    parameters: ['-D', folder, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    ready: /database system is ready to accept connections/,
    endBy: 'SIGINT',
    folder,
    user: owner(),
  });
  await server.start();
  const urlOf = (database: string) => `postgres://${user}:${password}@127.0.0.1:${port}/${database}`;
  let databases = 0;
  return {
    port,
    folder,
    async database() {
      databases += 1;
      const client = new pg.Client({ connectionString: urlOf('postgres') });
      await client.connect();
      await client.query(`CREATE DATABASE test_${databases}`);
      await client.end();
      return urlOf(`test_${databases}`);
    },
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

function binary(name: string): string {
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  return findProgram(
    name,
    'postgresql',
    versions.map((version) => join(debian, version, 'bin')),
  );
}

/** PostgreSQL refuses to run as root; its packages bring a user of its own. */
function owner(): ServerProgram['user'] {
  if (process.getuid?.() !== 0) return undefined;
  const id = (option: string) => Number(execFileSync('id', [option, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kierto-postgres-'));
  const us = owner();
  if (us) chownSync(folder, us.uid, us.gid);
  return folder;
}

/** Setting up a cluster takes a second, copying one nearly nothing: so it is set up once a version and kept in .cache. */
function template(): string {
  const version = execFileSync(binary('postgres'), ['--version'], { encoding: 'utf8' })
    .replace(/[^\d.]+/g, ' ')
    .trim();
  const cache = join(import.meta.dirname, '..', '.cache');
  const kept = join(cache, `postgres-${version.split(' ')[0]}`);
  if (existsSync(kept)) return kept;
  const made = ownFolder();
  const passwordFile = join(made, 'password');
  writeFileSync(passwordFile, password);
  const cluster = join(made, 'cluster');
  const parameters = ['-D', cluster, '-U', user, '--auth=scram-sha-256', '--pwfile', passwordFile, '--encoding=UTF8'];
  execFileSync(binary('initdb'), [...parameters, '--locale=C.UTF-8', '--no-sync', '--wal-segsize=1'], {
    cwd: made,
    stdio: ['ignore', 'ignore', 'inherit'],
    ...owner(),
  });
  mkdirSync(cache, { recursive: true });
  const draft = mkdtempSync(join(cache, 'postgres-'));
  execFileSync('cp', ['-a', `${cluster}/.`, draft]);
  rmSync(made, { recursive: true });
  try {
    renameSync(draft, kept);
  } catch {
    // Another worker was first.
    rmSync(draft, { recursive: true });
  }
  return kept;
}

function copyOf(cluster: string): string {
  const folder = ownFolder();
  execFileSync('cp', ['-a', `${cluster}/.`, folder]);
  return folder;
}
