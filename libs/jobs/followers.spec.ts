import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openDelivery } from '#delivery';
import { StoreError } from '#event-store';
import { administrator, beginnings, type Installation, openInstallation } from '../../test/installation.ts';
import { followAll } from './followers.ts';
import type { Workplace } from './job.ts';

let installation: Installation;

beforeEach(async () => {
  installation = await openInstallation();
  for (const given of beginnings) await installation.give(given);
});

afterEach(() => installation.close());

/** The name of the unit, as the vault has it. */
async function nameOfUnit(): Promise<unknown> {
  const { store, vault } = installation.context;
  const [established] = await store.read('unit-services');
  return (await vault.words.read([established!.id])).get(established!.id)?.name;
}

async function forgetName(): Promise<void> {
  const [established] = await installation.context.store.read('unit-services');
  await installation.context.store.append(
    'unit-services',
    [
      {
        id: '0197c2a4-7d11-7a3e-9c55-0b1f6f2f6a10',
        type: 'WordsForgotten',
        data: { ofEvent: established!.id, fields: ['name'], reason: 'other' },
        metadata: { by: administrator, recordedAt: '2026-11-20T10:00:00.000Z' } as never,
      },
    ],
    1,
  );
}

describe('those who follow the log', () => {
  it('go on by themselves when the store was away, and two processes do no harm to each other', async () => {
    const { context } = installation;
    let away = 2;
    const told: object[] = [];
    const store = new Proxy(context.store, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        if (name !== 'subscribe' || away === 0) return value.bind(target);
        return () => {
          away -= 1;
          throw new StoreError('store-unavailable', 'The store is away.');
        };
      },
    });
    const workplace = (of: typeof context): Workplace => ({
      context: of,
      reads: undefined as never,
      delivery: openDelivery({}),
      folder: installation.folder,
      log: (facts) => void told.push(facts),
    });
    const following = [followAll(workplace({ ...context, store })), followAll(workplace(context))];
    await forgetName();
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    while ((await nameOfUnit()) !== undefined) await turn();
    while (away > 0) await turn();
    for (const one of following) await one.close();
    expect(told).toContainEqual(expect.objectContaining({ code: 'store-unavailable' }));
  });
});
