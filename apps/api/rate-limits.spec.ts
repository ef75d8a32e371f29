import { describe, expect, it } from '@jest/globals';
import { limits, networkOf, RateLimits } from './rate-limits.ts';

describe('where somebody comes from', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::', '2001:db8:1:2'],
    ['2001:db8::5', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['a sentence of a proxy', 'unknown'],
    ['', 'unknown'],
  ])('%s is the network %s', (ip, network) => {
    expect(networkOf(ip)).toBe(network);
  });
});

describe('what is counted', () => {
  const twice = { ...limits, typed: { times: 2, within: 900 }, mails: { times: 1, within: 3_600 } };
  const tooMany = { code: 'request.too-many', retryAfter: expect.any(Number) };

  it('is refused when it is too many, and says when to come back', async () => {
    const rates = new RateLimits(twice);
    await rates.count('typed', 'aino@example.fi');
    await rates.count('typed', 'aino@example.fi');
    const refused = await rates.count('typed', 'aino@example.fi').catch((error: unknown) => error);
    expect(refused).toMatchObject(tooMany);
    expect((refused as { retryAfter: number }).retryAfter).toBeGreaterThan(800);
    expect(String(refused)).not.toContain('aino');
  });

  it('counts each one of a kind, and each kind, for itself', async () => {
    const rates = new RateLimits(twice);
    await rates.count('mails', 'aino@example.fi');
    await rates.count('mails', 'bo@example.fi');
    await rates.count('typed', 'aino@example.fi');
    await expect(rates.count('mails', 'aino@example.fi')).rejects.toMatchObject(tooMany);
  });

  it('does not count what came to something', async () => {
    const rates = new RateLimits(twice);
    for (const _ of [1, 2, 3, 4]) {
      await rates.count('typed', 'aino@example.fi');
      await rates.forgive('typed', 'aino@example.fi');
    }
    await rates.count('typed', 'aino@example.fi');
    await rates.count('typed', 'aino@example.fi');
    await expect(rates.count('typed', 'aino@example.fi')).rejects.toMatchObject(tooMany);
  });
});
