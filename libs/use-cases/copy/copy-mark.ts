import type { EventStore } from '#event-store';
import { tableNames, type Vault, type VaultRows } from '#vault';
import { CopyRefused } from './copy-refused.ts';

/**
 * What the target of a copy says of itself, in its vault under the progress `copy`: of which store it is one, and whether it is whole.
 * The first process that serves it writes `used`; from then on the two go their own ways.
 */
interface Mark {
  readonly of: string;
  readonly epoch: number;
  readonly state: 'unfinished' | 'finished' | 'used';
}

const name = 'copy';
/** What is said in a vault of itself, and is not copied. */
export const ownProgress: ReadonlySet<string> = new Set([name]);

async function markIn(rows: VaultRows): Promise<Mark | undefined> {
  const row = (await rows.read('progress', {})).find((one) => one.name === name);
  return row && (JSON.parse(String(row.checkpoint)) as Mark);
}

export async function mark(rows: VaultRows, source: EventStore, state: Mark['state']): Promise<void> {
  const said: Mark = { of: source.identity, epoch: source.epoch, state };
  await rows.put('progress', [{ name, checkpoint: JSON.stringify(said) }]);
}

/** @throws CopyRefused unless the target is empty, or a copy of this source that nobody has used since */
export async function requireOwnCopyOrNothing(
  source: EventStore,
  target: { readonly store: EventStore; readonly rows: VaultRows },
): Promise<void> {
  const found = await markIn(target.rows);
  if (found?.state === 'used')
    throw new CopyRefused('The target has been in use since it was copied. Name an empty one.');
  if (found && (found.of !== source.identity || found.epoch !== source.epoch))
    throw new CopyRefused(
      'The target is a copy of another installation, or of this one as it was before. Name an empty one.',
    );
  if (found) return;
  const events = await target.store.size();
  if (events > 0)
    throw new CopyRefused('The target holds events that are not a copy of the source. Name an empty one.');
  for (const table of tableNames) {
    if (table === 'keys' || table === 'progress') continue;
    if ((await target.rows.count(table)) > 0)
      throw new CopyRefused(
        `The vault of the target holds ${table} that are not a copy of the source. Name an empty one.`,
      );
  }
}

const unfinished = () =>
  new CopyRefused(
    'This installation is a copy, or restored from a backup, and not finished: give the same kierto copy or kierto restore again.',
  );

/** @throws CopyRefused when these are the rows of an unfinished copy */
export async function requireWhole(rows: VaultRows): Promise<void> {
  if ((await markIn(rows))?.state === 'unfinished') throw unfinished();
}

/**
 * To be called before an installation is written to: half a copy is not, and a whole one is one no longer.
 * @throws CopyRefused when it is an unfinished copy
 */
export async function noteUse(vault: Vault): Promise<void> {
  const progress = vault.progress(name);
  const text = await progress.read();
  if (text === undefined) return;
  const found = JSON.parse(text) as Mark;
  if (found.state === 'unfinished') throw unfinished();
  if (found.state === 'finished') await progress.write(JSON.stringify({ ...found, state: 'used' } satisfies Mark));
}
