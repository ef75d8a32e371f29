import { expect, it } from '@jest/globals';
import { fuzz } from './run.ts';

/** As many requests as half a minute is good for; `npm run fuzz -- --minutes 60` sends more. */
const requests = 2_500;

it.each([1, 2])(
  'hostile requests are refused, and leave nothing behind (seed %i)',
  async (seed) => {
    const { faults, ...done } = await fuzz(seed, (sent) => sent >= requests);
    process.stderr.write(`${JSON.stringify(done)}\n`);
    expect(faults).toEqual([]);
    // Many operations were reached in their depths, and all kinds of answers were given.
    expect(done.neverAccepted.length).toBeLessThan((done.operations * 2) / 3);
    expect(done.statuses).toMatchObject({ 200: expect.any(Number), 409: expect.any(Number), 422: expect.any(Number) });
  },
  300_000,
);
