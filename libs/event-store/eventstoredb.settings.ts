import { randomUUID } from 'node:crypto';
import { type Credentials, readAddress } from './eventstoredb.address.ts';
import { Connection, inOurWords } from './eventstoredb.connection.ts';
import { openDriver } from './eventstoredb.driver.ts';
import { addEpoch, type Names, namesIn, usualNamespace } from './eventstoredb.identity.ts';

export interface EventStoreDBSettings {
  readonly kind: 'eventstoredb';
  /** `esdb://…` without user and password. */
  readonly url: string;
  readonly user?: string;
  readonly password?: string;
  readonly readOnly?: boolean;
  /** Tells apart several event stores in one server: up to 32 small letters and digits; `kierto` when left out. */
  readonly namespace?: string;
}

/** @throws TypeError when the settings are wrong */
export function connect({ url, user = '', password = '', namespace = usualNamespace }: EventStoreDBSettings): {
  readonly connection: Connection;
  readonly names: Names;
} {
  const address = readAddress(url);
  const names = namesIn(namespace);
  if (user.includes(':')) throw new TypeError('The user of EventStoreDB must hold no colon.');
  if ((user === '') !== (password === ''))
    throw new TypeError('EventStoreDB needs a user and a password, or neither of them.');
  const credentials: Credentials = { username: user, password };
  return { connection: new Connection(() => openDriver(address, credentials)), names };
}

/** @returns the new epoch @throws TypeError, StoreError */
export async function startNewEpochThere(settings: EventStoreDBSettings): Promise<number> {
  const { connection, names } = connect(settings);
  const id = randomUUID();
  try {
    return await connection.call((driver) => addEpoch(driver, names, id));
  } catch (error) {
    throw inOurWords(error);
  } finally {
    await connection.close();
  }
}
