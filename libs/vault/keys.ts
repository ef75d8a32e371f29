import { createSecretKey, hkdfSync, type KeyObject, randomBytes, randomUUID } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { VaultError } from './errors.ts';

/** What a data key is for; each purpose has its own key under the same master key. */
export type Purpose =
  | 'words'
  | 'people'
  | 'originals'
  | 'secrets'
  | 'files'
  | 'tokens'
  | 'credentials'
  | 'access'
  | 'keys';

/** The master keys at hand, by version; the highest seals, all of them open. */
export interface MasterKeys {
  readonly current: number;
  has(version: number): boolean;
  /** @throws VaultError `key-missing` */
  dataKey(purpose: Purpose, version: number): KeyObject;
  /** Makes a new version, durably, and puts it to use. @throws VaultError `keys-from-environment` */
  add(): number;
}

const keyBytes = 32;

/** `text` is what KIERTO_MASTER_KEY holds: 32 bytes in base64, or several versions as `1:…,2:…`. */
export function keysFromText(text: string): MasterKeys {
  const masters = mastersIn(text);
  return keysOver(masters, {
    reload: () => masters,
    add: () => {
      throw new VaultError(
        'keys-from-environment',
        'The master keys come from the environment: add a version to KIERTO_MASTER_KEY (for instance `1:…,2:…`) and start again.',
      );
    },
  });
}

function mastersIn(text: string): Map<number, Buffer> {
  const masters = new Map<number, Buffer>();
  for (const part of text.split(',')) {
    const [, version, key] = /^(?:(\d{1,6}):)?(.*)$/s.exec(part.trim()) ?? [];
    put(masters, version === undefined ? 1 : Number(version), key, 'KIERTO_MASTER_KEY');
  }
  return masters;
}

/** What `file` holds, as KIERTO_MASTER_KEY would. @throws VaultError as `keysFromFile` */
export function textOfKeysFile(file: string): string {
  return [...readKeys(file)].map(([version, key]) => `${version}:${key.toString('base64')}`).join(',');
}

/** The keys of `file`. @throws VaultError `key-missing` when there is none, `keys-file-open-to-others`, `keys-unreadable` */
export function keysFromFile(file: string): MasterKeys {
  const masters = readKeys(file);
  return keysOver(masters, {
    reload: () => readKeys(file),
    add: (version) => {
      const key = randomBytes(keyBytes);
      const draft = `${file}.new`;
      writeDraft(draft, new Map([...readKeys(file), [version, key]]));
      renameSync(draft, file);
      syncFolderOf(file);
      return key;
    },
  });
}

/** Makes `file` with these keys, or else with a first one, unless somebody else is first: then theirs stays. */
export function createKeysFile(file: string, text?: string): void {
  const draft = `${file}.${randomUUID()}`;
  writeDraft(draft, text === undefined ? new Map([[1, randomBytes(keyBytes)]]) : mastersIn(text));
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  syncFolderOf(file);
}

export function keysFileExists(file: string): boolean {
  return existsSync(file);
}

function keysOver(
  masters: Map<number, Buffer>,
  source: { reload(): ReadonlyMap<number, Buffer>; add(version: number): Buffer },
): MasterKeys {
  const derived = new Map<string, KeyObject>();
  let current = Math.max(...masters.keys());

  function master(version: number): Buffer {
    if (!masters.has(version)) {
      // Another handle may have added it since this one was opened.
      for (const [added, key] of source.reload()) masters.set(added, key);
    }
    const key = masters.get(version);
    if (key) return key;
    throw new VaultError('key-missing', `Version ${version} of the master key is needed and not at hand.`);
  }

  return {
    get current() {
      return current;
    },
    has: (version) => masters.has(version),
    dataKey(purpose, version) {
      const name = `${purpose} ${version}`;
      let key = derived.get(name);
      if (!key) {
        const bytes = hkdfSync('sha256', master(version), '', `kierto vault ${purpose}`, keyBytes);
        key = createSecretKey(Buffer.from(bytes));
        derived.set(name, key);
      }
      return key;
    },
    add() {
      // Another process may have changed them since this one was started.
      for (const [added, key] of source.reload()) masters.set(added, key);
      const version = Math.max(...masters.keys()) + 1;
      masters.set(version, source.add(version));
      current = version;
      return version;
    },
  };
}

function readKeys(file: string): Map<number, Buffer> {
  if (!existsSync(file)) throw new VaultError('key-missing', `There are no master keys in ${file}.`);
  const mode = statSync(file).mode & 0o777;
  if (mode & 0o077) {
    throw new VaultError(
      'keys-file-open-to-others',
      `${file} holds the master keys and may be read by its owner only, but its mode is ${mode.toString(8)}: run \`chmod 600\` on it.`,
    );
  }
  const masters = new Map<number, Buffer>();
  let entries: unknown;
  try {
    entries = JSON.parse(readFileSync(file, 'utf8')).keys;
  } catch {
    entries = undefined;
  }
  if (!Array.isArray(entries) || entries.length === 0) throw unreadable(file);
  for (const entry of entries) put(masters, entry?.version, entry?.key, file);
  return masters;
}

function put(masters: Map<number, Buffer>, version: unknown, key: unknown, where: string): void {
  if (!Number.isInteger(version) || Number(version) < 1 || Number(version) > 999_999 || typeof key !== 'string') {
    throw unreadable(where);
  }
  const bytes = Buffer.from(key, 'base64');
  if (bytes.length !== keyBytes || bytes.toString('base64').replace(/=+$/, '') !== key.replace(/=+$/, '')) {
    throw unreadable(where);
  }
  if (masters.has(Number(version))) throw unreadable(where);
  masters.set(Number(version), bytes);
}

function unreadable(where: string): VaultError {
  return new VaultError(
    'keys-unreadable',
    `${where} does not hold master keys: each is ${keyBytes} bytes in base64 under a version of its own, 1 to 999999.`,
  );
}

/**
 * On the disk before anything can be sealed under a new key. It must not be there already: two processes that change the keys at
 * once would each overwrite the other's.
 */
function writeDraft(draft: string, masters: ReadonlyMap<number, Buffer>): void {
  const keys = [...masters].map(([version, key]) => ({ version, key: key.toString('base64') }));
  let handle: number;
  try {
    handle = openSync(draft, 'wx', 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new VaultError(
      'keys-unreadable',
      `The master keys are just being changed, or a change was cut short: if nobody is at it, remove ${draft}.`,
    );
  }
  try {
    writeFileSync(handle, `${JSON.stringify({ keys }, undefined, 2)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function syncFolderOf(file: string): void {
  const folder = openSync(dirname(file), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
