/**
 * The thread that keeps the read models up to date. It reads the log once for all of them, in its order, and tells the main
 * thread how far they are after each commit. A model that throws stops alone; one whose file does not fit is left to a
 * builder and taken up when it is built.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { type Batch, openEventStore, type Position, type Subscription } from '#event-store';
import { type Failure, Folding, typesOf } from './folding.ts';
import { modelNamed } from './models.ts';
import { giveUp, patiently } from './patience.ts';
import { openLive, type WorkerData } from './read-files.ts';
import { seen } from './read-model.ts';

export type ToProjector = { readonly adopt: string } | { readonly release: string } | 'stop';
export type FromProjector =
  | { readonly unfit: string; readonly why: string }
  | { readonly adopted: string; readonly position: Position | undefined }
  | { readonly released: string }
  | { readonly stopped: string; readonly failure: Failure }
  | { readonly at: Position; readonly streams: readonly string[] }
  | { readonly broken: string };

/** A model that no event touched still has its checkpoint written from time to time, so that a restart begins near the end. */
const batchesBetweenCheckpoints = 50;

const port = parentPort!;
const { store: settings, folder, models } = workerData as WorkerData;
const store = await patiently(() => openEventStore({ ...settings, readOnly: true }));
const foldings = new Map<string, Folding>();
const idle = new Map<string, number>();
let subscription: Subscription | undefined;

const say = (message: FromProjector): void => port.postMessage(message);

async function adopt(name: string): Promise<void> {
  const model = modelNamed(name);
  const fitting = await openLive(folder, model, store);
  if (!fitting.database) {
    say({ unfit: name, why: fitting.why });
    return;
  }
  foldings.set(name, new Folding(model, fitting.database, store, fitting.at));
  say({ adopted: name, position: fitting.at?.position });
}

async function release(name: string): Promise<void> {
  const folding = foldings.get(name);
  if (folding?.changed) await folding.commit();
  folding?.close();
  foldings.delete(name);
  say({ released: name });
}

/** Where the one that is furthest behind stands; the others skip what they have seen. */
function furthestBehind() {
  const all = [...foldings.values()].map(({ at }) => at);
  return all.some((at) => at === undefined)
    ? undefined
    : all.reduce((least, at) => (store.compare(at!.position, least!.position) < 0 ? at : least));
}

function follow(): void {
  if (foldings.size === 0) return;
  const types = typesOf(foldings.values());
  const after = furthestBehind();
  subscription = store.subscribe({ ...(types && { types }), ...(after && { after }) }, take);
  subscription.ended.catch((error: Error) => say({ broken: `${error.name}: ${error.message}` }));
}

async function take({ events, checkpoint }: Batch): Promise<void> {
  const all = events.map(seen);
  for (const [name, folding] of foldings) {
    const { at } = folding;
    if (at && store.compare(checkpoint.position, at.position) <= 0) continue;
    const isNew = at && all[0] && store.compare(all[0].position, at.position) <= 0;
    await folding.take(
      isNew ? all.filter(({ position }) => store.compare(position, at.position) > 0) : all,
      checkpoint,
    );
    const untouched = folding.changed ? 0 : (idle.get(name) ?? 0) + 1;
    if (untouched === 0 || untouched >= batchesBetweenCheckpoints) await folding.commit();
    idle.set(name, untouched % batchesBetweenCheckpoints);
    if (folding.failure) {
      say({ stopped: name, failure: folding.failure });
      folding.close();
      foldings.delete(name);
    }
  }
  say({ at: checkpoint.position, streams: [...new Set(all.map(({ stream }) => stream))] });
}

async function close(): Promise<void> {
  await subscription?.stop();
  for (const folding of foldings.values()) {
    await folding.commit();
    folding.close();
  }
  await store.close();
  port.close();
}

/** One message after the other, each with the subscription at rest. */
let turn = Promise.resolve();
port.on('message', (message: ToProjector) => {
  if (message === 'stop') giveUp();
  turn = turn.then(async () => {
    if (message === 'stop') return close();
    await subscription?.stop();
    if ('adopt' in message) await adopt(message.adopt);
    else await release(message.release);
    follow();
  });
});

turn = turn.then(async () => {
  for (const name of models) await adopt(name);
  follow();
});
