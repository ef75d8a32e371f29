import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openEventStore } from '#event-store';
import { proofIn } from '#use-cases';
import { kierto, scratchFolder } from '../../test/command-line.ts';

const scratch = scratchFolder();
const data = ['--data', scratch.at('data')];

beforeAll(async () => {
  const unit = (of: string) => ({ event: 'UnitEstablished', of, source: 's' });
  const file = scratch.file('units.ndjson', { source: 's', title: 'Kirja', coverage: {} }, unit('one'), unit('two'));
  expect((await kierto(['import', ...data, file])).status).toBe(0);
});

afterAll(() => scratch.remove());

const firstLine = async (): Promise<string> => (await kierto(['proof', ...data])).out.split('\n')[0]!;

describe('kierto proof', () => {
  it('prints a line for minutes and what it is in three languages, and nothing of what was recorded', async () => {
    const { status, out, err } = await kierto(['proof', ...data]);
    expect([status, err]).toEqual([0, '']);
    const [line, empty, ...sentences] = out.trimEnd().split('\n');
    expect([proofIn(line!)?.count, empty]).toEqual([3, '']);
    expect(sentences.map((sentence) => sentence.split(' ')[0])).toEqual(['Rivi', 'Raden', 'The']);
    expect(out).not.toContain('Kirja');
  });

  it('prints the same line as long as nothing is recorded', async () => {
    expect(await firstLine()).toBe(await firstLine());
  });

  it('says that there is nothing to prove', async () => {
    const folder = scratch.at('empty');
    await (await openEventStore({ kind: 'sqlite', folder })).close();
    expect((await kierto(['import', '--data', folder, scratch.file('nothing.ndjson')])).status).toBe(0);
    expect(await kierto(['proof', '--data', folder])).toMatchObject({
      status: 1,
      err: 'kierto: The log is empty: there is nothing to prove yet.\n',
    });
  });
});

describe('kierto verify --checkpoint', () => {
  it('finds that a line fits, as it was printed and as somebody typed it', async () => {
    const line = await firstLine();
    const typed = line.toUpperCase().replace(' HASH ', '\n  HASH\n  ');
    const { status, out } = await kierto(['verify', ...data, '--checkpoint', line, '--checkpoint', typed]);
    expect([status, out]).toEqual([0, expect.stringContaining('and 2 checkpoints\n')]);
  });

  it('names the events that do not fit', async () => {
    const line = (await firstLine()).replace(/hash ..../, 'hash 0000');
    const { status, out } = await kierto(['verify', ...data, '--checkpoint', line]);
    expect(status).toBe(1);
    expect(out).toMatch(/^events 1 to 3 of the log: up to unit-two, event 1 .* do not fit the given line of /m);
  });

  it('refuses what is no such line, before it reads anything', async () => {
    const { status, out, err } = await kierto(['verify', ...data, '--checkpoint', '61 events']);
    expect([status, out]).toEqual([2, '']);
    expect(err).toContain('--checkpoint "61 events" is no line of kierto proof');
  });

  it('knows a line of what is not in the log any more', async () => {
    const line = await firstLine();
    const other = ['--data', scratch.at('other')];
    const file = scratch.file('one.ndjson', { source: 's', title: 'Kirja', coverage: {} });
    expect((await kierto(['import', ...other, file])).status).toBe(0);
    expect((await kierto(['verify', ...other, '--checkpoint', line])).out).toMatch(
      /^the end of the log: is event 1, and the given line of \S+ knows 3: the events behind it are gone$/m,
    );
    rmSync(join(scratch.at('other')), { recursive: true });
  });
});
