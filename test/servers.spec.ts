import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import pg from 'pg';
import { startPostgres } from './postgres-server.ts';
import { startRedis } from './redis-server.ts';

/** The servers that tests start for themselves: what the tests rely on. */
const here = (name: string) => JSON.stringify(new URL(name, import.meta.url).href);
const servers: { remove(): Promise<void> }[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.remove();
});

function kept<Server extends { remove(): Promise<void> }>(server: Server): Server {
  servers.push(server);
  return server;
}

async function ask(url: string, statement: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query({ text: statement, rowMode: 'array' });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}

describe('a PostgreSQL of the test’s own', () => {
  it('gives an empty database each time, and keeps it over a stop and a kill', async () => {
    const server = kept(await startPostgres({ durable: true }));
    const [first, second] = [await server.database(), await server.database()];
    await ask(first, 'CREATE TABLE a (b int)');
    await ask(first, 'INSERT INTO a VALUES (7)');
    expect(await ask(second, "SELECT to_regclass('a')")).toBeNull();
    await server.stop();
    await expect(ask(first, 'SELECT 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await server.start();
    expect(await ask(first, 'SELECT b FROM a')).toBe(7);
    await server.kill();
    await server.start();
    expect(await ask(first, 'SELECT b FROM a')).toBe(7);
  });

  it('answers nothing while it is frozen, and then what was asked', async () => {
    const server = kept(await startPostgres());
    const url = await server.database();
    const client = new pg.Client({ connectionString: url, query_timeout: 200 });
    await client.connect();
    server.freeze();
    await expect(client.query('SELECT 1')).rejects.toThrow('timeout');
    server.thaw();
    expect(await ask(url, 'SELECT 2')).toBe(2);
    await client.end();
  });
});

describe('a Redis of the test’s own', () => {
  it('keeps what it acknowledged over a stop and a kill', async () => {
    const server = kept(await startRedis());
    const redis = new Redis(server.url, { retryStrategy: () => 20 });
    redis.on('error', () => undefined);
    await redis.set('a', '1');
    await server.stop();
    await server.start();
    expect(await redis.get('a')).toBe('1');
    await redis.set('a', '2');
    await server.kill();
    await server.start();
    expect(await redis.get('a')).toBe('2');
    redis.disconnect();
  });
});

describe('a server whose test was killed', () => {
  it.each([
    ['PostgreSQL', './postgres-server.ts', 'startPostgres'],
    ['Redis', './redis-server.ts', 'startRedis'],
  ])('ends with it, even frozen: %s', async (_, file, start) => {
    const script = `import { ${start} } from ${here(file)};
      const server = await ${start}();
      server.freeze();
      console.log(server.port);`;
    const test = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const port = String((await once(test.stdout, 'data'))[0]).trim();
    const running = () => execFileSync('ps', ['-A', '-o', 'args='], { encoding: 'utf8' }).includes(port);
    expect(running()).toBe(true);
    test.kill('SIGKILL');
    while (running()) await new Promise((resolve) => setImmediate(resolve));
  });
});
