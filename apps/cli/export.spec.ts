import { readFileSync, statSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { kierto, scratchFolder } from '../../test/command-line.ts';

let scratch: ReturnType<typeof scratchFolder>;
let data: string[];
beforeEach(async () => {
  scratch = scratchFolder();
  data = ['--data', scratch.at('data')];
  await kierto(['import', ...data, 'histories/espoo-jyvaskyla.ndjson']);
});
afterEach(() => scratch.remove());

describe('an export', () => {
  it('brings an empty installation to give the same bytes', async () => {
    await kierto(['import', ...data, 'histories/python-peps.ndjson']);
    const { status, out } = await kierto(['export', ...data]);
    expect(status).toBe(0);
    expect(out.match(/\n/g)).toHaveLength(2034);
    const other = ['--data', scratch.at('other')];
    expect((await kierto(['import', ...other, '-'], out)).status).toBe(0);
    expect((await kierto(['export', ...other])).out).toBe(out);
  });

  it('to a file is for its owner only, and silent on standard output', async () => {
    const { status, out, err } = await kierto(['export', ...data, scratch.at('all.ndjson')]);
    expect({ status, out, err }).toEqual({
      status: 0,
      out: '',
      err: `kierto: ${scratch.at('all.ndjson')} holds 61 events.\n`,
    });
    expect(statSync(scratch.at('all.ndjson')).mode & 0o777).toBe(0o600);
    expect(readFileSync(scratch.at('all.ndjson'), 'utf8')).toBe((await kierto(['export', ...data])).out);
  });

  it('replaces a file only when told to', async () => {
    const file = scratch.file('all.ndjson', 'mine');
    const refused = await kierto(['export', ...data, file]);
    expect(refused.status).toBe(1);
    expect(refused.err).toBe(`kierto: ${file} exists already. Choose another name, or replace it with --force.\n`);
    expect(readFileSync(file, 'utf8')).toBe('mine\n');
    expect((await kierto(['export', ...data, '--force', file])).status).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('GroupFounded');
  });

  it('of a folder without an installation says so and makes none', async () => {
    const { status, err } = await kierto(['export', '--data', scratch.at('nowhere')]);
    expect(status).toBe(1);
    expect(err).toContain(
      `There is no event store in ${scratch.at('nowhere')}. Import a history first, or name another folder`,
    );
    expect(() => statSync(scratch.at('nowhere'))).toThrow();
  });
});
