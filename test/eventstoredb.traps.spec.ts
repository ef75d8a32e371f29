import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type Checkpoint, type EventStore, type EventStoreSettings, openEventStore, startNewEpoch } from '#event-store';
import { startEsdbWireDouble, type WireDouble, type WireDoubleOptions } from './esdb-wire-double/server.ts';
import { makeThrowAwayCa } from './esdb-wire-double/throw-away-ca.ts';
import { events, refused, Seen } from './event-store.conformance.ts';

/** What the driver, the network and the server are known to do to a store, and that the adapter does not pass it on. */

let double: WireDouble;
let opened: EventStore[];
let doubles: WireDouble[];

const unhandled: unknown[] = [];
const note = (reason: unknown) => unhandled.push(reason);
process.on('unhandledRejection', note);

afterAll(() => {
  process.off('unhandledRejection', note);
  expect(unhandled).toEqual([]);
});

async function startDouble(options: WireDoubleOptions = {}): Promise<WireDouble> {
  const started = await startEsdbWireDouble(options);
  doubles.push(started);
  return started;
}

const settings = (url = double.url): EventStoreSettings => ({ kind: 'eventstoredb', url });

async function open(given: EventStoreSettings = settings()): Promise<EventStore> {
  const store = await openEventStore(given);
  opened.push(store);
  return store;
}

beforeEach(async () => {
  opened = [];
  doubles = [];
  double = await startDouble();
});

afterEach(async () => {
  await Promise.all(opened.map((store) => store.close()));
  for (const one of doubles) {
    expect(one.calls.batchAppend).toBe(0);
    await one.kill();
  }
});

const idsOf = (all: readonly { id: string }[]) => all.map(({ id }) => id);

describe('an append whose answer is lost', () => {
  it('is stored once and answered as if nothing had been', async () => {
    const store = await open();
    const appended = events(2);
    double.faults.replyLost = 1;
    const { version, position } = await store.append('proposal-1', appended, 0);
    expect(version).toBe(2);
    expect(idsOf(await store.read('proposal-1'))).toEqual(idsOf(appended));
    expect((await store.head())?.position).toBe(position);
    expect(double.faults.replyLost).toBe(0);
  });

  it('is stored once when many are lost at the same time', async () => {
    const store = await open();
    double.faults.replyLost = 30;
    const asked = Array.from({ length: 60 }, (_, n) => ({ stream: `proposal-${n}`, appended: events(1) }));
    const answers = await Promise.all(asked.map(({ stream, appended }) => store.append(stream, appended, 0)));
    expect(answers.map(({ version }) => version)).toEqual(asked.map(() => 1));
    for (const { stream, appended } of asked) expect(idsOf(await store.read(stream))).toEqual(idsOf(appended));
    expect(double.log.records.filter(({ stream }) => stream.startsWith('kierto.'))).toHaveLength(60);
  });

  it('is asked for again when the answer never comes at all', async () => {
    const store = await open(settings(`${double.url}&defaultDeadline=3000`));
    double.faults.replyWithheld = 1;
    const appended = events(1);
    expect((await store.append('proposal-1', appended, 0)).version).toBe(1);
    expect(idsOf(await store.read('proposal-1'))).toEqual(idsOf(appended));
    expect(double.faults.replyWithheld).toBe(0);
  });

  it('has the position of then when the server does not say it again', async () => {
    const store = await open();
    const appended = events(3);
    const first = await store.append('proposal-1', appended, 0);
    await store.append('proposal-1', events(2), 3);
    double.faults.replayWithoutPosition = true;
    expect(await store.append('proposal-1', appended, 0)).toEqual(first);
  });

  it('is refused as unavailable when no attempt is answered, and can be sent again', async () => {
    const store = await open();
    const appended = events(1);
    double.faults.unavailable = 1_000;
    await refused(store.append('proposal-1', appended, 0), 'store-unavailable');
    double.faults.unavailable = 0;
    expect((await store.append('proposal-1', appended, 0)).version).toBe(1);
    expect(await store.version('proposal-1')).toBe(1);
  });
});

describe('a call that fails in passing', () => {
  it.each(['notLeader', 'unavailable', 'featuresInternal'] as const)('is carried out after %s', async (fault) => {
    const store = await open();
    double.faults[fault] = 2;
    expect((await store.append('proposal-1', events(1), 0)).version).toBe(1);
    double.faults[fault] = 2;
    expect(await store.read('proposal-1')).toHaveLength(1);
    double.faults[fault] = 2;
    expect((await store.head())?.event).toBe((await store.read('proposal-1'))[0]!.id);
  });

  it('is asked again when a read is not answered at all', async () => {
    const store = await open(settings(`${double.url}&defaultDeadline=3000`));
    await store.append('proposal-1', events(1), 0);
    double.faults.hang = 1;
    expect(await store.version('proposal-1')).toBe(1);
    expect(double.faults.hang).toBe(0);
  });

  it('never asks what the server can do: a wrong answer to that would be remembered for ever', async () => {
    const store = await open();
    double.faults.featuresInternal = 1_000;
    await store.append('proposal-1', events(1), 0);
    await store.append('proposal-1', events(1), 1);
    expect(double.faults.featuresInternal).toBe(1_000);
  });
});

describe('a long stream', () => {
  it('is read whole, in pages', async () => {
    const store = await open();
    const appended = events(1_201);
    await store.append('proposal-1', appended, 0);
    const before = double.calls.read;
    expect(idsOf(await store.read('proposal-1'))).toEqual(idsOf(appended));
    expect(double.calls.read - before).toBe(3);
    expect(idsOf(await store.read('proposal-1', { from: 400, to: 1_100 }))).toEqual(idsOf(appended.slice(399, 1_100)));
  });
});

describe('a server that goes away and comes back', () => {
  it('with its log: nothing is missed, nothing comes twice, and appends go on', async () => {
    const store = await open();
    const seen = new Seen();
    const subscription = store.subscribe({ batchSize: 3 }, seen.take);
    await store.append('proposal-1', events(5), 0);
    await seen.count(5);
    await double.kill();
    const appending = store.append('proposal-1', events(2), 5);
    double = await startDouble({ port: double.port, log: double.log });
    expect((await appending).version).toBe(7);
    await store.append('proposal-2', events(1), 0);
    await seen.count(8);
    await double.stop();
    double = await startDouble({ port: double.port, log: double.log });
    await store.append('proposal-2', events(1), 1);
    await seen.count(9);
    await subscription.stop();
    expect(seen.events.map(({ stream, version }) => `${stream} ${version}`)).toEqual([
      ...[1, 2, 3, 4, 5, 6, 7].map((version) => `proposal-1 ${version}`),
      'proposal-2 1',
      'proposal-2 2',
    ]);
  });

  it('without its log: subscriptions end loudly and nothing is written into the other one', async () => {
    const store = await open();
    const seen = new Seen();
    const subscription = store.subscribe({}, seen.take);
    await store.append('proposal-1', events(2), 0);
    await seen.count(2);
    await double.kill();
    double = await startDouble({ port: double.port });
    await refused(subscription.ended, 'checkpoint-mismatch');
    await refused(store.append('proposal-2', events(1), 0), 'checkpoint-mismatch');
    await refused(store.verify(seen.batches.at(-1)!.checkpoint), 'checkpoint-mismatch');
    expect(double.log.stream('kierto.proposal-2')).toEqual([]);
    await refused((await open()).verify(seen.batches.at(-1)!.checkpoint), 'checkpoint-mismatch');
  });

  it('without its log, before a subscription has seen anything: that too ends loudly', async () => {
    const store = await open();
    const subscription = store.subscribe({}, () => {});
    await store.append('proposal-1', events(1), 0);
    await double.kill();
    double = await startDouble({ port: double.port });
    await refused(subscription.ended, 'checkpoint-mismatch');
  });

  it('without its log, while nobody asked anything: nothing is written into the other one', async () => {
    const store = await open();
    await store.append('proposal-1', events(1), 0);
    await double.kill();
    double = await startDouble({ port: double.port });
    // The client hears of the end, connects again by itself at the next call, and says nothing of it.
    for (let turns = 0; turns < 200; turns += 1) await new Promise(setImmediate);
    await refused(store.append('proposal-2', events(1), 0), 'checkpoint-mismatch');
    expect(double.log.stream('kierto.proposal-2')).toEqual([]);
  });

  it('shorter than it was: a checkpoint beyond its end is refused and never passes over what comes', async () => {
    const store = await open();
    await store.append('proposal-1', events(1), 0);
    const early = (await store.head())!;
    await store.append('proposal-1', events(3), 1);
    const late = (await store.head())!;
    const { records } = double.log;
    const shorter = records.slice(0, records.findIndex(({ id }) => id === early.event) + 1);
    await double.kill();
    const { Log } = await import('./esdb-wire-double/log.ts');
    double = await startDouble({ port: double.port, log: new Log(shorter) });
    const again = await open();
    await again.verify(early);
    await refused(again.verify(late), 'checkpoint-mismatch');
    await refused(again.subscribe({ after: late }, () => {}).ended, 'checkpoint-mismatch');
  });

  it('ends nobody who closes meanwhile', async () => {
    const store = await open();
    const subscription = store.subscribe({}, () => {});
    await double.kill();
    await store.close();
    await subscription.ended;
  });
});

describe('a subscription that breaks off', () => {
  it('again and again misses nothing and repeats nothing', async () => {
    const store = await open();
    await store.append('proposal-0', events(20), 0);
    const seen = new Seen();
    const subscription = store.subscribe({ batchSize: 4 }, seen.take);
    await seen.count(20);
    for (const [n, sent] of [1, 3, 20, 7, 31, 2].entries()) {
      const before = seen.events.length;
      double.faults.dropSubscriptionAfter = sent;
      await store.append(`proposal-${n + 1}`, events(35), 0);
      await seen.count(before + 35);
      expect(double.faults.dropSubscriptionAfter).toBe(0);
    }
    await subscription.stop();
    const stored = double.log.records.filter(({ stream }) => stream.startsWith('kierto.'));
    expect(idsOf(seen.events)).toEqual(idsOf(stored));
  });

  it('goes on with a reader that is slow while much is written', async () => {
    const store = await open();
    double.faults.compat246SlowConsumer = true;
    await store.append('proposal-0', events(1), 0);
    const seen = new Seen();
    let behind = () => {};
    const written = new Promise<void>((resolve) => {
      behind = resolve;
    });
    const subscription = store.subscribe({ batchSize: 5 }, async (batch) => {
      seen.take(batch);
      await written;
    });
    await seen.count(1);
    for (let n = 1; n <= 30; n += 1) await store.append(`proposal-${n}`, events(10), 0);
    behind();
    await seen.count(301);
    await subscription.stop();
    const stored = double.log.records.filter(({ stream }) => stream.startsWith('kierto.'));
    expect(idsOf(seen.events)).toEqual(idsOf(stored));
  });

  it('does not believe checkpoints that come before what they cover was handled', async () => {
    const store = await open();
    double.faults.checkpointEachEvent = true;
    await store.append('proposal-1', events(40), 0);
    const handled: string[] = [];
    let broken = false;
    const first = store.subscribe({ batchSize: 8 }, (batch) => {
      expect(batch.checkpoint.event).toBe(batch.events.at(-1)?.id);
      if (handled.length === 16) {
        broken = true;
        throw new Error('the read model is full');
      }
      handled.push(...idsOf(batch.events));
      after = batch.checkpoint;
    });
    let after: Checkpoint | undefined;
    await expect(first.ended).rejects.toThrow('full');
    expect(broken).toBe(true);
    const seen = new Seen();
    const second = store.subscribe({ after: after! }, seen.take);
    await seen.count(24);
    await second.stop();
    expect([...handled, ...idsOf(seen.events)]).toEqual(idsOf(await store.read('proposal-1')));
  });

  it('does not believe a checkpoint at the end of time, as a filter that has met nothing was sent by some servers', async () => {
    double.faults.compat246EmptyCheckpoint = true;
    double.faults.checkpointEachEvent = true;
    const store = await open();
    const seen = new Seen();
    const subscription = store.subscribe({}, seen.take);
    const other = await open({ ...settings(), namespace: 'other' } as EventStoreSettings);
    await other.append('proposal-1', events(20), 0);
    await double.stop();
    double = await startDouble({ port: double.port, log: double.log });
    await store.append('proposal-1', events(1), 0);
    await seen.count(1);
    await subscription.stop();
    expect(seen.events.map(({ version }) => version)).toEqual([1]);
  });
});

describe('several stores in one server', () => {
  it('see nothing of each other, of the server itself, and of names that begin alike', async () => {
    const [store, other] = await Promise.all(
      ['kierto', 'kierto2'].map((namespace) => open({ ...settings(), namespace } as EventStoreSettings)),
    );
    await other!.append('proposal-1', events(3), 0);
    expect(await store!.head()).toBeUndefined();
    await store!.append('proposal-1', events(1), 0);
    await other!.append('proposal-2', events(1), 0);
    expect(store!.identity).not.toBe(other!.identity);
    expect((await store!.head())?.event).toBe((await store!.read('proposal-1'))[0]?.id);
    const seen = new Seen();
    const subscription = store!.subscribe({}, seen.take);
    await seen.count(1);
    await subscription.stop();
    expect(seen.batches.at(-1)?.caughtUp).toBe(true);
    expect(seen.events.map(({ stream, version }) => `${stream} ${version}`)).toEqual(['proposal-1 1']);
  });

  it('are made once when many open them first', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => open()));
    expect(new Set(all.map(({ identity }) => identity)).size).toBe(1);
    expect(all.map(({ epoch }) => epoch)).toEqual(all.map(() => 1));
  });

  it('are not made by who only reads', async () => {
    await refused(open({ ...settings(), readOnly: true } as EventStoreSettings), 'store-unavailable');
    const store = await open();
    await store.append('proposal-1', events(1), 0);
    const reader = await open({ ...settings(), readOnly: true } as EventStoreSettings);
    expect(await reader.version('proposal-1')).toBe(1);
    await expect(reader.append('proposal-1', events(1), 1)).rejects.toThrow('only reads');
  });
});

describe('a restored store', () => {
  it('begins a new epoch: what was read before is refused, also under who is still reading', async () => {
    const store = await open();
    const seen = new Seen();
    const subscription = store.subscribe({}, seen.take);
    await store.append('proposal-1', events(2), 0);
    await seen.count(2);
    expect(await startNewEpoch(settings())).toBe(2);
    const restored = await open();
    expect([restored.identity, restored.epoch]).toEqual([store.identity, 2]);
    await refused(restored.verify(seen.batches.at(-1)!.checkpoint), 'checkpoint-mismatch');
    await double.stop();
    double = await startDouble({ port: double.port, log: double.log });
    await refused(subscription.ended, 'checkpoint-mismatch');
  });

  it('has an epoch only when it is there', async () => {
    await refused(startNewEpoch(settings()), 'store-unavailable');
  });
});

describe('a cluster', () => {
  it('is found by any of its nodes', async () => {
    const gone = await startDouble();
    await gone.kill();
    const store = await open(settings(`esdb://127.0.0.1:${gone.port},127.0.0.1:${double.port}?tls=false`));
    expect((await store.append('proposal-1', events(1), 0)).version).toBe(1);
    expect(double.calls.gossip).toBeGreaterThan(0);
  });

  it('that is away for a while is found again, and nothing of the failure stays', async () => {
    const hosts = `esdb://127.0.0.1:${double.port},127.0.0.1:1?tls=false&maxDiscoverAttempts=1&discoveryInterval=10`;
    const store = await open(settings(hosts));
    const seen = new Seen();
    const subscription = store.subscribe({}, seen.take);
    await store.append('proposal-1', events(1), 0);
    await seen.count(1);
    await double.kill();
    await Promise.all(
      Array.from({ length: 5 }, (_, n) => refused(store.append(`proposal-x${n}`, events(1), 0), 'store-unavailable')),
    );
    double = await startDouble({ port: double.port, log: double.log });
    expect((await store.append('proposal-1', events(1), 1)).version).toBe(2);
    await seen.count(2);
    await subscription.stop();
  });
});

describe('a node that is looked for while an older call fails', () => {
  it('ends nobody: what the driver does then in the background is caught', async () => {
    const store = await open(
      settings(`esdb://127.0.0.1:${double.port},127.0.0.1:1?tls=false&maxDiscoverAttempts=2&discoveryInterval=400`),
    );
    const [known, late] = [events(1), events(1)];
    await store.append('proposal-1', known, 0);
    Object.assign(double.faults, { answerDelay: 250, replyLost: 1 });
    const appending = store.append('proposal-2', late, 0);
    while (double.log.stream('kierto.proposal-2').length === 0) await new Promise(setImmediate);
    Object.assign(double.faults, { answerDelay: 0, unavailable: 4 });
    expect(idsOf(await store.read('proposal-1'))).toEqual(idsOf(known));
    expect((await appending).version).toBe(1);
    expect(unhandled).toEqual([]);
  });
});

describe('credentials', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kierto-esdb-tls-'));
  const { caFile, key, certificate } = makeThrowAwayCa(folder);
  afterAll(() => rmSync(folder, { recursive: true }));
  const credentials = { username: 'kierto', password: 'ge:he@im?&tls' };
  const secured = async () => {
    double = await startDouble({ tls: { key, certificate }, credentials });
    return `${double.url}&tlsCAFile=${encodeURIComponent(caFile)}`;
  };

  it('go with every call over TLS, whatever signs they are made of', async () => {
    const { username, password } = credentials;
    const store = await open({ kind: 'eventstoredb', url: await secured(), user: username, password });
    const seen = new Seen();
    const subscription = store.subscribe({}, seen.take);
    await store.append('proposal-1', events(2), 0);
    await seen.count(2);
    await subscription.stop();
    await store.verify((await store.head())!);
  });

  it('are in no error and on no console when they are wrong, or stand where they should not', async () => {
    const said: unknown[] = [];
    const spies = (['log', 'warn', 'error', 'info', 'debug'] as const).map((name) =>
      jest.spyOn(console, name).mockImplementation((...words) => void said.push(...words)),
    );
    const url = await secured();
    const secret = 'ganz-geheim';
    const attempts: EventStoreSettings[] = [
      { kind: 'eventstoredb', url, user: 'kierto', password: secret },
      { kind: 'eventstoredb', url: url.replace('://', `://kierto:${secret}@`) },
      { kind: 'eventstoredb', url: `esdb://localhost:2113?tls=true&${secret}=1` },
      { kind: 'eventstoredb', url: `esdb://localhost:2113?password=${secret}` },
      { kind: 'eventstoredb', url: `mongodb://kierto:${secret}@localhost` },
      { kind: 'eventstoredb', url: `esdb://localhost:2113?gossipTimeout=${secret}` },
      { kind: 'eventstoredb', url, user: 'kier:to', password: secret },
      { kind: 'eventstoredb', url, user: '', password: secret },
    ];
    for (const attempt of attempts) {
      const error = await openEventStore(attempt).then(
        () => undefined,
        (reason: Error) => reason,
      );
      expect(error).toBeInstanceOf(Error);
      said.push(error!.message, error!.stack, JSON.stringify(error), String(error!.cause));
    }
    for (const spy of spies) spy.mockRestore();
    expect(said.filter((one) => String(one).includes(secret))).toEqual([]);
  });

  it('that are refused end a subscription loudly and are not tried again and again', async () => {
    const { username, password } = credentials;
    const url = await secured();
    const store = await open({ kind: 'eventstoredb', url, user: username, password });
    const subscription = store.subscribe({}, () => {});
    await store.append('proposal-1', events(1), 0);
    const { log, port } = double;
    await double.kill();
    double = await startDouble({ tls: { key, certificate }, credentials: { username, password: 'new' }, log, port });
    await refused(subscription.ended, 'store-unavailable');
    await refused(store.read('proposal-1'), 'store-unavailable');
  });
});

describe('the driver', () => {
  it('is asked to append in one file, once, always with credentials and an explicit revision', () => {
    const folder = join(import.meta.dirname, '..', 'libs', 'event-store');
    const callers = readdirSync(folder).filter((file) =>
      /appendToStream\s*\(/.test(readFileSync(join(folder, file), 'utf8')),
    );
    expect(callers).toEqual(['eventstoredb.driver.ts']);
    const text = readFileSync(join(folder, 'eventstoredb.driver.ts'), 'utf8');
    const calls = text.split('appendToStream(').slice(1);
    expect(calls).toHaveLength(1);
    const call = calls[0]!.slice(0, calls[0]!.indexOf(');\n'));
    expect(call).toMatch(/\n\s+credentials,\n/);
    expect(call).toMatch(/expectedRevision: expected === 0 \? NO_STREAM : BigInt\(expected - 1\)/);
    expect(text).not.toMatch(/\bANY\b|connectionString/);
  });
});
