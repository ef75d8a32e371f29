/** The one thread that writes a vault. What has arrived is one transaction; nobody is answered before COMMIT. */
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { Query } from './engine.ts';
import { VaultError, type VaultErrorCode } from './errors.ts';
import { asVaultError, isBusy, SqliteConnection } from './sqlite.connection.ts';
import { migrate } from './sqlite.schema.ts';

export interface WriterData {
  readonly folder: string;
}

/** `erase`: answered only when what was overwritten is in no file any more. */
export interface WriteRequest {
  readonly id: number;
  readonly queries: readonly Query[];
  readonly erase: boolean;
}

export type ToWriter = readonly WriteRequest[] | 'close';

export interface Refused {
  readonly code: VaultErrorCode;
  readonly message: string;
}

/** How many rows each statement of a request wrote, or why the request was refused. */
export interface WriteAnswer {
  readonly id: number;
  readonly changes?: readonly number[];
  readonly refused?: Refused;
}

export type FromWriter = 'open' | { readonly refused: Refused } | readonly WriteAnswer[];

const port = parentPort!;
const { folder } = workerData as WriterData;

/** Held as long as the process lives: the operating system drops it with the process, however that ends. */
function lock(): SqliteConnection {
  const connection = new SqliteConnection(join(folder, 'vault.lock'), { patience: 0 });
  try {
    connection.exec('BEGIN EXCLUSIVE');
    return connection;
  } catch (error) {
    connection.close();
    if (!isBusy(error)) throw error;
    throw new VaultError('vault-locked', `The vault in ${folder} is in use by another server.`);
  }
}

function open(): SqliteConnection {
  const file = join(folder, 'vault.sqlite');
  // Made here, so that it and the files SQLite puts beside it are the owner's alone.
  closeSync(openSync(file, 'a', 0o600));
  const connection = new SqliteConnection(file);
  try {
    connection.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY',
    );
    migrate(connection);
    // Asked after a write, because only then SQLite says what it really does.
    const settings = ['journal_mode', 'synchronous', 'secure_delete'].map((name) => connection.pragma(name)).join(' ');
    if (settings !== 'wal 2 1') {
      throw new VaultError('vault-unavailable', `The vault in ${folder} cannot be written durably (${settings}).`);
    }
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

const begin: Query = { sql: 'BEGIN IMMEDIATE', parameters: [] };
const end: Query = { sql: 'COMMIT', parameters: [] };

/** All in one transaction. When one of them fails, each is carried out in its own, so that its neighbours do not notice. */
function commit(connection: SqliteConnection, requests: readonly WriteRequest[]): WriteAnswer[] {
  let carriedOut = false;
  try {
    connection.run(begin);
    const answers = requests.map(({ id, queries }) => ({ id, changes: queries.map((query) => connection.run(query)) }));
    carriedOut = true;
    connection.run(end);
    return requests.some(({ erase }) => erase) ? afterErasing(connection, requests, answers) : answers;
  } catch (error) {
    if (connection.inTransaction) connection.exec('ROLLBACK');
    // After a COMMIT that failed nobody knows what is on the disk: that is for the callers to find out, with the same ids.
    if (requests.length > 1 && !carriedOut) return requests.flatMap((request) => commit(connection, [request]));
    const { code, message } = asVaultError(error, 'The vault could not write');
    return requests.map(({ id }) => ({ id, refused: { code, message } }));
  }
}

/** secure_delete has overwritten the rows in the file itself; older pages lie in the write-ahead log until it is truncated. */
function afterErasing(
  connection: SqliteConnection,
  requests: readonly WriteRequest[],
  answers: readonly WriteAnswer[],
): WriteAnswer[] {
  let refused: Refused | undefined;
  try {
    if (connection.pragma('wal_checkpoint(TRUNCATE)') !== 0) throw new Error('busy');
  } catch {
    refused = {
      code: 'vault-unavailable',
      message:
        'The rows are gone, but their bytes may still lie in the write-ahead log, which is in use: forget again.',
    };
  }
  return answers.map((answer, index) => (refused && requests[index]!.erase ? { id: answer.id, refused } : answer));
}

function serve(held: SqliteConnection, connection: SqliteConnection): void {
  port.on('message', (first: ToWriter) => {
    const requests: WriteRequest[] = [];
    let closing = false;
    for (let message: ToWriter | undefined = first; message !== undefined; ) {
      if (message === 'close') closing = true;
      else requests.push(...message);
      message = receiveMessageOnPort(port)?.message;
    }
    if (requests.length > 0) port.postMessage(commit(connection, requests) satisfies FromWriter);
    if (closing) {
      connection.close();
      held.close();
      port.close();
    }
  });
  port.postMessage('open' satisfies FromWriter);
}

let held: SqliteConnection | undefined;
try {
  held = lock();
  serve(held, open());
} catch (error) {
  held?.close();
  const { code, message } = asVaultError(error, `The vault in ${folder} does not open`);
  port.postMessage({ refused: { code, message } } satisfies FromWriter);
}
