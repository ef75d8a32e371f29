import { closeSync, openSync } from 'node:fs';
import { backup, DatabaseSync } from 'node:sqlite';
import { asStoreError, openLogForReading } from './sqlite.log.ts';

/** Pages between two turns of the event loop. */
const pagesAtOnce = 2_048;

/**
 * Copies the log of an embedded event store as it is at one moment into `file`, which is made, also while a server appends.
 * The copy is one file: no write-ahead log lies beside it.
 * @throws StoreUnavailable when there is no log in `folder`, StoreCorrupt
 */
export async function backUpLog(folder: string, file: string): Promise<void> {
  const log = openLogForReading(folder);
  try {
    // One reading from beginning to end: each append would otherwise let it begin anew.
    log.exec('BEGIN; SELECT count(*) FROM meta;');
    closeSync(openSync(file, 'wx', 0o600));
    await backup(log, file, { rate: pagesAtOnce });
    const made = new DatabaseSync(file);
    made.exec('PRAGMA journal_mode = DELETE');
    made.close();
  } catch (error) {
    throw asStoreError(error, file);
  } finally {
    log.close();
  }
}
