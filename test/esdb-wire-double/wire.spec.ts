import { randomUUID } from 'node:crypto';
import {
  ANY,
  type AppendExpectedRevision,
  BACKWARDS,
  eventTypeFilter,
  NO_STREAM,
  STREAM_EXISTS,
  StreamDeletedError,
  StreamNotFoundError,
  streamNameFilter,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startEsdbWireDouble, type WireDouble } from './server.ts';
import { credentials, failure, gathered, numberOf, someEvents, WireClient } from './wire-client.ts';

/**
 * What the client meets on the wire. With ESDB_URL set the same expectations are tried on the server there, which is how the
 * double is compared with what it stands for.
 */
const real = process.env.ESDB_URL;
const run = `wire${randomUUID().slice(0, 8)}`;
let double: WireDouble | undefined;
let wire: WireClient;

let streams = 0;
const newStream = (name = 'stream') => `${run}.${name}-${++streams}`;
const last = { direction: BACKWARDS, maxCount: 1, credentials } as const;

beforeAll(async () => {
  if (real === undefined) double = await startEsdbWireDouble();
  wire = new WireClient(real ?? double!.url);
});

afterAll(async () => {
  await wire.close();
  await double?.stop();
});

describe('an append', () => {
  it('answers the revision and the position of its last event, and a read brings everything back', async () => {
    const stream = newStream('åäö');
    const events = someEvents(2, { text: 'höyry' });
    const answer = await wire.append(stream, events, { expectedRevision: NO_STREAM });
    const read = await wire.read(stream);
    expect(read.map(({ event }) => event)).toMatchObject(
      events.map(({ id, type, data, metadata }, index) => ({
        ...{ id, type, data, metadata, streamId: stream, revision: BigInt(index), isJson: true },
      })),
    );
    expect(answer).toEqual({ success: true, nextExpectedRevision: 1n, position: read[1]!.event!.position });
    expect(Math.abs(Date.now() - read[0]!.event!.created.getTime())).toBeLessThan(3_600_000);
  });

  it('gives positions that grow by more than one, with commit and prepare alike', async () => {
    const stream = newStream();
    await wire.append(stream, someEvents(3), { expectedRevision: NO_STREAM });
    const positions = (await wire.read(stream)).map(({ event }) => event!.position!);
    for (const { commit, prepare } of positions) expect(commit).toBe(prepare);
    expect(positions[1]!.commit).toBeGreaterThan(positions[0]!.commit + 1n);
    expect(positions[2]!.commit).toBeGreaterThan(positions[1]!.commit + 1n);
  });

  it.each<[string, AppendExpectedRevision, bigint]>([
    ['no stream where there is one', NO_STREAM, 1n],
    ['fewer events than there are', 0n, 1n],
    ['more events than there are', 7n, 1n],
  ])('is refused when it expects %s', async (_, expectedRevision, actualVersion) => {
    const stream = newStream();
    await wire.append(stream, someEvents(2), { expectedRevision: NO_STREAM });
    const error = await failure(wire.append(stream, someEvents(1), { expectedRevision }));
    expect(error).toBeInstanceOf(WrongExpectedVersionError);
    expect(error).toMatchObject({ streamName: stream, expectedVersion: expectedRevision, actualVersion });
    expect(await wire.read(stream)).toHaveLength(2);
  });

  it.each<AppendExpectedRevision>([0n, STREAM_EXISTS])(
    'is refused when it expects %s where there is no stream',
    async (expectedRevision) => {
      const error = await failure(wire.append(newStream(), someEvents(1), { expectedRevision }));
      expect(error).toMatchObject({ type: 'wrong-expected-version', actualVersion: 'no_stream' });
    },
  );

  it('is refused when an id is no UUID', async () => {
    const events = someEvents(1).map((event) => ({ ...event, id: 'first' }));
    expect(await failure(wire.append(newStream(), events, { expectedRevision: NO_STREAM }))).toMatchObject({ code: 2 });
  });
});

describe('an append a second time', () => {
  it.each<AppendExpectedRevision>([NO_STREAM, ANY])(
    'with the same ids and %s stores nothing and answers the same',
    async (expectedRevision) => {
      const stream = newStream();
      const events = someEvents(3);
      const first = await wire.append(stream, events, { expectedRevision });
      await wire.append(stream, someEvents(2), { expectedRevision: 2n });
      expect(await wire.append(stream, events, { expectedRevision })).toEqual(first);
      expect(await wire.read(stream)).toHaveLength(5);
    },
  );

  it('is refused when some of its ids lie at their places and some do not', async () => {
    const stream = newStream();
    const events = someEvents(2);
    await wire.append(stream, events, { expectedRevision: NO_STREAM });
    for (const partly of [
      [...events, ...someEvents(1)],
      [events[0]!, ...someEvents(1)],
    ]) {
      const error = await failure(wire.append(stream, partly, { expectedRevision: NO_STREAM }));
      expect(error).toBeInstanceOf(WrongExpectedVersionError);
    }
  });

  it('is stored again in another stream, and at a later place of its own', async () => {
    const [one, other, events] = [newStream(), newStream(), someEvents(1)];
    await wire.append(one, events, { expectedRevision: NO_STREAM });
    await wire.append(other, events, { expectedRevision: NO_STREAM });
    await wire.append(one, events, { expectedRevision: 0n });
    expect(await wire.read(one)).toHaveLength(2);
    expect(await wire.read(other)).toHaveLength(1);
  });
});

describe('a read', () => {
  it('of a stream that is not there fails', async () => {
    expect(await failure(wire.read(newStream()))).toBeInstanceOf(StreamNotFoundError);
  });

  it('begins at a revision and goes both ways', async () => {
    const stream = newStream();
    await wire.append(stream, someEvents(5), { expectedRevision: NO_STREAM });
    const numbers = async (options: object) =>
      (await gathered(wire.client.readStream(stream, { credentials, ...options }))).map(numberOf);
    expect(await numbers({ fromRevision: 3n })).toEqual([3, 4]);
    expect(await numbers({ fromRevision: 9n })).toEqual([]);
    expect(await numbers({ fromRevision: 3n, direction: BACKWARDS, maxCount: 2 })).toEqual([3, 2]);
    expect(await numbers({ fromRevision: 'end', direction: BACKWARDS, maxCount: 1 })).toEqual([4]);
  });

  it('of everything begins with the event at the position, and backwards with the one before it', async () => {
    const stream = newStream();
    await wire.append(stream, someEvents(2), { expectedRevision: NO_STREAM });
    const [first, second] = (await wire.read(stream)).map(({ event }) => event!);
    const at = { fromPosition: second!.position!, maxCount: 1, credentials } as const;
    expect((await gathered(wire.client.readAll(at)))[0]!.event!.id).toBe(second!.id);
    expect((await gathered(wire.client.readAll({ ...last, ...at })))[0]!.event!.id).toBe(first!.id);
  });

  it('of everything refuses a position inside a record', async () => {
    await wire.append(newStream(), someEvents(2), { expectedRevision: NO_STREAM });
    const { commit } = await wire.head();
    const fromPosition = { commit: commit + 1n, prepare: commit + 1n };
    expect(await failure(gathered(wire.client.readAll({ fromPosition, credentials })))).toMatchObject({ code: 3 });
  });

  it('shows less when the metadata of the stream says so; a read of everything does not', async () => {
    const stream = newStream();
    await wire.append(stream, someEvents(3), { expectedRevision: NO_STREAM });
    const [first] = await wire.read(stream);
    await wire.client.setStreamMetadata(stream, { maxCount: 1 }, { credentials });
    expect((await wire.read(stream)).map(numberOf)).toEqual([2]);
    const fromPosition = first!.event!.position!;
    const all = await gathered(wire.client.readAll({ fromPosition, maxCount: 3, credentials }));
    expect(all[0]!.event!.id).toBe(first!.event!.id);
  });

  it('of a deleted stream fails until it is written again, which goes on counting', async () => {
    const stream = newStream();
    await wire.append(stream, someEvents(2), { expectedRevision: NO_STREAM });
    await wire.client.deleteStream(stream, { credentials });
    expect(await failure(wire.read(stream))).toBeInstanceOf(StreamNotFoundError);
    const again = await wire.append(stream, someEvents(1), { expectedRevision: NO_STREAM });
    expect(again.nextExpectedRevision).toBe(2n);
    expect(await wire.read(stream)).toHaveLength(1);
  });

  it('of a stream that is deleted for ever fails for ever', async () => {
    const stream = newStream();
    await wire.append(stream, someEvents(1), { expectedRevision: NO_STREAM });
    await wire.client.tombstoneStream(stream, { credentials });
    expect(await failure(wire.read(stream))).toBeInstanceOf(StreamDeletedError);
    const append = wire.append(stream, someEvents(1), { expectedRevision: ANY });
    expect(await failure(append)).toBeInstanceOf(StreamDeletedError);
  });
});

describe('a subscription to everything', () => {
  it('begins behind its position, and sends what the filter on names lets through, old and new', async () => {
    const prefix = `${run}.names-${++streams}.`;
    await wire.append(`${prefix}a`, someEvents(3), { expectedRevision: NO_STREAM });
    const [first] = await wire.read(`${prefix}a`);
    const filter = streamNameFilter({ prefixes: [prefix] });
    const watched = wire.watch({ fromPosition: first!.event!.position!, filter });
    await watched.heard('caughtUp');
    await wire.append(newStream(), someEvents(1, { number: 'other' }), { expectedRevision: NO_STREAM });
    await wire.append(`${prefix}b`, someEvents(1, { number: 3 }), { expectedRevision: NO_STREAM });
    expect((await watched.take(3)).map(numberOf)).toEqual([1, 2, 3]);
  });

  it('sends what the filter on types lets through', async () => {
    const type = `${run}Happened`;
    const events = someEvents(4).map((event, index) => (index % 2 ? event : { ...event, type }));
    await wire.append(newStream(), events, { expectedRevision: NO_STREAM });
    const watched = wire.watch({ filter: eventTypeFilter({ regex: `^${run}` }) });
    expect((await watched.take(2)).map(numberOf)).toEqual([0, 2]);
  });

  it('confirms, says how far it has come, then that it is there', async () => {
    const stream = newStream();
    const { position } = await wire.append(stream, someEvents(2), { expectedRevision: NO_STREAM });
    const watched = wire.watch({ filter: streamNameFilter({ prefixes: [stream], maxSearchWindow: 10_000 }) });
    await watched.heard('caughtUp');
    expect(watched.said[0]).toBe('confirmation');
    expect(watched.said.slice(-2)).toEqual(['checkpoint', 'caughtUp']);
    expect(watched.checkpoints.at(-1)!.commit).toBeGreaterThanOrEqual(position!.commit);
  });

  it('says how far it has come each time it has passed so many events', async () => {
    const before = await wire.head();
    await wire.append(newStream(), someEvents(40), { expectedRevision: NO_STREAM });
    const filter = streamNameFilter({ prefixes: ['nobody'], maxSearchWindow: 5, checkpointInterval: 2 });
    const watched = wire.watch({ fromPosition: before, filter });
    await watched.heard('caughtUp');
    const many = watched.checkpoints.length;
    expect(many).toBeGreaterThanOrEqual(4);
    expect(many).toBeLessThanOrEqual(10);
  });

  it('with no prefix at all sends nothing, and says nothing against it', async () => {
    await wire.append(newStream(), someEvents(1), { expectedRevision: NO_STREAM });
    const watched = wire.watch({ filter: streamNameFilter({ prefixes: [] }) });
    await watched.heard('caughtUp');
    expect(watched.subscription.read()).toBeNull();
  });

  it('takes a position beyond the end, and is silently there', async () => {
    const { commit } = await wire.head();
    const beyond = commit + 1_000_000_000n;
    const filter = streamNameFilter({ prefixes: [run] });
    const watched = wire.watch({ fromPosition: { commit: beyond, prepare: beyond }, filter });
    await watched.heard('caughtUp');
    expect(watched.subscription.read()).toBeNull();
  });

  it('refuses a position inside a record', async () => {
    const { commit } = await wire.head();
    const watched = wire.watch({ fromPosition: { commit: commit + 1n, prepare: commit + 1n } });
    expect(await watched.failed).toMatchObject({ code: 3 });
  });

  it('tells of checkpoints and of being there before anything was read: neither says what was handled', async () => {
    const stream = newStream();
    const { position } = await wire.append(stream, someEvents(8), { expectedRevision: NO_STREAM });
    const filter = streamNameFilter({ prefixes: [stream], maxSearchWindow: 1 });
    const watched = wire.watch({ filter });
    await watched.heard('caughtUp');
    expect(watched.checkpoints.at(-1)!.commit).toBeGreaterThanOrEqual(position!.commit);
    expect(watched.subscription.readableLength).toBe(8);
  });
});
