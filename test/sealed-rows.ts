import { createDecipheriv, hkdfSync } from 'node:crypto';
import { openVaultRows, type Row, tableNames, type VaultSettings } from '#vault';

/** By what each table's rows are bound to their places, as they are sealed; a table that is not named here seals nothing. */
const places: Readonly<Record<string, readonly string[]>> = {
  keys: [],
  words: ['event', 'field', 'lang', 'recordedIn'],
  people: ['person'],
  originals: ['legal'],
  secrets: ['name'],
  files: ['file', 'chunk'],
  tokens: ['token'],
  credentials: ['account', 'version'],
  access: ['entry'],
};

export interface OpenedRow {
  readonly table: string;
  readonly sealed: Uint8Array;
  /** What was sealed in it; undefined when none of the keys opens it. */
  readonly plain: Buffer | undefined;
}

/** Master keys by version, as KIERTO_MASTER_KEY holds them, or a file of them. */
export function keysIn(text: string): ReadonlyMap<number, Buffer> {
  const given = text.startsWith('{')
    ? (JSON.parse(text) as { keys: { version: number; key: string }[] }).keys.map(
        ({ version, key }) => [version, key] as const,
      )
    : text.split(',').map((part) => {
        const [version, key] = part.includes(':') ? part.split(':') : ['1', part];
        return [Number(version), key!] as const;
      });
  return new Map(given.map(([version, key]) => [version, Buffer.from(key, 'base64')]));
}

/**
 * Opens every row of a vault that holds anything sealed, by what is known of the format and not by the vault's own code: AES-256-GCM
 * under a key of its purpose (HKDF of a master key), bound to its place and version.
 */
export async function openRows(settings: VaultSettings, masters: ReadonlyMap<number, Buffer>): Promise<OpenedRow[]> {
  const rows = await openVaultRows({ ...settings, readOnly: true });
  const opened: OpenedRow[] = [];
  try {
    for (const table of tableNames) {
      const named = places[table];
      for (const row of await rows.read(table, {})) {
        if (!(row.sealed instanceof Uint8Array)) continue;
        if (!named) throw new Error(`Nothing is known of how ${table} is sealed.`);
        const plain = [...masters].map(([version, master]) => unsealed(table, named, row, version, master));
        opened.push({ table, sealed: row.sealed, plain: plain.find(Boolean) });
      }
    }
  } finally {
    await rows.close();
  }
  return opened;
}

function unsealed(table: string, named: readonly string[], row: Row, version: number, master: Buffer) {
  const sealed = row.sealed as Uint8Array;
  const key = Buffer.from(hkdfSync('sha256', master, '', `kierto vault ${table}`, 32));
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
  decipher.setAAD(Buffer.from(JSON.stringify([table, ...named.map((column) => String(row[column])), version])));
  decipher.setAuthTag(sealed.subarray(-16));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
  } catch {
    return undefined;
  }
}
