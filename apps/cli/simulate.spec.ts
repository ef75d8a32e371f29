import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { kierto, scratchFolder } from '../../test/command-line.ts';

const small = ['simulate', '--units', '2', '--groups', '3', '--years', '2', '--until', '2026-06-30'];

let scratch: ReturnType<typeof scratchFolder>;
beforeEach(() => {
  scratch = scratchFolder();
});
afterEach(() => scratch.remove());

describe('a simulated county', () => {
  it('is the same for the same seed, on standard output and in a file', async () => {
    const { status, out } = await kierto([...small, '--seed', 'a']);
    expect(status).toBe(0);
    await kierto([...small, '--seed', 'a', '--out', scratch.at('a.ndjson')]);
    expect(readFileSync(scratch.at('a.ndjson'), 'utf8')).toBe(out);
    expect((await kierto([...small, '--seed', 'b'])).out).not.toBe(out);
  });

  it('is taken in whole', async () => {
    const { out } = await kierto([...small, '--seed', 'a']);
    const data = ['--data', scratch.at('data')];
    const report = JSON.parse((await kierto(['import', ...data, '--json', '-'], out)).out);
    expect(report).toMatchObject({ rejected: 0, sources: 1, events: out.match(/\n/g)!.length - 1 });
  });
});
