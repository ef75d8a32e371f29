import {
  CancelledError,
  DeadlineExceededError,
  MaxAppendSizeExceededError,
  NO_STREAM,
  NotLeaderError,
  START,
  streamNameFilter,
  TimeoutError,
  UnavailableError,
} from '@eventstore/db-client';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { switchFaults } from './faults.ts';
import { startEsdbWireDouble, type WireDouble } from './server.ts';
import { failure, gathered, numberOf, someEvents, WireClient } from './wire-client.ts';

/** What can be made to go wrong, and what the client makes of it. These are of the double alone. */
let double: WireDouble;
let wire: WireClient;

beforeEach(async () => {
  double = await startEsdbWireDouble();
  wire = new WireClient(double.url);
});

afterEach(async () => {
  await wire.close();
  await double.kill();
});

const stream = 'bank.a';
const filter = streamNameFilter({ prefixes: ['bank.'], maxSearchWindow: 100 });
const fresh = { expectedRevision: NO_STREAM } as const;
const stored = () => double.log.stream(stream).length;

describe('an append', () => {
  it('whose reply is lost is stored, and answered when it comes again', async () => {
    const events = someEvents(2);
    double.faults.replyLost = 1;
    expect(await failure(wire.append(stream, events, fresh))).toBeInstanceOf(UnavailableError);
    expect(stored()).toBe(2);
    expect(await wire.append(stream, events, fresh)).toMatchObject({ success: true, nextExpectedRevision: 1n });
    expect(stored()).toBe(2);
  });

  it('whose reply is withheld is stored, and the client gives up at its deadline', async () => {
    double.faults.replyWithheld = 1;
    const append = wire.append(stream, someEvents(1), { ...fresh, deadline: 200 });
    expect(await failure(append)).toBeInstanceOf(DeadlineExceededError);
    expect(stored()).toBe(1);
  });

  it('that hangs is not stored', async () => {
    double.faults.hang = 1;
    const append = wire.append(stream, someEvents(1), { ...fresh, deadline: 200 });
    expect(await failure(append)).toBeInstanceOf(DeadlineExceededError);
    expect(stored()).toBe(0);
  });

  it('that comes again may be answered without its position', async () => {
    const events = someEvents(1);
    await wire.append(stream, events, fresh);
    double.faults.replayWithoutPosition = true;
    const again = await wire.append(stream, events, fresh);
    expect(again).toEqual({ success: true, nextExpectedRevision: 0n, position: undefined });
  });

  it('that demands the leader is sent away as often as was said, and told where to go', async () => {
    double.faults.notLeader = 2;
    const toLeader = () => wire.append(stream, someEvents(1), { ...fresh, requiresLeader: true });
    for (const _ of [1, 2]) {
      const error = await failure(toLeader());
      expect(error).toBeInstanceOf(NotLeaderError);
      expect(error).toMatchObject({ leader: { address: '127.0.0.1', port: double.port } });
    }
    expect(await toLeader()).toMatchObject({ success: true });
  });

  it('finds the server unavailable as often as was said', async () => {
    double.faults.unavailable = 1;
    expect(await failure(wire.append(stream, someEvents(1), fresh))).toBeInstanceOf(UnavailableError);
    expect(await wire.append(stream, someEvents(1), fresh)).toMatchObject({ success: true });
  });

  it('with too many bytes of data is refused', async () => {
    const text = 'x'.repeat(600_000);
    expect(await wire.append(stream, someEvents(1, { text }), fresh)).toMatchObject({ success: true });
    const error = await failure(wire.append('bank.b', someEvents(2, { text }), fresh));
    expect(error).toBeInstanceOf(MaxAppendSizeExceededError);
  });

  it('is a plain call with credentials and goes through the client’s batches without', async () => {
    await wire.append(stream, someEvents(1), fresh);
    expect(double.calls).toMatchObject({ append: 1, batchAppend: 0, supportedMethods: 0 });
    await wire.client.appendToStream('bank.b', someEvents(1), fresh);
    await wire.client.appendToStream('bank.c', someEvents(1), fresh);
    expect(double.calls).toMatchObject({ append: 1, batchAppend: 1, supportedMethods: 1 });
    const error = await failure(wire.client.appendToStream('bank.c', someEvents(1), fresh));
    expect(error).toMatchObject({ type: 'wrong-expected-version', actualVersion: 0n });
    await wire.client.dispose();
  });

  it('without credentials fails for ever once the features could not be asked for', async () => {
    double.faults.featuresInternal = 1;
    for (const _ of [1, 2]) {
      const append = wire.client.appendToStream(stream, someEvents(1), fresh);
      expect(await failure(append)).toMatchObject({ code: 13 });
    }
    expect(double.calls.supportedMethods).toBe(1);
    expect(await wire.append(stream, someEvents(1), fresh)).toMatchObject({ success: true });
  });
});

describe('a subscription', () => {
  it('is dropped when so many events have been sent, and does not come back by itself', async () => {
    await wire.append(stream, someEvents(5), fresh);
    double.faults.dropSubscriptionAfter = 3;
    const watched = wire.watch({ filter });
    expect(await watched.failed).toBeInstanceOf(UnavailableError);
    expect(double.calls.subscribe).toBe(1);
    const again = wire.watch({ filter });
    expect((await again.take(5)).map(numberOf)).toEqual([0, 1, 2, 3, 4]);
  });

  it('whose reader is slow is sent back to the log: nothing is missing, and it is there a second time', async () => {
    const watched = wire.watch({ filter });
    await watched.heard('caughtUp');
    const text = 'x'.repeat(2_000);
    await wire.append(stream, someEvents(400, { text }), fresh);
    const events = await watched.take(400);
    expect(events.map(numberOf)).toEqual(events.map((_, index) => index));
    await watched.heard('caughtUp', 2);
    expect(watched.said.slice(-2)).toEqual(['checkpoint', 'caughtUp']);
  });

  it('whose reader is slow is ended by an older server', async () => {
    double.faults.compat246SlowConsumer = true;
    const watched = wire.watch({ filter });
    await watched.heard('caughtUp');
    await wire.append(stream, someEvents(400), fresh);
    expect(await watched.failed).toBeInstanceOf(TimeoutError);
  });

  it('is never sent more than its reader takes', async () => {
    const text = 'x'.repeat(10_000);
    for (let batch = 0; batch < 10; batch++) {
      const expectedRevision = batch === 0 ? NO_STREAM : BigInt(batch * 100 - 1);
      await wire.append(stream, someEvents(100, { text }), { expectedRevision });
    }
    // Counts down with each event sent.
    double.faults.dropSubscriptionAfter = 10_000;
    const watched = wire.watch({ filter });
    await watched.take(1);
    // A call of its own has been answered, so what was to be sent without being asked for has been.
    await gathered(wire.client.readStream(stream, { maxCount: 1 }));
    expect(10_000 - double.faults.dropSubscriptionAfter).toBeLessThan(500);
    expect(watched.said).not.toContain('caughtUp');
    await watched.take(999);
    await watched.heard('caughtUp');
  });

  it('gets a checkpoint behind each event', async () => {
    double.faults.checkpointEachEvent = true;
    await wire.append(stream, someEvents(3), fresh);
    const watched = wire.watch({ filter });
    await watched.heard('caughtUp');
    const positions = double.log.stream(stream).map(({ position }) => BigInt(position));
    expect(watched.checkpoints.map(({ commit }) => commit)).toEqual(expect.arrayContaining(positions));
  });

  it('that met nothing gets the checkpoint behind which there is nothing', async () => {
    double.faults.compat246EmptyCheckpoint = true;
    const watched = wire.watch({ fromPosition: START, filter });
    await watched.heard('caughtUp');
    const nowhere = 2n ** 64n - 1n;
    expect(watched.checkpoints).toEqual([{ commit: nowhere, prepare: nowhere }]);
    const misled = wire.watch({ fromPosition: watched.checkpoints[0]!, filter });
    await misled.heard('caughtUp');
    await wire.append(stream, someEvents(1), fresh);
    expect((await misled.take(1)).map(numberOf)).toEqual([0]);
  });

  it('is cancelled when the server is shut down, and broken when it is killed', async () => {
    const watched = wire.watch({ filter });
    await watched.heard('caughtUp');
    await double.stop();
    expect(await watched.failed).toBeInstanceOf(CancelledError);
    double = await startEsdbWireDouble({ port: double.port, log: double.log });
    await wire.reconnected();
    const again = wire.watch({ filter });
    await again.heard('caughtUp');
    await double.kill();
    expect(await again.failed).toBeInstanceOf(UnavailableError);
  });
});

describe('a server started again on the same port', () => {
  it('with its log goes on where it was killed', async () => {
    await wire.append(stream, someEvents(2), fresh);
    await double.kill();
    expect(await failure(wire.append(stream, someEvents(1), { expectedRevision: 1n }))).toBeInstanceOf(
      UnavailableError,
    );
    double = await startEsdbWireDouble({ port: double.port, log: double.log });
    await wire.reconnected();
    expect(await wire.append(stream, someEvents(1), { expectedRevision: 1n })).toMatchObject({
      nextExpectedRevision: 2n,
    });
  });

  it('without its log takes an old position, and skips what is written up to there', async () => {
    await wire.append(stream, someEvents(20), fresh);
    const old = await wire.head();
    await double.kill();
    double = await startEsdbWireDouble({ port: double.port });
    await wire.reconnected();
    const watched = wire.watch({ fromPosition: old, filter });
    await watched.heard('caughtUp');
    await wire.append(stream, someEvents(40), fresh);
    const [first] = await watched.take(1);
    expect(first!.event!.position!.commit).toBeGreaterThan(old.commit);
    expect(numberOf(first!)).not.toBe(0);
  });
});

it('says which fault there is not', () => {
  expect(() => switchFaults(double.faults, { earthquake: 1 })).toThrow('There is no fault earthquake: 1');
  expect(() => switchFaults(double.faults, { hang: true })).toThrow('There is no fault hang: true');
});
