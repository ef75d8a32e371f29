import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, watch } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { kierto, scratchFolder } from '../../test/command-line.ts';

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

let scratch: ReturnType<typeof scratchFolder>;
beforeEach(() => {
  scratch = scratchFolder();
});
afterEach(() => scratch.remove());

function start(...args: string[]): Child {
  const fromSource = ['--disable-warning=ExperimentalWarning', 'apps/cli/main.ts'];
  return spawn(process.execPath, [...fromSource, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
}

async function exitOf(child: Child): Promise<number | null> {
  const [status] = await once(child, 'exit');
  return status as number | null;
}

const county = ['simulate', '--units', '4', '--groups', '40', '--years', '10', '--seed', 'a'];

describe('as a program of its own', () => {
  it('it says what it cannot do, and with which status it ends', async () => {
    const child = start('import', '--data', scratch.at('data'), 'nofile');
    const [status, out, err] = await Promise.all([exitOf(child), text(child.stdout), text(child.stderr)]);
    expect({ status, out, err }).toEqual({ status: 1, out: '', err: 'kierto: nofile does not exist.\n' });
  });

  it('it stops without a word when nobody reads on', async () => {
    const child = start(...county);
    const err = text(child.stderr);
    await once(child.stdout, 'data');
    child.stdout.destroy();
    expect(await exitOf(child)).toBe(0);
    expect(await err).toBe('');
  });

  it('it stops at Ctrl-C, says what was done, and goes on from there the next time', async () => {
    const data = scratch.at('data');
    const lines = Array.from(
      { length: 2_500 },
      (_, index) => `${JSON.stringify({ event: 'UnitEstablished', of: `u${index}`, words: { name: 'Y' } })}\n`,
    );
    mkdirSync(data);
    const locked = new Promise<void>((resolve) => {
      const watching = watch(data, (_event, name) => {
        if (name !== 'vault.sqlite') return;
        watching.close();
        resolve();
      });
    });
    const child = start('import', '--data', data, '--json', '-');
    const [out, err] = [text(child.stdout), text(child.stderr)];
    child.stdin.on('error', () => {});
    child.stdin.write(lines.join(''));
    await locked;
    child.kill('SIGINT');
    expect(await exitOf(child)).toBe(130);
    expect(await err).toContain('stopped by Ctrl-C. What was taken in stays; give the same files again to go on');
    const first = JSON.parse(await out);
    const second = JSON.parse((await kierto(['import', '--data', data, '--json', '-'], lines.join(''))).out);
    expect(second.already).toBe(first.events);
    expect(first.events + second.events).toBe(2_500);
  });

  it('it leaves no half of a file behind when it is stopped', async () => {
    mkdirSync(scratch.at('out'));
    const begun = new Promise<string>((resolve) => {
      const watching = watch(scratch.at('out'), (_event, name) => {
        watching.close();
        resolve(name ?? '');
      });
    });
    const child = start(...county, '--groups', '4000', '--out', scratch.at('out', 'county.ndjson'));
    await begun;
    child.kill('SIGINT');
    expect(await exitOf(child)).toBe(130);
    expect(readdirSync(scratch.at('out'))).toEqual([]);
  });
});
