import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import type { Context } from './context.ts';
import type { Recorded } from './record.ts';
import { Command, useCase } from './use-case.ts';

class Body {}

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

function sent(run: () => Promise<Recorded>): Promise<Recorded> {
  const { handler } = useCase(
    {
      name: 'NameTheme',
      noun: 'organisation',
      verb: 'wait',
      summary: 'Waits.',
      records: 'Waited',
      body: Body,
    },
    run,
  );
  const one = new (handler as unknown as new (context: Context) => { execute(one: object): Promise<Recorded> })(
    {} as Context,
  );
  const rights = { account: 'somebody', capacities: [{ kind: 'administrator' as const }] };
  const envelope = { command: randomUUID(), correlation: randomUUID(), rights };
  return one.execute(new Command('one', new Body(), envelope));
}

it('A command that its engines keep waiting is answered in time: its outcome is not known, and a late failure troubles nobody', async () => {
  const late = Promise.withResolvers<Recorded>();
  const answer = expect(sent(() => late.promise)).rejects.toMatchObject({
    code: 'store-unavailable',
    message: expect.stringContaining('not known'),
  });
  await jest.advanceTimersByTimeAsync(12_000);
  await answer;
  late.reject(new Error('too late'));
  await jest.advanceTimersByTimeAsync(1);
});

it('A command that is carried out in time leaves no timer behind', async () => {
  const recorded = { id: 'one', version: 1, position: 'S:1', events: [] };
  expect(await sent(async () => recorded)).toBe(recorded);
  expect(jest.getTimerCount()).toBe(0);
});
