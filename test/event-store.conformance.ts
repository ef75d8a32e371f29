import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Batch, Checkpoint, EventStore, EventToAppend, StoredEvent } from '#event-store';

/**
 * What every event store promises, whatever lies beneath. Positions are compared, never computed with: they have gaps.
 * `openFresh` answers an empty store; `afterEach` closes it. `openBeside` answers another handle that writes to the store
 * opened last, for stores that allow it.
 */
export function eventStoreConformance(
  name: string,
  openFresh: () => Promise<EventStore>,
  openBeside?: () => Promise<EventStore>,
): void {
  describe(`${name} keeps the promises of an event store`, () => {
    let store: EventStore;

    beforeEach(async () => {
      store = await openFresh();
    });

    afterEach(async () => {
      await store.close();
    });

    describe('appending', () => {
      it('answers the version of the stream and a position that grows', async () => {
        const first = await store.append('proposal-1', events(2), 0);
        const second = await store.append('proposal-1', events(1), 2);
        const third = await store.append('proposal-2', events(1), 0);
        expect([first.version, second.version, third.version]).toEqual([2, 3, 1]);
        expect(store.compare(first.position, second.position)).toBeLessThan(0);
        expect(store.compare(third.position, second.position)).toBeGreaterThan(0);
        expect(store.compare(third.position, third.position)).toBe(0);
      });

      it('gives back exactly what was appended, in order', async () => {
        const appended = events(3);
        const { position } = await store.append('proposal-1', appended, 0);
        const found = await store.read('proposal-1');
        expect(found.map(asAppended)).toEqual(appended);
        expect(found.map((event) => [event.stream, event.version])).toEqual([
          ['proposal-1', 1],
          ['proposal-1', 2],
          ['proposal-1', 3],
        ]);
        expect(found[2]?.position).toBe(position);
      });

      it.each([
        ['too new', 0, 1],
        ['too old', 2, 1],
        ['far too new', 2, 100],
      ])('refuses an expected version that is %s and stores nothing', async (_, held, expected) => {
        if (held > 0) await store.append('proposal-1', events(held), 0);
        await refused(store.append('proposal-1', events(2), expected), 'wrong-version');
        expect(await store.version('proposal-1')).toBe(held);
        expect(await countOf(store)).toBe(held);
      });

      it('lets one of two who append at the same version win', async () => {
        const results = await Promise.allSettled([
          store.append('proposal-1', events(1), 0),
          store.append('proposal-1', events(1), 0),
        ]);
        expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
        expect(await store.version('proposal-1')).toBe(1);
      });

      it('does not let a refused append fail its neighbours', async () => {
        const results = await Promise.allSettled(
          Array.from({ length: 64 }, (_, n) => store.append(`proposal-${n}`, events(1), n % 2)),
        );
        expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(32);
        expect(await countOf(store)).toBe(32);
      });

      it('checks versions against what was appended in the same breath', async () => {
        const chain = Array.from({ length: 20 }, (_, n) => store.append('proposal-1', events(1), n));
        expect((await Promise.all(chain)).map(({ version }) => version)).toEqual(
          Array.from({ length: 20 }, (_, n) => n + 1),
        );
      });

      it('keeps the order of what one stream was asked for without waiting, also around what is refused', async () => {
        const asked = [events(1), events(2), events(1), events(1)];
        const answers = await Promise.allSettled([
          store.append('proposal-1', asked[0]!, 0),
          store.append('proposal-1', asked[1]!, 1),
          store.append('proposal-1', asked[2]!, 1),
          store.append('proposal-1', asked[3]!, 3),
        ]);
        expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
        const stored = [asked[0]!, asked[1]!, asked[3]!].flat().map(({ id }) => id);
        expect((await store.read('proposal-1')).map(({ id }) => id)).toEqual(stored);
      });

      it('keeps the order over different streams: without waiting where it says so, else for who waits', async () => {
        const asked = Array.from({ length: 40 }, (_, n) => ({
          stream: `proposal-${(n * 7) % 40}`,
          appended: events(1),
        }));
        const under: Promise<unknown>[] = [];
        for (const { stream, appended } of asked) {
          const done = store.append(stream, appended, 0);
          under.push(done);
          if (!store.keepsOrder) await done;
        }
        await Promise.all(under);
        const { events: seen } = await collect(store, {}, asked.length);
        expect(seen.map(({ id }) => id)).toEqual(asked.map(({ appended }) => appended[0]!.id));
      });

      it('is visible to a read that follows the answer', async () => {
        for (let n = 0; n < 20; n += 1) {
          await store.append('proposal-1', events(1), n);
          expect(await store.version('proposal-1')).toBe(n + 1);
        }
      });
    });

    describe('the same events a second time', () => {
      it('are answered as the first time and not stored again', async () => {
        const appended = events(2);
        const first = await store.append('proposal-1', appended, 0);
        expect(await store.append('proposal-1', appended, 0)).toEqual(first);
        expect(await countOf(store)).toBe(2);
      });

      it('are answered as the first time when others have followed', async () => {
        const appended = events(2);
        await store.append('proposal-1', events(1), 0);
        const first = await store.append('proposal-1', appended, 1);
        await store.append('proposal-1', events(3), 3);
        expect(await store.append('proposal-1', appended, 1)).toEqual(first);
        expect(await store.version('proposal-1')).toBe(6);
      });

      it('are answered alike when both come at once', async () => {
        const appended = events(2);
        const [first, second] = await Promise.all([
          store.append('proposal-1', appended, 0),
          store.append('proposal-1', appended, 0),
        ]);
        expect(second).toEqual(first);
        expect(await countOf(store)).toBe(2);
      });

      it('are known by their ids, not by their content', async () => {
        const appended = events(1);
        const first = await store.append('proposal-1', appended, 0);
        expect(await store.append('proposal-1', [{ ...appended[0]!, data: { other: true } }], 0)).toEqual(first);
        expect((await store.read('proposal-1')).map(asAppended)).toEqual(appended);
      });

      it('are refused when only the first of them are there', async () => {
        const [a, b] = events(2) as [EventToAppend, EventToAppend];
        await store.append('proposal-1', [a], 0);
        await refused(store.append('proposal-1', [a, b], 0), 'wrong-version');
        expect(await store.version('proposal-1')).toBe(1);
      });

      it('are refused when a later one differs', async () => {
        const [a, b, c] = events(3) as [EventToAppend, EventToAppend, EventToAppend];
        await store.append('proposal-1', [a, b], 0);
        await refused(store.append('proposal-1', [a, c], 0), 'wrong-version');
      });

      it('are answered when they are the first of what was appended together', async () => {
        const [a, b] = events(2) as [EventToAppend, EventToAppend];
        await store.append('proposal-1', [a, b], 0);
        expect((await store.append('proposal-1', [a], 0)).version).toBe(1);
      });

      it('are stored at another version and in another stream: an id is not unique in the log', async () => {
        const appended = events(1);
        await store.append('proposal-1', appended, 0);
        expect((await store.append('proposal-1', appended, 1)).version).toBe(2);
        expect((await store.append('proposal-2', appended, 0)).version).toBe(1);
      });
    });

    describe('what may be appended', () => {
      it.each([
        '',
        'proposal',
        'proposal-',
        '-1',
        'Proposal-1',
        'proposal-A',
        'proposal-1 ',
        ' proposal-1',
        'proposal_1',
        'proposal-1\n',
        'proposal-ä',
        '$all',
        '$$proposal-1',
        'proposal-1;DROP TABLE events',
        "proposal-'",
        'proposal-\u0000',
        'pro posal-1',
        `proposal-${'a'.repeat(65)}`,
        'proposal-..',
        '1proposal-1',
        'proposal2-1',
      ])('refuses the stream name %j', async (stream) => {
        await expect(store.append(stream, events(1), 0)).rejects.toThrow(TypeError);
        await expect(store.read(stream)).rejects.toThrow(TypeError);
        await expect(store.version(stream)).rejects.toThrow(TypeError);
        expect(await countOf(store)).toBe(0);
      });

      it.each(['proposal-1', 'moreInformation-a-b-c', 'x--', `proposal-${'a'.repeat(64)}`])(
        'takes the stream name %j',
        async (stream) => {
          await store.append(stream, events(1), 0);
          expect(await store.version(stream)).toBe(1);
        },
      );

      it.each([
        '',
        '1',
        'not-a-uuid',
        "'; DROP TABLE events",
        uuid(1).toUpperCase().replace(/0/g, 'A'),
        `${uuid(1)} `,
        `{${uuid(1)}}`,
      ])('refuses the event id %j and stores none of its neighbours', async (id) => {
        const [good, other] = events(2) as [EventToAppend, EventToAppend];
        await expect(store.append('proposal-1', [good, { ...other, id }], 0)).rejects.toThrow(TypeError);
        expect(await store.version('proposal-1')).toBe(0);
      });

      it.each(['', '$>', 'Two Words', 'Naïve', 'A\u0000'])('refuses the event type %j', async (type) => {
        await expect(store.append('proposal-1', [{ ...events(1)[0]!, type }], 0)).rejects.toThrow(TypeError);
      });

      it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses the version %d', async (expected) => {
        await expect(store.append('proposal-1', events(1), expected)).rejects.toThrow(TypeError);
      });

      it('refuses an empty list of events', async () => {
        await expect(store.append('proposal-1', [], 0)).rejects.toThrow(TypeError);
      });

      it.each([[[]], [null], ['text'], [undefined], [{ n: 1n }]])(
        'refuses data that is not a JSON object: %p',
        async (data) => {
          const event = { ...events(1)[0]!, data } as unknown as EventToAppend;
          await expect(store.append('proposal-1', [event], 0)).rejects.toThrow(TypeError);
        },
      );

      it('takes 900 KiB of data and metadata an append and not a byte more', async () => {
        const frame = '{"text":""}'.length + '{}'.length;
        const sized = (bytes: number) => [
          { ...events(1)[0]!, data: { text: 'x'.repeat(bytes - frame) }, metadata: {} },
        ];
        expect((await store.append('proposal-1', sized(900 * 1024), 0)).version).toBe(1);
        await refused(store.append('proposal-1', sized(900 * 1024 + 1), 1), 'too-large');
        expect(await store.version('proposal-1')).toBe(1);
      });

      it('counts bytes, not characters, over all events of an append', async () => {
        const part = (text: string) => ({ ...events(1)[0]!, data: { text } });
        await refused(
          store.append('proposal-1', [part('ä'.repeat(240_000)), part('ä'.repeat(240_000))], 0),
          'too-large',
        );
        await store.append('proposal-1', [part('a'.repeat(240_000)), part('a'.repeat(240_000))], 0);
      });

      it('keeps unusual Unicode byte for byte', async () => {
        const texts = [
          'äöåÄÖÅ ﬁ',
          'e\u0301 \u00e9',
          '\u0000\u0001\u001f\u007f\u0085\u2028\u2029',
          '\ufeff\ufffe\uffff',
          '👩‍👩‍👧‍👦 🏳️‍🌈',
          '\u202eabc\u202c',
          'עברית العربية',
          '\ud800 lone \udfff',
          '"\\/\b\f\n\r\t',
          '</script><!--',
          "' OR 1=1 --",
          '\u{10ffff}',
        ];
        const data = Object.fromEntries(texts.map((text, n) => [`${n}${text}`, text]));
        await store.append('proposal-1', [{ ...events(1)[0]!, data, metadata: data }], 0);
        const [found] = await store.read('proposal-1');
        expect(JSON.stringify(found!.data)).toBe(JSON.stringify(data));
        expect(JSON.stringify(found!.metadata)).toBe(JSON.stringify(data));
      });

      it('keeps the order of keys and every digit of a number', async () => {
        const data = JSON.parse('{"z":1,"a":0.1,"m":1e-7,"big":9007199254740991,"__proto__":{"x":1}}');
        await store.append('proposal-1', [{ ...events(1)[0]!, data }], 0);
        expect(JSON.stringify((await store.read('proposal-1'))[0]!.data)).toBe(JSON.stringify(data));
      });
    });

    describe('the JSON of an event', () => {
      /** Also halves of characters, U+0000, names that are numbers or __proto__, -0 and numbers that no double holds. */
      const text = fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
      );
      const name = fc.oneof(text, fc.nat({ max: 30 }).map(String), fc.constantFrom('__proto__', 'toJSON', '-1', '01'));
      const number = fc.oneof(
        fc.double(),
        fc.constantFrom(-0, 2 ** 53, 2 ** 53 + 2, Number('12345678901234567890'), 1e21, 1e-7, 5e-324, Number.MAX_VALUE),
      );
      const value = fc.letrec((tie) => ({
        any: fc.oneof(
          { maxDepth: 3 },
          text,
          number,
          fc.boolean(),
          fc.constant(null),
          tie('object'),
          fc.array(tie('any')),
        ),
        object: fc.array(fc.tuple(name, tie('any'))).map((entries) => Object.fromEntries(entries)),
      })).object as fc.Arbitrary<object>;

      it('is the same text when it is read, byte by byte, whatever it holds', async () => {
        let run = 0;
        await fc.assert(
          fc.asyncProperty(fc.array(fc.record({ data: value, metadata: value }), { minLength: 1 }), async (given) => {
            run += 1;
            const appended = given.map((one) => ({ ...events(1)[0]!, ...one }));
            const after = await store.head();
            await store.append(`text-${run}`, appended, 0);
            const { batches } = await collect(store, { ...(after && { after }) }, appended.length);
            expect(batches.flatMap(({ texts }) => texts())).toEqual(
              appended.map(({ data, metadata }) => ({
                data: JSON.stringify(data),
                metadata: JSON.stringify(metadata),
              })),
            );
            expect(batches.flatMap((batch) => batch.events.map(textOf))).toEqual(
              batches.flatMap(({ texts }) => texts()),
            );
          }),
          { numRuns: 100 },
        );
      });

      it.each([
        [
          'a number as no number is written',
          { number: (JSON as unknown as { rawJSON(text: string): object }).rawJSON('1e2') },
        ],
        ['names in an order that no object keeps', new Proxy({ b: 1, 1: 2 }, { ownKeys: () => ['b', '1'] })],
      ])('is refused when it would be another text after reading: %s', async (_, odd) => {
        const [event] = events(1);
        for (const field of ['data', 'metadata'])
          await expect(store.append('proposal-1', [{ ...event!, [field]: odd }], 0)).rejects.toThrow(TypeError);
        expect(await countOf(store)).toBe(0);
      });
    });

    describe('reading a stream', () => {
      it('finds nothing in a stream that is not there', async () => {
        expect(await store.read('proposal-none')).toEqual([]);
        expect(await store.version('proposal-none')).toBe(0);
      });

      it.each([
        [{}, [1, 2, 3, 4, 5]],
        [{ from: 3 }, [3, 4, 5]],
        [{ to: 2 }, [1, 2]],
        [{ from: 2, to: 4 }, [2, 3, 4]],
        [{ from: 5, to: 5 }, [5]],
        [{ from: 6 }, []],
        [{ from: 4, to: 3 }, []],
      ])('reads the range %j', async (range, versions) => {
        await store.append('proposal-1', events(5), 0);
        await store.append('proposal-2', events(5), 0);
        expect((await store.read('proposal-1', range)).map(({ version }) => version)).toEqual(versions);
      });
    });

    describe('the end of the log', () => {
      it('is not there while the log is empty', async () => {
        expect(await store.head()).toBeUndefined();
        expect(await store.size()).toBe(0);
      });

      it('is no nearer after an append: the log grows, if only roughly', async () => {
        await store.append('proposal-1', events(1), 0);
        const one = await store.size();
        await store.append('proposal-1', events(200), 1);
        expect(one).toBeGreaterThan(0);
        expect(await store.size()).toBeGreaterThan(one);
      });

      it('is the last event, and fits the store', async () => {
        const appended = events(3);
        const { position } = await store.append('proposal-1', appended, 0);
        const head = (await store.head())!;
        expect(head).toEqual({ store: store.identity, epoch: store.epoch, position, event: appended[2]!.id });
        await store.verify(head);
      });
    });

    describe('a checkpoint', () => {
      let head: Checkpoint;
      beforeEach(async () => {
        await store.append('proposal-1', events(2), 0);
        head = (await store.head())!;
      });

      it.each<[string, (head: Checkpoint) => Checkpoint]>([
        ['of another store', (fits) => ({ ...fits, store: uuid(7) })],
        ['of an earlier epoch', (fits) => ({ ...fits, epoch: fits.epoch - 1 })],
        ['of a later epoch', (fits) => ({ ...fits, epoch: fits.epoch + 1 })],
        ['whose event is another one', (fits) => ({ ...fits, event: uuid(7) })],
        ['beyond the end of the log', (fits) => ({ ...fits, position: fits.position.replace(/\d+/g, (n) => `9${n}`) })],
        ['of another kind of store', (fits) => ({ ...fits, position: 'X:1' })],
      ])('%s is refused', async (_, change) => {
        const wrong = change(head);
        await refused(store.verify(wrong), 'checkpoint-mismatch');
        const seen: Batch[] = [];
        const subscription = store.subscribe({ after: wrong }, (batch) => void seen.push(batch));
        await refused(subscription.ended, 'checkpoint-mismatch');
        await subscription.stop();
        expect(seen).toEqual([]);
      });
    });

    describe('a subscription', () => {
      it('hands over the log from its beginning and says when nothing lies behind', async () => {
        await store.append('proposal-1', events(3), 0);
        await store.append('proposal-2', events(2), 0);
        const { batches, events: seen } = await collect(store, { batchSize: 2 }, 5);
        expect(seen.map(({ stream, version }) => `${stream} ${version}`)).toEqual([
          'proposal-1 1',
          'proposal-1 2',
          'proposal-1 3',
          'proposal-2 1',
          'proposal-2 2',
        ]);
        expect(batches.map((batch) => batch.events.length <= 2)).not.toContain(false);
        expect(batches.map(({ caughtUp }) => caughtUp)).toEqual([false, false, true]);
        expect(batches.at(-1)?.checkpoint).toEqual(await store.head());
      });

      it('hands over the same events as a read of their stream', async () => {
        await store.append('proposal-1', events(3), 0);
        expect((await collect(store, {}, 3)).events).toEqual(await store.read('proposal-1'));
      });

      it('goes on with what is appended afterwards', async () => {
        await store.append('proposal-1', events(1), 0);
        const seen = new Seen();
        const subscription = store.subscribe({}, seen.take);
        await seen.count(1);
        await store.append('proposal-1', events(2), 1);
        await seen.count(3);
        await store.append('proposal-2', events(1), 0);
        await seen.count(4);
        await subscription.stop();
        expect(seen.events.map(({ version }) => version)).toEqual([1, 2, 3, 1]);
      });

      it('waits on an empty log', async () => {
        const seen = new Seen();
        const subscription = store.subscribe({}, seen.take);
        await store.append('proposal-1', events(1), 0);
        await seen.count(1);
        await subscription.stop();
      });

      it('calls the handler again only when it has finished', async () => {
        await store.append('proposal-1', events(6), 0);
        let running = 0;
        const overlaps: number[] = [];
        await collect(store, { batchSize: 1 }, 6, async () => {
          running += 1;
          await store.read('proposal-1');
          overlaps.push(running);
          running -= 1;
        });
        expect(overlaps).toEqual([1, 1, 1, 1, 1, 1]);
      });

      it('hands over only the types asked for, and its checkpoint passes over the others', async () => {
        await store.append('proposal-1', [...events(3, 'Wanted'), ...events(50, 'Other'), ...events(1, 'Wanted')], 0);
        await store.append('proposal-2', events(5, 'Other'), 0);
        const head = (await store.head())!;
        const seen = new Seen();
        const subscription = store.subscribe({ types: new Set(['Wanted', 'Never']), batchSize: 2 }, seen.take);
        await seen.reached(store, head);
        await subscription.stop();
        expect(seen.events.map(({ type, version }) => `${type} ${version}`)).toEqual([
          'Wanted 1',
          'Wanted 2',
          'Wanted 3',
          'Wanted 54',
        ]);
        expect(seen.batches.at(-1)).toMatchObject({ checkpoint: head, caughtUp: true });
      });

      it('moves its checkpoint over what is appended live and filtered out', async () => {
        const seen = new Seen();
        const subscription = store.subscribe({ types: new Set(['Wanted']) }, seen.take);
        for (let n = 0; n < 3; n += 1) {
          await store.append('proposal-1', events(1, 'Other'), n);
          await seen.reached(store, (await store.head())!);
        }
        await subscription.stop();
        expect(seen.events).toEqual([]);
      });

      it('hands over nothing for an empty set of types', async () => {
        await store.append('proposal-1', events(3), 0);
        const seen = new Seen();
        const subscription = store.subscribe({ types: new Set() }, seen.take);
        await seen.reached(store, (await store.head())!);
        await subscription.stop();
        expect(seen.events).toEqual([]);
      });

      it('begins behind each of its own checkpoints without losing or repeating an event', async () => {
        await store.append('proposal-1', events(4), 0);
        await store.append('proposal-2', events(3, 'Other'), 0);
        const whole = await collect(store, { batchSize: 1 }, 7);
        for (const [n, { checkpoint }] of whole.batches.slice(0, -1).entries()) {
          const rest = await collect(store, { after: checkpoint, batchSize: 3 }, 6 - n);
          expect(rest.events).toEqual(whole.events.slice(n + 1));
        }
      });

      it('begins behind the end of the log with what comes then', async () => {
        await store.append('proposal-1', events(2), 0);
        const seen = new Seen();
        const subscription = store.subscribe({ after: (await store.head())! }, seen.take);
        await store.append('proposal-1', events(1), 2);
        await seen.count(1);
        await subscription.stop();
        expect(seen.events[0]?.version).toBe(3);
      });

      it('never calls the handler before it has returned', async () => {
        await store.append('proposal-1', events(1), 0);
        let returned = false;
        const early: boolean[] = [];
        const seen = new Seen();
        const subscription = store.subscribe({}, (batch) => {
          early.push(!returned);
          seen.take(batch);
        });
        returned = true;
        await seen.count(1);
        await subscription.stop();
        expect(early).toEqual([false]);
      });

      it('rejects when the handler throws, and never calls it again', async () => {
        await store.append('proposal-1', events(3), 0);
        let calls = 0;
        const subscription = store.subscribe({ batchSize: 1 }, async () => {
          calls += 1;
          throw new Error('the handler is broken');
        });
        await expect(subscription.ended).rejects.toThrow('the handler is broken');
        await store.append('proposal-1', events(1), 3);
        await subscription.stop();
        expect(calls).toBe(1);
      });
    });

    describe('stopping a subscription', () => {
      it('at once, before anything was read', async () => {
        await store.append('proposal-1', events(1), 0);
        const seen = new Seen();
        const subscription = store.subscribe({}, seen.take);
        await subscription.stop();
        await subscription.ended;
        await store.append('proposal-1', events(1), 1);
        expect(seen.batches).toEqual([]);
      });

      it('while it waits', async () => {
        await store.append('proposal-1', events(1), 0);
        const seen = new Seen();
        const subscription = store.subscribe({}, seen.take);
        await seen.count(1);
        await subscription.stop();
        await subscription.ended;
      });

      it('while the handler works: the batch in hand is finished first', async () => {
        await store.append('proposal-1', events(3), 0);
        const order: string[] = [];
        let entered = () => {};
        let finish = () => {};
        const inside = new Promise<void>((resolve) => {
          entered = resolve;
        });
        const gate = new Promise<void>((resolve) => {
          finish = resolve;
        });
        const subscription = store.subscribe({ batchSize: 1 }, async () => {
          entered();
          await gate;
          order.push('handled');
        });
        await inside;
        const stopped = subscription.stop().then(() => order.push('stopped'));
        await store.read('proposal-1');
        finish();
        await stopped;
        expect(order).toEqual(['handled', 'stopped']);
      });

      it('from inside the handler, also when it is awaited there', async () => {
        await store.append('proposal-1', events(3), 0);
        let calls = 0;
        const subscription = store.subscribe({ batchSize: 1 }, async () => {
          calls += 1;
          await subscription.stop();
        });
        await subscription.ended;
        expect(calls).toBe(1);
      });

      it('twice, and after it has failed', async () => {
        await store.append('proposal-1', events(1), 0);
        const subscription = store.subscribe({}, () => {
          throw new Error('broken');
        });
        await expect(subscription.ended).rejects.toThrow('broken');
        await subscription.stop();
        await subscription.stop();
      });

      it('by closing the store', async () => {
        await store.append('proposal-1', events(1), 0);
        const seen = new Seen();
        const subscription = store.subscribe({}, seen.take);
        await seen.count(1);
        await store.close();
        await subscription.ended;
      });
    });

    if (openBeside)
      describe('two handles that write to the same store', () => {
        let other: EventStore;
        beforeEach(async () => {
          other = await openBeside();
        });
        afterEach(() => other.close());

        it('are one store: the same identity, epoch, events and end', async () => {
          const { position } = await store.append('proposal-1', events(2), 0);
          expect([other.identity, other.epoch]).toEqual([store.identity, store.epoch]);
          expect(await other.version('proposal-1')).toBe(2);
          expect(await other.read('proposal-1')).toEqual(await store.read('proposal-1'));
          expect((await other.head())?.position).toBe(position);
          const answered = await other.append('proposal-1', events(1), 2);
          expect(await store.version('proposal-1')).toBe(3);
          expect((await store.head())?.position).toBe(answered.position);
        });

        it('race for a version: one wins, the other is refused and gets in behind it', async () => {
          for (let version = 0; version < 10; version += 1) {
            const [mine, theirs] = [events(1), events(1)];
            const answers = await Promise.allSettled([
              store.append('proposal-1', mine, version * 2),
              other.append('proposal-1', theirs, version * 2),
            ]);
            const lost = answers.findIndex(({ status }) => status === 'rejected');
            expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
            expect((answers[lost] as PromiseRejectedResult).reason).toMatchObject({ code: 'wrong-version' });
            const [loser, again] = lost === 0 ? [store, mine] : [other, theirs];
            const { version: found } = await loser.append('proposal-1', again, await loser.version('proposal-1'));
            expect(found).toBe(version * 2 + 2);
          }
          expect(new Set((await store.read('proposal-1')).map(({ id }) => id)).size).toBe(20);
        });

        it('hand over what the other appends, and take its checkpoints', async () => {
          const seen = new Seen();
          const subscription = store.subscribe({}, seen.take);
          await other.append('proposal-1', events(2), 0);
          await seen.count(2);
          await subscription.stop();
          await other.append('proposal-2', events(1), 0);
          const rest = await collect(other, { after: seen.batches.at(-1)!.checkpoint }, 1);
          expect(rest.events.map(({ stream }) => stream)).toEqual(['proposal-2']);
        });
      });

    describe('ten concurrent writers', () => {
      it('lose no event before a subscriber, repeat none, and change no order', async () => {
        const writers = 10;
        const streams = 40;
        const total = writers * streams * 4;
        const all = new Seen();
        const filtered = new Seen();
        const resumed: StoredEvent[] = [];
        const subscriptions = [
          store.subscribe({ batchSize: 7 }, all.take),
          store.subscribe({ batchSize: 5, types: new Set(['Odd']) }, filtered.take),
        ];
        const resuming = (async () => {
          // A reader that stops after every few batches and begins again from its checkpoint, while all are writing.
          let after: Checkpoint | undefined;
          while (resumed.length < total) {
            let batches = 0;
            const subscription = store.subscribe({ ...(after && { after }), batchSize: 50 }, async (batch) => {
              resumed.push(...batch.events);
              after = batch.checkpoint;
              batches += 1;
              if (batches === 3 || resumed.length >= total) await subscription.stop();
            });
            await subscription.ended;
          }
        })();
        const answers = await Promise.all(
          Array.from({ length: writers }, async (_, writer) => {
            const positions: string[] = [];
            for (let n = 0; n < streams; n += 1)
              for (const [expected, count] of [
                [0, 1],
                [1, 2],
                [3, 1],
              ] as const) {
                const type = n % 2 ? 'Odd' : 'Even';
                const { position } = await store.append(`proposal-${writer}-${n}`, events(count, type), expected);
                positions.push(position);
              }
            return positions;
          }),
        );
        await all.count(total);
        await filtered.count(total / 2);
        await resuming;
        await Promise.all(subscriptions.map((subscription) => subscription.stop()));

        for (const seen of [all.events, resumed, filtered.events]) {
          for (let n = 1; n < seen.length; n += 1)
            expect(store.compare(seen[n - 1]!.position, seen[n]!.position)).toBeLessThan(0);
          const next = new Map<string, number>();
          for (const { stream, version } of seen) {
            expect(version).toBe((next.get(stream) ?? 0) + 1);
            next.set(stream, version);
          }
        }
        expect([all.events.length, resumed.length, filtered.events.length]).toEqual([total, total, total / 2]);
        expect(resumed).toEqual(all.events);
        expect(filtered.events).toEqual(all.events.filter(({ type }) => type === 'Odd'));
        const positions = new Set(all.events.map(({ position }) => position));
        expect(answers.flat().filter((position) => !positions.has(position))).toEqual([]);
      });
    });

    it('behaves like a simple store in memory, whatever is appended at once', async () => {
      // Ids and streams come from small pools, so that conflicts and replays, whole and partial, happen often.
      const append = fc.record({
        stream: fc.integer({ min: 0, max: 2 }),
        ids: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 3 }),
        expected: fc.integer({ min: 0, max: 4 }),
      });
      let run = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.array(append, { minLength: 1, maxLength: 8 }), { maxLength: 6 }),
          async (groups) => {
            run += 1;
            const model = new Map<string, string[]>();
            for (const group of groups) {
              const asked = group.map(({ stream, ids, expected }) => ({
                stream: `model-${run}-${stream}`,
                expected,
                appended: ids.map((id) => ({ ...events(1)[0]!, id: uuid(id) })),
              }));
              const expected = asked.map((ask) => inModel(model, ask));
              const answers = await Promise.allSettled(
                asked.map((ask) => store.append(ask.stream, ask.appended, ask.expected)),
              );
              const found = answers.map((answer) =>
                answer.status === 'fulfilled' ? answer.value.version : answer.reason.code,
              );
              expect(found).toEqual(expected);
            }
            for (const [stream, ids] of model) expect((await store.read(stream)).map(({ id }) => id)).toEqual(ids);
          },
        ),
        { numRuns: 60 },
      );
    });

    it('refuses to append, read and subscribe once it is closed', async () => {
      await store.append('proposal-1', events(1), 0);
      await store.close();
      await store.close();
      await refused(store.append('proposal-1', events(1), 1), 'store-unavailable');
      await refused(store.read('proposal-1'), 'store-unavailable');
      await refused(store.subscribe({}, () => {}).ended, 'store-unavailable');
    });

    it('answers what was appended before it was closed', async () => {
      const appended = Promise.all(Array.from({ length: 100 }, (_, n) => store.append(`proposal-${n}`, events(1), 0)));
      await store.close();
      expect(await appended).toHaveLength(100);
    });
  });
}

interface Ask {
  readonly stream: string;
  readonly expected: number;
  readonly appended: readonly EventToAppend[];
}

/** The rules of an append in a few lines: the version answered, or the refusal. */
function inModel(model: Map<string, string[]>, { stream, expected, appended }: Ask): number | string {
  const held = model.get(stream) ?? [];
  const ids = appended.map(({ id }) => id);
  const there = held.slice(expected, expected + ids.length);
  if (expected < held.length) return there.join() === ids.join() ? expected + ids.length : 'wrong-version';
  if (expected > held.length) return 'wrong-version';
  model.set(stream, [...held, ...ids]);
  return expected + ids.length;
}

export async function refused(promise: Promise<unknown>, code: string): Promise<void> {
  await expect(promise).rejects.toMatchObject({ name: 'StoreError', code });
}

const uuid = (n: number) => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

let made = 1_000;

/** New events with ids of their own. */
export function events(count: number, type = 'ProposalSubmitted'): EventToAppend[] {
  return Array.from({ length: count }, () => {
    made += 1;
    return {
      id: uuid(made),
      type,
      data: { number: made, kind: 'idea' },
      metadata: { recordedAt: '2024-03-05T12:00:00Z' },
    };
  });
}

const textOf = ({ data, metadata }: StoredEvent) => ({
  data: JSON.stringify(data),
  metadata: JSON.stringify(metadata),
});

function asAppended({ id, type, data, metadata }: StoredEvent): EventToAppend {
  return { id, type, data, metadata };
}

/** A handler that remembers, and on which a test can wait without sleeping. */
export class Seen {
  readonly batches: Batch[] = [];
  readonly events: StoredEvent[] = [];
  readonly #waiting = new Set<() => void>();

  readonly take = (batch: Batch): void => {
    this.batches.push(batch);
    this.events.push(...batch.events);
    for (const look of this.#waiting) look();
  };

  count(least: number): Promise<void> {
    return this.#until(() => this.events.length >= least);
  }

  reached(store: EventStore, checkpoint: Checkpoint): Promise<void> {
    return this.#until(() => {
      const last = this.batches.at(-1)?.checkpoint;
      return last !== undefined && store.compare(last.position, checkpoint.position) >= 0;
    });
  }

  #until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!holds()) return;
        this.#waiting.delete(look);
        resolve();
      };
      this.#waiting.add(look);
      look();
    });
  }
}

/** How many events lie in the log, counted. */
async function countOf(store: EventStore): Promise<number> {
  if ((await store.head()) === undefined) return 0;
  let count = 0;
  const subscription = store.subscribe({}, async (batch) => {
    count += batch.events.length;
    if (batch.caughtUp) await subscription.stop();
  });
  await subscription.ended;
  return count;
}

/** Follows the log until that many events have come, then stops. */
async function collect(
  store: EventStore,
  options: Parameters<EventStore['subscribe']>[0],
  least: number,
  also: () => Promise<void> = async () => {},
): Promise<Seen> {
  const seen = new Seen();
  const subscription = store.subscribe(options, async (batch) => {
    await also();
    seen.take(batch);
  });
  await seen.count(least);
  await subscription.stop();
  return seen;
}
