import { SealedAccess } from './access.ts';
import { SealedCredentials } from './credentials.ts';
import { Outbox } from './deliveries.ts';
import type { Engine } from './engine.ts';
import { VaultError } from './errors.ts';
import { SealedFiles } from './files.ts';
import { KeyedIdentities } from './identities.ts';
import { SealedImports } from './imports.ts';
import type { MasterKeys } from './keys.ts';
import { SealedPeople } from './people.ts';
import { checkName } from './plain-text.ts';
import { type Queries, queriesFor } from './queries.ts';
import { reseal } from './reseal.ts';
import { keyVersionText, type Place, seal, unseal } from './seal.ts';
import { SealedSecrets } from './secrets.ts';
import { emptiedBy } from './tables.ts';
import { SealedTokens } from './tokens.ts';
import type { Vault } from './vault.ts';
import { SealedWords } from './words.ts';

const keyCheck: Place = { purpose: 'keys', row: [] };

/** Whether anything was ever sealed here; if so, new keys must not be made up. */
export async function isSealed(engine: Engine): Promise<boolean> {
  return (await engine.read(queriesFor(engine.builder).keys())).length > 0;
}

/** The vault over any engine. @throws VaultError `key-missing`, `key-wrong` when the keys at hand are not this vault's */
export async function sqlVault(engine: Engine, keys: MasterKeys, readOnly: boolean): Promise<Vault> {
  const queries = queriesFor(engine.builder);
  await checkKeys(engine, queries, keys);
  if (!readOnly) await noteKey(engine, queries, keys);
  const secrets = new SealedSecrets(engine, keys);
  return {
    words: new SealedWords(engine, queries, keys),
    people: new SealedPeople(engine, queries, keys),
    imports: new SealedImports(engine, queries, keys, secrets),
    files: new SealedFiles(engine, keys),
    tokens: new SealedTokens(engine, keys),
    secrets,
    credentials: new SealedCredentials(engine, keys),
    identities: new KeyedIdentities(engine, secrets),
    access: new SealedAccess(engine, keys),
    deliveries: new Outbox(engine),
    progress: (name) => ({
      async read() {
        const [row] = await engine.read(queries.progress(name));
        return row?.checkpoint;
      },
      async write(text) {
        checkName(name, 'The name of a progress');
        checkName(text, `The progress of ${name}`);
        await engine.transaction([queries.putProgress(name, text)]);
      },
    }),
    get changes() {
      return engine.changes;
    },
    async changeMasterKey() {
      if (readOnly) throw new VaultError('vault-read-only', 'This handle of the vault is for reading only.');
      const version = keys.add();
      await noteKey(engine, queries, keys);
      return version;
    },
    rewrite: () => engine.rewrite(emptiedBy),
    reseal: (limit) => reseal(engine, queries, keys, limit),
    close: () => engine.close(),
  };
}

/** @throws VaultError `key-missing`, `key-wrong` when the keys at hand are not those of this vault */
export async function checkKeys(engine: Engine, queries: Queries, keys: MasterKeys): Promise<void> {
  for (const row of await engine.read(queries.keys())) {
    try {
      unseal(keys, keyCheck, row);
    } catch (error) {
      if (error instanceof VaultError && error.code === 'key-missing') throw error;
      throw new VaultError(
        'key-wrong',
        `Version ${Number(row.keyVersion)} of the master key is not the one under which this vault was sealed.`,
      );
    }
  }
}

async function noteKey(engine: Engine, queries: Queries, keys: MasterKeys): Promise<void> {
  const known = await engine.read(queries.keys());
  if (known.some(({ keyVersion }) => keyVersion === keyVersionText(keys.current))) return;
  await engine.transaction([queries.insertKey(seal(keys, keyCheck, new Uint8Array()))]);
  // Where several start together another may have been first, with keys of its own.
  await checkKeys(engine, queries, keys);
}
