import { randomUUID } from 'node:crypto';
import { StoreError } from './errors.ts';
import { DriverError } from './eventstoredb.errors.ts';
import type { Driver } from './eventstoredb.port.ts';

/** A server can hold several event stores of ours, each under a name of its own. */
export const usualNamespace = 'kierto';

const NAMESPACE = /^[a-z][a-z0-9]{0,31}$/;

export interface Names {
  /** Begins the names of all streams that hold facts, and of no others: a new category needs to be entered nowhere. */
  readonly prefix: string;
  /** Holds who the store is: `StoreMade` first, then an `EpochStarted` for each restored backup. */
  readonly identity: string;
}

export function namesIn(namespace: string): Names {
  if (!NAMESPACE.test(namespace))
    throw new TypeError('A namespace in EventStoreDB is up to 32 small letters and digits, and begins with a letter.');
  return { prefix: `${namespace}.`, identity: `${namespace}:store` };
}

export interface Identity {
  readonly identity: string;
  readonly epoch: number;
}

/** More epochs than anybody restores backups. */
const mostEpochs = 500;

/** Undefined when no store was made under these names. */
export async function readIdentity(driver: Driver, { identity: stream }: Names): Promise<Identity | undefined> {
  const events = await driver.readStream(stream, 1, 'forwards', mostEpochs);
  const [made] = events;
  if (!made) return undefined;
  const { identity } = (made.data ?? {}) as { identity?: unknown };
  if (made.type !== 'StoreMade' || typeof identity !== 'string')
    throw new StoreError('store-corrupt', `The stream ${stream} does not say which event store this is.`);
  return { identity, epoch: events.length };
}

/** Several processes may be the first at once: one of them makes the store, and all answer the same. */
export async function makeIdentity(driver: Driver, names: Names): Promise<Identity> {
  const there = await readIdentity(driver, names);
  if (there) return there;
  const identity = randomUUID();
  try {
    await driver.append(names.identity, [{ id: identity, type: 'StoreMade', data: { identity }, metadata: {} }], 0);
  } catch (error) {
    if (!(error instanceof DriverError) || error.outcome !== 'wrong-version') throw error;
  }
  return (await readIdentity(driver, names))!;
}

/** @returns the new epoch @throws StoreError when no store is there, DriverError */
export async function addEpoch(driver: Driver, names: Names, id: string): Promise<number> {
  const there = await readIdentity(driver, names);
  if (!there) throw notThere();
  await driver.append(names.identity, [{ id, type: 'EpochStarted', data: {}, metadata: {} }], there.epoch);
  return there.epoch + 1;
}

export const notThere = (): StoreError =>
  new StoreError('store-unavailable', 'There is no event store of ours in this EventStoreDB yet.');
