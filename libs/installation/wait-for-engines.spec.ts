import { describe, expect, it } from '@jest/globals';
import { openLog } from './open-log.ts';
import { waitForEngines } from './wait-for-engines.ts';

const log = openLog('silent');
const remote = {
  eventStore: { kind: 'eventstoredb', url: 'esdb://somewhere' },
  vault: { kind: 'postgres', url: 'postgres://somewhere/kierto' },
} as const;
const embedded = { eventStore: { kind: 'sqlite', folder: 'x' }, vault: { kind: 'sqlite', folder: 'x' } } as const;

/** Fails so many times with this code, then opens. */
function failing(times: number, code: string) {
  const tried = { count: 0 };
  const open = async () => {
    tried.count += 1;
    if (tried.count <= times) throw Object.assign(new Error('It is away.'), { code });
    return 'opened';
  };
  return { tried, open };
}

describe('An engine that is away when a process starts', () => {
  it.each(['store-unavailable', 'vault-unavailable'])('is waited for: %s', async (code) => {
    const { open, tried } = failing(1, code);
    expect(await waitForEngines(open, remote, log)).toBe('opened');
    expect(tried.count).toBe(2);
  });

  it('is waited for no longer than was said; then the process is told why', async () => {
    const { open } = failing(9, 'store-unavailable');
    await expect(waitForEngines(open, remote, log, 0)).rejects.toThrow('It is away.');
  });

  it('is not waited for when it answers that something is wrong, or is embedded', async () => {
    for (const [settings, code] of [
      [remote, 'key-wrong'],
      [embedded, 'store-unavailable'],
    ] as const) {
      const { open, tried } = failing(1, code);
      await expect(waitForEngines(open, settings, log)).rejects.toMatchObject({ code });
      expect(tried.count).toBe(1);
    }
  });
});
