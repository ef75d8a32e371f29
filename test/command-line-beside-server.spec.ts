import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { token } from '../apps/api/admin-token.ts';
import { run } from '../apps/cli/program.ts';
import { kierto, scratchFolder } from './command-line.ts';
import { type RunningApi, runApi } from './running-api.ts';

const espoo = 'histories/espoo-jyvaskyla.ndjson';

let api: RunningApi;
let data: string[];
let scratch: ReturnType<typeof scratchFolder>;
const says = (whereabouts: object) => writeFileSync(join(api.folder, 'server.json'), JSON.stringify(whereabouts));
beforeEach(async () => {
  scratch = scratchFolder();
  api = await runApi();
  data = ['--data', api.folder];
  says({ url: api.address, pid: process.pid, token });
});
afterEach(async () => {
  await api.close();
  scratch.remove();
});

describe('beside a running server, which holds the lock of the folder', () => {
  it('the server takes a history in, and the report is the same as without it', async () => {
    const alone = await kierto(['import', '--data', scratch.at('alone'), espoo]);
    expect(await kierto(['import', ...data, espoo])).toEqual(alone);
    expect(alone.status).toBe(0);
    const again = await kierto(['import', ...data, '--json', espoo]);
    expect(JSON.parse(again.out)).toMatchObject({ events: 0, already: 61 });
    expect(await api.house.store.size()).toBe(61);
  });

  it('a dry run stores nothing, and bad lines are reported one by one', async () => {
    const file = scratch.file('bad.ndjson', 'x', { event: 'UnitEstablished', of: 'unit', words: { name: 'Yksikkö' } });
    const { status, out } = await kierto(['import', ...data, '--dry-run', file]);
    expect(status).toBe(1);
    expect(out).toContain(`${file}:1: is not JSON\n`);
    expect(out).toContain('1 event and 0 sources would be taken in, 0 already there, 1 rejected.');
    expect(await api.house.store.size()).toBe(0);
  });

  it('export, events and verify show what they show without it', async () => {
    await kierto(['import', ...data, espoo]);
    await kierto(['rebuild', ...data]);
    const commands = [
      ['export', ...data],
      ['events', ...data, '--words', 'organisation-main'],
      ['events', ...data, '--json', 'organisation-main'],
      ['events', ...data, 'proposal-nowhere'],
      ['verify', ...data],
    ];
    const beside = [];
    for (const command of commands) beside.push(await kierto(command));
    says({ url: api.address, pid: 0, token });
    for (const [index, command] of commands.entries()) expect(await kierto(command)).toEqual(beside[index]);
    expect(beside.map(({ status }) => status)).toEqual([0, 0, 0, 1, 0]);
    expect(beside.at(-1)?.out).toContain('Everything fits.');
  });

  it('rebuild ends when the models are there', async () => {
    await kierto(['import', ...data, espoo]);
    const { status, err } = await kierto(['rebuild', ...data, 'loops', 'steps']);
    expect({ status, err }).toEqual({ status: 0, err: 'kierto: rebuilt loops, steps.\n' });
    const unknown = await kierto(['rebuild', ...data, 'dreams']);
    expect(unknown.status).toBe(1);
    expect(unknown.err).toMatch(/There is no read model "dreams". There are loops, /);
  });

  it('Ctrl-C stops the server’s work, too; the rest comes the next time', async () => {
    const unit = (index: number) =>
      `${JSON.stringify({ event: 'UnitEstablished', of: `u${index}`, words: { name: 'Y' } })}\n`;
    const units = Array.from({ length: 3_000 }, (_, index) => unit(index)).join('');
    const interruption = new AbortController();
    const stdin = new PassThrough();
    const stderr = new PassThrough();
    const stdout = new PassThrough();
    const status = run(['import', ...data, '-'], { stdin, stdout, stderr, env: {}, interrupted: interruption.signal });
    stdin.write(units);
    while ((await api.house.store.size()) === 0) await new Promise(setImmediate);
    interruption.abort();
    expect(await status).toBe(130);
    expect(String(stderr.read())).toContain('stopped by Ctrl-C. What was taken in stays');
    const rest = JSON.parse((await kierto(['import', ...data, '--json', '-'], units)).out);
    expect(rest.events + rest.already).toBe(3_000);
    expect(rest.already).toBeGreaterThan(0);
    expect(await api.house.store.size()).toBe(3_000);
  });
});

describe('a server.json', () => {
  it('with another token is refused by the server', async () => {
    says({ url: api.address, pid: process.pid, token: 'another' });
    const { status, err } = await kierto(['verify', ...data]);
    expect(status).toBe(1);
    expect(err).toContain('This is not the token of server.json in the data folder.');
  });

  it.each([
    ['of a process that has ended', { url: 'http://127.0.0.1:9', pid: 2 ** 22 + 1, token }],
    ['of a server that does not answer', { url: 'http://127.0.0.1:9', pid: process.pid, token }],
    ['that is damaged', {}],
  ])('%s is passed over', async (_what, whereabouts) => {
    await kierto(['import', ...data, espoo]);
    says(whereabouts);
    expect((await kierto(['export', ...data])).out.match(/\n/g)).toHaveLength(61);
    const { status, err } = await kierto(['import', ...data, espoo]);
    expect(status).toBe(1);
    expect(err).toContain('is in use by process');
  });
});
