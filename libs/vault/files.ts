import type { Kysely } from 'kysely';
import type { Engine } from './engine.ts';
import type { MasterKeys } from './keys.ts';
import { checkName } from './plain-text.ts';
import { type Place, type Sealed, seal, unseal } from './seal.ts';
import { emptied, plain } from './statement.ts';
import type { FilesStore } from './stores.ts';
import type { Tables } from './tables.ts';

const mostBytes = 256 * 1024;

const emptiedChunk = { ...emptied, file: null, chunk: null, keepUntil: null };

function queriesFor(builder: Kysely<Tables>) {
  const emptyChunks = builder.updateTable('files').set(emptiedChunk);
  return {
    emptyChunk: (file: string, chunk: number) => plain(emptyChunks.where('file', '=', file).where('chunk', '=', chunk)),
    emptyFile: (file: string) => plain(emptyChunks.where('file', '=', file)),
    named: (prefix: string) =>
      plain(
        builder
          .selectFrom('files')
          .select('file')
          .distinct()
          .where('file', '>=', prefix)
          .where('file', '<', `${prefix}\u{10ffff}`)
          .$castTo<{ readonly file: string }>(),
      ),
    emptyUntil: (time: number) => plain(emptyChunks.where('keepUntil', '<=', time)),

    /** The row is there already only where another process has just put it. */
    insertChunk: (row: Sealed & { file: string; chunk: number; keepUntil: number | null }) =>
      plain(
        builder
          .insertInto('files')
          .values(row)
          .onConflict((conflict) =>
            conflict
              .columns(['file', 'chunk'])
              .doUpdateSet({ keepUntil: row.keepUntil, keyVersion: row.keyVersion, sealed: row.sealed }),
          ),
      ),

    chunk: (file: string, chunk: number) =>
      plain(
        builder
          .selectFrom('files')
          .select(['keyVersion', 'sealed'])
          .where('file', '=', file)
          .where('chunk', '=', chunk)
          .$castTo<Sealed>(),
      ),
  };
}

export class SealedFiles implements FilesStore {
  readonly #engine: Engine;
  readonly #queries: ReturnType<typeof queriesFor>;
  readonly #keys: MasterKeys;

  constructor(engine: Engine, keys: MasterKeys) {
    this.#engine = engine;
    this.#queries = queriesFor(engine.builder);
    this.#keys = keys;
  }

  async write(file: string, chunk: number, bytes: Uint8Array, keepUntil?: Date): Promise<void> {
    checkName(file, 'The name of a file');
    if (!Number.isSafeInteger(chunk) || chunk < 0) throw new RangeError(`${file} has no chunk ${chunk}.`);
    if (bytes.length > mostBytes) {
      throw new RangeError(`Chunk ${chunk} of ${file} has ${bytes.length} bytes; ${mostBytes} are allowed.`);
    }
    const sealed = seal(this.#keys, placeOfChunk(file, chunk), bytes);
    await this.#engine.transaction(
      [
        this.#queries.emptyChunk(file, chunk),
        this.#queries.insertChunk({ file, chunk, keepUntil: keepUntil?.getTime() ?? null, ...sealed }),
      ],
      // No view's answer is made from files, and a large one has many chunks.
      'aside',
    );
  }

  async read(file: string, chunk: number): Promise<Uint8Array | undefined> {
    const [row] = await this.#engine.read(this.#queries.chunk(file, chunk));
    return row && new Uint8Array(unseal(this.#keys, placeOfChunk(file, chunk), row));
  }

  async forget(file: string): Promise<void> {
    await this.#engine.erase('files', [this.#queries.emptyFile(file)]);
  }

  async names(prefix: string): Promise<readonly string[]> {
    return (await this.#engine.read(this.#queries.named(prefix))).map(({ file }) => file);
  }

  async forgetAll(prefix: string): Promise<number> {
    const named = await this.names(prefix);
    if (named.length === 0) return 0;
    const outcomes = await this.#engine.erase(
      'files',
      named.map((file) => this.#queries.emptyFile(file)),
    );
    return outcomes.reduce((sum, { changes }) => sum + changes, 0);
  }

  async expire(now: Date): Promise<number> {
    const [outcome] = await this.#engine.erase('files', [this.#queries.emptyUntil(now.getTime())]);
    return outcome!.changes;
  }
}

export function placeOfChunk(file: string, chunk: number): Place {
  return { purpose: 'files', row: [file, String(chunk)] };
}
