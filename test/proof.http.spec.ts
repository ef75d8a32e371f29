import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { proofIn } from '#use-cases';
import { token } from '../apps/api/admin-token.ts';
import { kierto } from './command-line.ts';
import { administrator, type Json, type RunningApi, runApi } from './running-api.ts';

let api: RunningApi;
beforeEach(async () => {
  api = await runApi();
  writeFileSync(join(api.folder, 'server.json'), JSON.stringify({ url: api.address, pid: process.pid, token }));
});
afterEach(() => api.close());

interface Told {
  readonly latest?: Json & { readonly line: string };
  readonly caughtUp: boolean;
  readonly days: readonly Json[];
}

const ask = async () => (await api.send<Told>('GET', '/api/proof')).body;
const establish = (id: string) =>
  api.send('PUT', `/api/units/${id}`, { words: { name: 'Aikuissosiaalityö' } }, administrator);

describe('The proof of the log that a server answers', () => {
  it('grows with what is recorded, for everybody, and says nothing of it', async () => {
    expect(await ask()).toEqual({ caughtUp: true, days: [] });
    await establish('one');
    const first = await ask();
    expect(proofIn(first.latest!.line)).toEqual({
      count: 1,
      hash: first.latest!.hash,
      event: first.latest!.event,
      day: first.latest!.day,
    });
    await establish('two');
    const second = await ask();
    expect(second).toMatchObject({ latest: { count: 2 }, caughtUp: true });
    expect(second.latest!.hash).not.toBe(first.latest!.hash);
    expect(JSON.stringify(second)).not.toContain('Aikuis');
  });

  it('is what the command line prints, and verify beside the server compares with it and with what it keeps', async () => {
    api.house.jobs.begin();
    await establish('one');
    const { latest } = await ask();
    const data = ['--data', api.folder];
    const { out } = await kierto(['proof', ...data]);
    expect(out.split('\n')[0]).toBe(latest!.line);
    await establish('two');
    const count = (await ask()).latest!.count as number;
    const kept = join(api.folder, 'proof', 'hashes');
    while ((statSync(kept, { throwIfNoEntry: false })?.size ?? 0) < 8 * count)
      await new Promise((resolve) => setImmediate(resolve));
    const verified = await kierto(['verify', ...data, '--checkpoint', latest!.line]);
    expect(verified).toMatchObject({
      status: 0,
      out: expect.stringMatching(/^chain +[1-9]\d* against .* and 1 checkpoint$/m),
    });
    const forged = latest!.line.replace(/hash ..../, 'hash 0000');
    expect((await kierto(['verify', ...data, '--checkpoint', forged])).out).toContain('do not fit the given line');
  });

  it('is not compared with what is no line', async () => {
    const asked = (query: string) =>
      api.send('POST', `/api/admin/verify?${query}`, undefined, { 'x-kierto-token': token });
    expect(await asked('checkpoint=x')).toMatchObject({ status: 400, body: { code: 'request.parameter' } });
    expect(await asked('line=x')).toMatchObject({ status: 400, body: { code: 'request.parameter' } });
  });
});
