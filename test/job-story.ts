import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDelivery } from '#delivery';
import type { Job, Workplace } from '#jobs';
import type { Rights } from '#permissions';
import { allQueries, openReads } from '#read-models';
import { openContext } from '#use-cases';
import { administrator, coordinator, type Given, openInstallation } from './installation.ts';

export interface Item {
  readonly id: string;
  readonly what?: string;
  readonly moment?: number;
  readonly due?: string;
  readonly to: readonly string[];
  readonly [fact: string]: unknown;
}

export const owner: Rights = { account: 'owner-account', capacities: [{ kind: 'administrator' }] };

/** A unit that promises times, with a head and a deputy; its group, with a coordinator who has an account. */
const beginnings: readonly Given[] = [
  { do: 'EstablishUnit', id: 'county', by: administrator, body: { words: { name: 'County' } } },
  { do: 'EstablishUnit', id: 'services', by: administrator, body: { parent: 'county', words: { name: 'Services' } } },
  {
    do: 'NamePost',
    id: 'main',
    by: administrator,
    body: { code: 'head-of-service', unit: 'services', words: { label: 'Head of service' } },
  },
  {
    do: 'HoldPost',
    id: 'services',
    by: administrator,
    body: { post: 'head-of-service', account: 'head-1', from: '2026-01' },
  },
  {
    do: 'HoldPost',
    id: 'services',
    by: administrator,
    body: { post: 'head-of-service', account: 'deputy-1', from: '2026-12', to: '2026-12', deputy: true },
  },
  {
    do: 'SetPromise',
    id: 'county',
    by: administrator,
    body: { counting: 'calendar', receive: 7, decide: 30, followUp: 60, from: '2026-11-20' },
  },
  {
    do: 'FoundGroup',
    id: 'lobby',
    by: administrator,
    body: { kind: 'coDevelopment', unit: 'services', words: { name: 'Lobby' } },
  },
  {
    do: 'JoinGroup',
    id: 'lobby',
    by: coordinator,
    body: { member: 'kaisa', role: 'coordinator', name: 'Kaisa', account: 'kaisa-account' },
  },
];

/**
 * An installation on 20 November 2026, and any number of runners over it, each with views and remembered streams of its own, as
 * processes have them.
 */
export async function openJobStory(runners = 1, scene = beginnings) {
  const installation = await openInstallation();
  const { store, vault } = installation.context;
  const folders: string[] = [];
  const places: Workplace[] = [];
  for (let number = 0; number < runners; number += 1) {
    const folder = await mkdtemp(join(tmpdir(), 'kierto-runner-'));
    folders.push(folder);
    places.push({
      folder,
      context: openContext(store, vault, installation.clock),
      reads: openReads({
        dataFolder: folder,
        store,
        vault,
        threadsOpen: { kind: 'sqlite', folder: installation.folder },
      }),
      delivery: openDelivery({}),
      log: () => {},
    });
  }
  for (const given of scene) await installation.give(given);
  const { signal } = new AbortController();

  const ask = async <Answer>(name: string, params: object, reader: Rights): Promise<Answer> => {
    const query = allQueries.find((one) => one.name === name)!;
    const head = (await store.head())!;
    await places[0]!.reads.waitFor(head.position, 15_000);
    const handler = new (query.handler as new (reads: unknown) => { execute(query: object): Promise<Answer> })(
      places[0]!.reads,
    );
    const today = new Date(installation.clock.time).toISOString().slice(0, 10);
    return handler.execute(new query.query(params as never, { reader, today, after: head.position }));
  };

  return {
    ...installation,
    places,
    ask,
    at(instant: string): void {
      installation.clock.time = Date.parse(instant.length === 10 ? `${instant}T09:00:00Z` : instant);
    },
    /** Every runner runs each of these jobs, all at once. */
    run: (...jobs: readonly Job[]) =>
      Promise.all(
        places.map(async (place) => {
          for (const job of jobs) await job.run(place, signal);
        }),
      ),
    /** The notices of a type, as the administration reads them, oldest first. */
    async notices(type: string): Promise<readonly Item[]> {
      const { items } = await ask<{ items: Item[] }>('ListNotices', { type, limit: 200 }, owner);
      return items.reverse();
    },
    async close(): Promise<void> {
      for (const { reads, delivery } of places) {
        await reads.close();
        await delivery.close();
      }
      await installation.close();
      for (const folder of folders) await rm(folder, { recursive: true, force: true });
    },
  };
}
export type JobStory = Awaited<ReturnType<typeof openJobStory>>;
