import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { AccessDeniedError, NO_STREAM, UnavailableError } from '@eventstore/db-client';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startEsdbWireDouble } from './server.ts';
import { makeThrowAwayCa } from './throw-away-ca.ts';
import { failure, numberOf, someEvents, WireClient } from './wire-client.ts';

const fresh = { expectedRevision: NO_STREAM } as const;
let folder: string;
let running: ChildProcess[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kierto-wire-double-'));
  running = [];
});

afterEach(async () => {
  await Promise.all(running.map((child) => end(child)));
  rmSync(folder, { recursive: true });
});

async function start(...words: string[]): Promise<{ url: string; control: string; child: ChildProcess }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.push(child);
  const [line] = await once(createInterface(child.stdout!), 'line');
  return { ...JSON.parse(line), child };
}

async function end(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, 'exit');
}

describe('a double of its own process', () => {
  it('keeps in its file what it has answered for, whatever ends it', async () => {
    const file = join(folder, 'log.ndjson');
    const first = await start('--log', file);
    const port = new URL(first.url).port;
    const wire = new WireClient(first.url);
    const before = await wire.append('bank.a', someEvents(2), fresh);
    await end(first.child);
    const whole = readFileSync(file, 'utf8');
    appendFileSync(file, '[{"id":"torn');
    await start('--log', file, '--port', port);
    expect(readFileSync(file, 'utf8')).toBe(whole);
    await wire.reconnected();
    const read = await wire.read('bank.a');
    expect(read.map(numberOf)).toEqual([0, 1]);
    expect(read[1]!.event!.position).toEqual(before.position);
    await wire.append('bank.a', someEvents(1), { expectedRevision: 1n });
  });

  it('ends when it is told to', async () => {
    const { child } = await start();
    await end(child, 'SIGTERM');
    expect(child.exitCode).toBe(0);
  });

  it('has its faults switched and its calls counted from outside', async () => {
    const { url, control } = await start();
    const post = (faults: object) => fetch(`${control}/faults`, { method: 'POST', body: JSON.stringify(faults) });
    expect(await (await post({ replyLost: 1 })).json()).toMatchObject({ replyLost: 1 });
    const wire = new WireClient(url);
    expect(await failure(wire.append('bank.a', someEvents(1), fresh))).toBeInstanceOf(UnavailableError);
    expect(await (await fetch(`${control}/calls`)).json()).toMatchObject({ append: 1 });
    expect((await post({ earthquake: 1 })).status).toBe(400);
  });
});

describe('a double of several seeds', () => {
  it('is found by gossip', async () => {
    const double = await startEsdbWireDouble();
    const wire = new WireClient(`esdb://127.0.0.1:${double.port},localhost:${double.port}?tls=false`);
    await wire.append('bank.a', someEvents(1), fresh);
    expect(double.calls.gossip).toBe(1);
    await double.kill();
  });
});

describe('a double with TLS', () => {
  it('lets in who trusts its authority and knows the password, and nobody else', async () => {
    const { caFile, ...tls } = makeThrowAwayCa(folder);
    const credentials = { username: 'kierto', password: 'salaisuus:ä' };
    const double = await startEsdbWireDouble({ tls, credentials });
    const wire = new WireClient(`${double.url}&tlsCAFile=${caFile}`);
    const append = (options: object) => wire.append('bank.a', someEvents(1), { ...fresh, ...options });
    expect(await failure(append({ credentials: { ...credentials, password: 'wrong' } }))).toBeInstanceOf(
      AccessDeniedError,
    );
    expect(await failure(wire.client.readStream('bank.a')[Symbol.asyncIterator]().next())).toBeInstanceOf(
      AccessDeniedError,
    );
    expect(await append({ credentials })).toMatchObject({ success: true });
    const distrustful = new WireClient(double.url);
    expect(await failure(distrustful.append('bank.a', someEvents(1), fresh))).toBeInstanceOf(UnavailableError);
    await double.kill();
  });
});
