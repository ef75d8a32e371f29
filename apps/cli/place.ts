import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type EventStore, openEventStore, StoreError } from '#event-store';
import { type Environment, readSettings, type Settings, SettingsError } from '#installation';
import { CopyRefused, requireWhole, type Side } from '#use-cases';
import { masterKeysOf, openVaultRows, saveMasterKeys, VaultError } from '#vault';
import { manifestName } from './manifest.ts';
import { CannotDo } from './terminal.ts';

/** Where an installation is: a data folder, or engines that a settings file names. */
export interface Place {
  /** As it was typed, for sentences. */
  readonly name: string;
  readonly settings: Pick<Settings, 'folder' | 'eventStore' | 'vault'>;
  readonly isBackup: boolean;
}

export interface OpenPlace extends Side {
  close(): Promise<void>;
}

const keysInEnvironment = ['KIERTO_MASTER_KEY', 'KIERTO_MASTER_KEY_FILE'] as const;

/**
 * @param name a data folder, or a file of lines `NAME=value` as a systemd EnvironmentFile has them
 * @throws CannotDo
 */
export function placeAt(name: string, env: Environment): Place {
  const path = resolve(name);
  const isFile = existsSync(path) && statSync(path).isFile();
  // Where the keys are given to servers by environment, they are given to commands in the same way.
  const keys = Object.fromEntries(keysInEnvironment.map((variable) => [variable, env[variable]]));
  const given = isFile ? variablesIn(path, name) : {};
  const own = keysInEnvironment.some((variable) => given[variable]) ? {} : keys;
  const complete =
    given.ESDB_URL && given.POSTGRES_URL && keysInEnvironment.some((variable) => ({ ...own, ...given })[variable]);
  if (isFile && !given.DATA_DIR && !complete)
    throw new CannotDo(
      `${name} names no installation: it must set DATA_DIR, or ESDB_URL, POSTGRES_URL and KIERTO_MASTER_KEY, in lines NAME=value.`,
    );
  const settings = settingsIn({ ...own, DATA_DIR: isFile ? dirname(path) : path, ...given }, name);
  return { name, settings, isBackup: !isFile && existsSync(join(path, manifestName)) };
}

/** @throws CannotDo with the sentence that names the variable */
export function settingsIn(env: Environment, where?: string): Settings {
  try {
    // Commands listen nowhere, so they do not mind where a server would.
    return readSettings({ ...env, HOST: undefined, PORT: undefined });
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    throw new CannotDo(where === undefined ? error.message : `${where}: ${error.message}`);
  }
}

function variablesIn(path: string, name: string): Record<string, string> {
  const given: Record<string, string> = {};
  for (const [index, line] of readFileSync(path, 'utf8').split(/\r?\n/).entries()) {
    if (/^\s*([#;]|$)/.test(line)) continue;
    const [, variable, text] = /^\s*([A-Z][A-Z0-9_]*)=(.*?)\s*$/.exec(line) ?? [];
    if (variable === undefined || text === undefined)
      throw new CannotDo(`${name}:${index + 1}: is not a line NAME=value, nor a comment (#).`);
    given[variable] = text.replace(/^(["'])(.*)\1$/, '$2');
  }
  return given;
}

/**
 * Opens what is there. To write, or to keep others from writing, the lock of a folder is taken; what is only read is left as it is.
 * @throws CannotDo when it is not there or somebody has it; StoreError, VaultError
 */
export async function openPlace(
  { name, settings }: Place,
  how: { readonly use: 'read' | 'hold' | 'fill' },
): Promise<OpenPlace> {
  const { eventStore, vault } = settings;
  if (how.use !== 'fill') await requireThere(name, settings);
  const holds = (kind: string) => how.use === 'fill' || (how.use === 'hold' && kind === 'sqlite');
  const store = await openEventStore({ ...eventStore, readOnly: !holds(eventStore.kind) }).catch((error) =>
    inUse(name, error),
  );
  try {
    const rows = await openVaultRows({ ...vault, readOnly: !holds(vault.kind) }).catch((error) => inUse(name, error));
    if (how.use !== 'fill')
      await requireWhole(rows).catch(async (error) => {
        await rows.close();
        throw error instanceof CopyRefused ? new CannotDo(`${name}: ${error.message}`) : error;
      });
    return {
      store,
      rows,
      async close() {
        await rows.close();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

async function requireThere(name: string, { eventStore, vault }: Place['settings']): Promise<void> {
  let store: EventStore | undefined;
  try {
    store = await openEventStore({ ...eventStore, readOnly: true });
    await (await openVaultRows({ ...vault, readOnly: true })).close();
  } catch (error) {
    const code = (error as { code?: unknown }).code;
    if (code !== 'store-unavailable' && code !== 'vault-unavailable') throw error;
    throw new CannotDo(`${name} is no installation: ${(error as Error).message}`);
  } finally {
    await store?.close();
  }
}

function inUse(name: string, error: unknown): never {
  const locked =
    (error instanceof StoreError && error.code === 'store-locked') ||
    (error instanceof VaultError && error.code === 'vault-locked');
  if (!locked) throw error;
  throw new CannotDo(`${name} is being served: ${(error as Error).message} Stop it first.`);
}

/**
 * Sees to it that the target opens what the source sealed. A target without keys of its own is given the source's.
 * @returns whether keys were given
 * @throws CannotDo when there are none, or the target has others
 */
export async function shareKeys(source: Place, from: Side, target: Place): Promise<boolean> {
  const [ours, theirs] = [masterKeysOf(source.settings.vault), masterKeysOf(target.settings.vault)];
  const keys = theirs ?? ours;
  if (keys === undefined)
    throw new CannotDo(
      `The master keys of ${source.name} are not at hand. Set KIERTO_MASTER_KEY, or put master-keys.json into ${target.settings.folder}.`,
    );
  try {
    await from.rows.requireKeys(keys);
  } catch (error) {
    if (!(error instanceof VaultError && ['key-wrong', 'key-missing'].includes(error.code))) throw error;
    throw new CannotDo(
      `The master keys of ${theirs ? target.name : source.name} are not those under which the vault of ${source.name} was sealed; its words could not be read. Sealed rows are copied as they are: give both sides the same keys.`,
    );
  }
  if (theirs !== undefined) return false;
  saveMasterKeys(target.settings.folder, keys);
  return true;
}
