import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { matters, readSettings, type Variable } from '#installation';
import { blocksOf } from './pages/blocks.ts';

/** Form only: no image is pulled or built, and no container started. */

interface Container {
  readonly image: string;
  readonly restart: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly networks: readonly string[];
  readonly read_only?: boolean;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test: readonly string[] };
}

interface Compose {
  readonly services: Readonly<Record<string, Container>>;
  readonly networks: Readonly<Record<string, unknown>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

const root = join(import.meta.dirname, '..');
const textOf = (name: string) => readFileSync(join(root, name), 'utf8');
const compose = parse(textOf('docker-compose.yml'), { merge: true }) as Compose;
const containers = Object.entries(compose.services);
const own = containers.filter(([, { image }]) => image.startsWith('kierto:'));
const dockerfile = textOf('Dockerfile');
const variables = new Map(Object.values(matters).flatMap((matter) => Object.entries<Variable>(matter.variables)));
const folder = mkdtempSync(join(tmpdir(), 'kierto-containers-'));

afterAll(() => rmSync(folder, { recursive: true }));

/** What a variable holds when nobody has set what its default depends on: `${NAME:-default}`. */
const settled = (text: string) => text.replace(/\$\{\w+:-([^}]*)\}/g, '$1');

/** The files that one-server.md makes, made by its commands. */
function secretsOf(page: string): ReadonlyMap<string, string> {
  const making = blocksOf(textOf(page)).find(({ info, text }) => info === 'sh' && text.includes('secrets'))!;
  execFileSync('bash', ['-euo', 'pipefail', '-c', making.text], { cwd: folder });
  return new Map(
    Object.keys(compose.secrets).map((name) => [
      name,
      readFileSync(join(folder, compose.secrets[name]!.file), 'utf8').trim(),
    ]),
  );
}

describe('docker-compose.yml', () => {
  it('is accepted by docker-compose', () => {
    const checked = spawnSync('docker-compose', ['-f', join(root, 'docker-compose.yml'), 'config', '-q'], {
      encoding: 'utf8',
    });
    expect({ status: checked.status, said: checked.stderr }).toEqual({ status: 0, said: '' });
  });

  it('has the server, the worker and every engine, each looked after and started again', () => {
    expect(Object.keys(compose.services).sort()).toEqual(['api', 'eventstore', 'mail', 'postgres', 'redis', 'worker']);
    for (const [name, { restart, healthcheck, image }] of containers) {
      expect({ name, restart }).toEqual({ name, restart: 'unless-stopped' });
      if (healthcheck === undefined)
        expect({ name, image }).toEqual({ name: 'api', image: expect.stringMatching(/^kierto:/) });
    }
    expect(dockerfile).toContain('HEALTHCHECK');
  });

  it('can be reached from this machine only', () => {
    const published = containers.flatMap(([, { ports = [] }]) => ports);
    expect(published.length).toBeGreaterThan(0);
    expect(published.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  it('keeps the engines where nobody else is', () => {
    expect(compose.networks.engines).toEqual({ internal: true });
    for (const name of ['eventstore', 'postgres', 'redis'])
      expect(compose.services[name]!.networks).toEqual(['engines']);
  });

  it('says every version in one place', () => {
    const foreign = containers.filter(([, { image }]) => !image.startsWith('kierto:'));
    const wrong = foreign.filter(([, { image }]) => !/^[\w./-]+:\$\{[A-Z]+_VERSION:-[\w.]+\}$/.test(image));
    expect(wrong).toEqual([]);
  });

  it.each(own)('%s is told only what there is to be told', (_name, { environment = {} }) => {
    const unknown = Object.keys(environment).filter((name) => {
      const plain = name.replace(/_FILE$/, '');
      return !(variables.has(name) || (plain !== name && variables.get(plain)?.secret));
    });
    expect(unknown).toEqual([]);
    const inTheOpen = Object.keys(environment).filter((name) => variables.get(name)?.secret);
    expect(inTheOpen).toEqual([]);
  });

  it.each(own)(
    '%s starts with these settings and the secrets that the page makes',
    (_name, { environment = {}, secrets = [] }) => {
      const made = secretsOf('docs/how-to/one-server.md');
      const env = Object.fromEntries(
        Object.entries(environment).map(([name, text]) => {
          const secret = /^\/run\/secrets\/(\w+)$/.exec(text)?.[1];
          if (secret === undefined) return [name, settled(text)];
          expect(secrets).toContain(secret);
          return [name.replace(/_FILE$/, ''), made.get(secret)];
        }),
      );
      const settings = readSettings({ DATA_DIR: '/data', ...env });
      expect(settings).toMatchObject({ eventStore: { kind: 'eventstoredb' }, vault: { kind: 'postgres' } });
      const { hostname } = new URL(settings.redisUrl!);
      expect(Object.keys(compose.services)).toContain(hostname);
      expect(made.get('redis_url')).toContain(`:${made.get('redis_password')}@`);
      expect(made.get('postgres_url')).toContain(`:${made.get('postgres_password')}@postgres:5432/`);
    },
  );

  it.each(own)(
    '%s runs what there is, writes only to its data folder, and waits for its engines',
    (_name, container) => {
      const [program, file] = container.command!;
      expect(program).toBe('node');
      expect(existsSync(join(root, file!))).toBe(true);
      expect(container.read_only).toBe(true);
      expect(container.volumes).toEqual([expect.stringMatching(/^[a-z-]+:\/data$/)]);
      for (const { condition } of Object.values(container.depends_on!)) expect(condition).toBe('service_healthy');
    },
  );

  it('declares what it uses and uses what it declares', () => {
    const used = (what: (one: Container) => readonly string[]) =>
      [...new Set(containers.flatMap(([, one]) => what(one)))].sort();
    expect(used(({ networks }) => networks)).toEqual(Object.keys(compose.networks).sort());
    expect(used(({ secrets = [] }) => secrets)).toEqual(Object.keys(compose.secrets).sort());
    expect(used(({ volumes = [] }) => volumes.map((one) => one.split(':')[0]!))).toEqual(
      Object.keys(compose.volumes).sort(),
    );
    expect(used(({ depends_on = {} }) => Object.keys(depends_on)).filter((name) => !compose.services[name])).toEqual(
      [],
    );
  });

  it('keeps the queue from losing anything', () => {
    const command = compose.services.redis!.command!.join(' ');
    expect(command).toContain('--maxmemory-policy noeviction');
    expect(command).toContain('--appendonly yes');
  });
});

describe('Dockerfile', () => {
  const lines = dockerfile.replace(/\\\n/g, ' ').split('\n');
  const said = (word: string) =>
    lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));

  it('copies only what there is, and what is let through', () => {
    const copied = said('COPY')
      .filter((one) => !one.startsWith('--from'))
      .flatMap((one) => one.trim().split(/\s+/).slice(0, -1));
    expect(copied.length).toBeGreaterThan(5);
    expect(copied.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    const through = textOf('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    expect(copied.filter((path) => !through.includes(path))).toEqual([]);
    expect(through.filter((path) => !copied.includes(path))).toEqual([]);
  });

  it('runs on the Node that the project wants, as somebody who may do little', () => {
    const engine = /(\d+)/.exec((JSON.parse(textOf('package.json')) as { engines: { node: string } }).engines.node)![1];
    expect(dockerfile).toContain(`ARG NODE_VERSION=${engine}\n`);
    expect(said('FROM').filter((one) => !/^node:\$\{NODE_VERSION\}-bookworm-slim/.test(one))).toEqual([]);
    expect(said('USER')).toEqual(['node']);
    expect(lines.indexOf('USER node')).toBeLessThan(lines.findIndex((line) => line.startsWith('CMD ')));
  });

  it('says only what there is to be said', () => {
    const names = said('ENV').flatMap((one) => [...one.matchAll(/([A-Z_]+)=/g)].map(([, name]) => name!));
    expect(names).toContain('DATA_DIR');
    expect(names.filter((name) => !variables.has(name) && !['NODE_ENV', 'NODE_COMPILE_CACHE'].includes(name))).toEqual(
      [],
    );
    const [, file] = JSON.parse(said('CMD')[0]!) as string[];
    expect(existsSync(join(root, file!))).toBe(true);
  });

  it('asks the server how it is at an address that there is', () => {
    expect(dockerfile).toContain('/health/live');
    expect(textOf('docs/reference/openapi.json')).toContain('"/health/live"');
  });
});
