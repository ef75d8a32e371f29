import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { EventStore } from '#event-store';
import { verifyHistory } from '#use-cases';
import { filesThatShow } from '../planted-sentences.ts';
import type { FuzzedServer } from './fuzzed-server.ts';

/** The prototypes that every value of this process has. */
const prototypes = { Object: Object.prototype, Array: Array.prototype, String: String.prototype, Map: Map.prototype };

const namesOf = () =>
  Object.entries(prototypes).flatMap(([name, one]) => Reflect.ownKeys(one).map((key) => `${name}.${String(key)}`));

const before = namesOf().join();

/** What has come to stand in the prototypes of this process since this file was loaded. */
export function pollution(): string[] {
  const found = namesOf().join() === before ? [] : ['a prototype has other fields than before'];
  return ({} as { polluted?: unknown }).polluted === undefined ? found : [...found, '({}).polluted is there'];
}

async function idsOf(store: EventStore): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  if ((await store.head()) === undefined) return ids;
  await new Promise<void>((resolve, reject) => {
    const subscription = store.subscribe({}, ({ events, caughtUp }) => {
      for (const { id } of events) ids.add(id);
      if (caughtUp) void subscription.stop().then(resolve, reject);
    });
  });
  return ids;
}

/** Words that neither an event names nor a note would lead a sweep to. */
function orphans(folder: string, ids: ReadonlySet<string>): string[] {
  // A vault in PostgreSQL is that server's.
  if (!existsSync(join(folder, 'vault.sqlite'))) return [];
  const vault = new DatabaseSync(join(folder, 'vault.sqlite'), { readOnly: true });
  try {
    const rows = vault
      .prepare(
        `SELECT DISTINCT recordedIn, field FROM words WHERE recordedIn IS NOT NULL
         AND recordedIn NOT IN (SELECT recordedIn FROM unclaimed)`,
      )
      .all() as { readonly recordedIn: string; readonly field: string }[];
    return rows
      .filter(({ recordedIn }) => !ids.has(recordedIn))
      .map(({ recordedIn, field }) => `${field} of ${recordedIn}`);
  } finally {
    vault.close();
  }
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 20));

/** Closes the server, and says what is wrong with what it leaves behind. */
export async function closeAndLook({ house, folder, close }: FuzzedServer): Promise<string[]> {
  const faults = pollution();
  const { models } = await house.reads.status();
  const { misfitting, misfits } = await verifyHistory(house.context, {
    readModels: async () => models.map(({ name, stopped }) => ({ name, ...(stopped && { problem: 'has stopped' }) })),
  });
  if (misfitting > 0) faults.push(...misfits.slice(0, 20).map(({ where, problem }) => `verify: ${where}: ${problem}`));
  const ids = await idsOf(house.store);
  for (let patience = 100; house.live.connections > 0 && patience > 0; patience--) await turn();
  if (house.live.connections > 0) faults.push(`${house.live.connections} live connections are held that nobody has`);
  await close();
  faults.push(...orphans(folder, ids).map((row) => `nobody names the words ${row}`));
  faults.push(...filesThatShow(folder).shown.map((file) => `a sentence lies in the clear in ${file}`));
  return faults;
}
