/** A thread that builds some read models from the beginning of the log, beside those in use, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { type Batch, openEventStore, type Subscription } from '#event-store';
import { type Failure, Folding, typesOf } from './folding.ts';
import { modelNamed } from './models.ts';
import { giveUp, patiently } from './patience.ts';
import { finishBuilding, openBuilding, type WorkerData } from './read-files.ts';
import { seen } from './read-model.ts';

export type FromBuilder =
  | { readonly done: number; readonly of: number; readonly seconds: number }
  | { readonly built: readonly string[]; readonly failed: Readonly<Record<string, Failure>> };

const batchSize = 5_000;
const millisecondsBetweenReports = 200;
/** With as many types it costs more to sift them out than to parse the others as well. */
const mostTypesToSift = 30;

const port = parentPort!;
const { store: settings, folder, models } = workerData as WorkerData;
const store = await patiently(() => openEventStore({ ...settings, readOnly: true }));
const building = models.map((name) => {
  const model = modelNamed(name);
  const database = openBuilding(folder, model);
  return { database, folding: new Folding(model, database, store, undefined) };
});

const began = performance.now();
const of = await patiently(() => store.size());
let done = 0;
let reported = 0;
let subscription: Subscription | undefined;
let unwanted = false;

// Asked to, rather than terminated: ending a thread in the middle of its work has crashed the whole process.
port.on('message', () => {
  unwanted = true;
  giveUp();
  void subscription?.stop();
});

function report(): void {
  const now = performance.now();
  if (now - reported < millisecondsBetweenReports) return;
  reported = now;
  port.postMessage({ done, of: Math.max(of, done), seconds: (now - began) / 1_000 } satisfies FromBuilder);
}

async function build(): Promise<void> {
  if (unwanted || (await patiently(() => store.head())) === undefined) return;
  const types = typesOf(building.map(({ folding }) => folding));
  const sifting = types && types.size <= mostTypesToSift ? { types } : {};
  subscription = store.subscribe({ ...sifting, batchSize }, async ({ events, checkpoint, caughtUp }: Batch) => {
    const all = events.map(seen);
    for (const { folding } of building) {
      await folding.take(all, checkpoint);
      folding.trim();
    }
    done += all.length;
    report();
    if (caughtUp) void subscription?.stop();
  });
  await subscription.ended;
}

await build();
if (!unwanted) for (const { folding } of building) await folding.commit();
const failed: Record<string, Failure> = {};
for (const { folding, database } of building) {
  if (folding.failure) failed[folding.model.name] = folding.failure;
  if (folding.failure || unwanted) database.close();
  else finishBuilding(database, folding.model, folding.at);
}
await store.close();
if (!unwanted) {
  const built = models.filter((name) => !failed[name]);
  port.postMessage({ done: of, of, seconds: (performance.now() - began) / 1_000 } satisfies FromBuilder);
  port.postMessage({ built, failed } satisfies FromBuilder);
}
port.close();
