import type { Logger } from 'pino';
import type { Delivery } from '#delivery';
import { type EventStore, openEventStore } from '#event-store';
import type { Reads } from '#read-models';
import { type Context, CopyRefused, finishForgetting, noteUse, openContext } from '#use-cases';
import { openVault, type Vault } from '#vault';
import type { Settings } from './settings.ts';
import { SettingsError } from './settings-error.ts';
import { noTelemetry, spanned, type Telemetry } from './telemetry.ts';
import { waitForEngines } from './wait-for-engines.ts';

export interface Stores {
  readonly store: EventStore;
  readonly vault: Vault;
  close(): Promise<void>;
}

/** All that servers, workers and jobs work with, opened. */
export interface Installation extends Stores {
  /** The data folder of the process. */
  readonly folder: string;
  readonly context: Context;
  readonly reads: Reads;
  readonly delivery: Delivery;
  readonly log: Logger;
  readonly telemetry: Telemetry;
}

/** Closes in the reverse order what was opened through `keep`. */
function opening() {
  const opened: { close(): unknown }[] = [];
  return {
    async keep<T extends { close(): unknown }>(one: T | Promise<T>): Promise<T> {
      opened.push(await one);
      return one;
    },
    async close(): Promise<void> {
      for (const one of opened.splice(0).reverse()) await one.close();
    },
  };
}

/**
 * The log and the vault where the settings say they are.
 * @throws SettingsError where an address is not what its driver can use
 * @throws StoreError, VaultError: what is wrong with the folder, the engines or the keys; nothing stays open then
 */
export async function openStores(
  { eventStore, vault }: Pick<Settings, 'eventStore' | 'vault'>,
  { readOnly = false }: { readonly readOnly?: boolean } = {},
): Promise<Stores> {
  const { keep, close } = opening();
  try {
    const stores = {
      store: await keep(openEventStore({ ...eventStore, readOnly }).catch(refuse(TypeError, 'ESDB_URL: '))),
      vault: await keep(openVault({ ...vault, readOnly })),
      close,
    };
    if (!readOnly) {
      await noteUse(stores.vault).catch(refuse(CopyRefused));
      // A vault may have come from a backup: what was forgotten since is gone before anybody can ask for it.
      await finishForgetting(openContext(stores.store, stores.vault));
    }
    return stores;
  } catch (error) {
    await close();
    throw error;
  }
}

/** Those who use an address look at it more closely than the table of variables, and say so in sentences of their own. */
function refuse(
  kind: typeof TypeError | typeof RangeError | typeof CopyRefused,
  about = '',
): (error: unknown) => never {
  return (error) => {
    throw error instanceof kind ? new SettingsError(`${about}${error.message}`) : error;
  };
}

/**
 * Waits a while for engines on other machines.
 * @param asked whether queries are asked here, also such as need a thread of their own: those by words, and figures
 * @throws SettingsError, StoreError, VaultError, FolderLocked: what is wrong with the folder, the engines or the keys; nothing stays open then
 */
export async function openInstallation(
  settings: Settings,
  log: Logger,
  { asked = false }: { readonly asked?: boolean } = {},
): Promise<Installation> {
  // The command line opens stores only, and need not wait until all this is loaded.
  const [{ openReads }, { openDelivery }] = await Promise.all([import('#read-models'), import('#delivery')]);
  const { keep, close } = opening();
  try {
    const telemetry = await telemetryOf(settings);
    const { store, vault } = watched(await keep(waitForEngines(() => openStores(settings), settings, log)), telemetry);
    const reads = await keep(
      openReads({
        dataFolder: settings.folder,
        store,
        vault,
        threadsOpen: settings.eventStore,
        ...(asked && {
          search: { vault: settings.vault, bytes: settings.searchBytes },
          counting: { vault: settings.vault },
        }),
        log: (sentence) => log.info(sentence),
      }),
    );
    const delivery = await keep((async () => openDelivery(settings))().catch(refuse(RangeError)));
    // Closed first: the last figures are asked of what is still open.
    await keep(telemetry);
    return {
      folder: settings.folder,
      store,
      vault,
      context: openContext(store, vault),
      reads,
      delivery,
      log,
      telemetry,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function telemetryOf({ telemetry }: Pick<Settings, 'telemetry'>): Promise<Telemetry> {
  if (!telemetry) return noTelemetry;
  const { openTelemetry } = await import('./open-telemetry.ts');
  return openTelemetry(telemetry);
}

/** The stores with a span around each call, where somebody collects them. */
function watched(stores: Stores, telemetry: Telemetry): Stores {
  if (!telemetry.on) return stores;
  const { store, vault, close } = stores;
  const parts = [
    'words',
    'people',
    'imports',
    'files',
    'tokens',
    'secrets',
    'credentials',
    'identities',
    'access',
    'deliveries',
  ] as const;
  const spannedParts = new Map<string | symbol, object>(
    parts.map((part) => [part, spanned(vault[part], `vault ${part}`, telemetry)]),
  );
  return {
    store: spanned(store, 'store', telemetry, ['append', 'read', 'version', 'head', 'size', 'verify']),
    vault: new Proxy(vault, {
      get(of, key) {
        const value: unknown = spannedParts.get(key) ?? Reflect.get(of, key, of);
        return typeof value === 'function' ? value.bind(of) : value;
      },
    }),
    close,
  };
}
