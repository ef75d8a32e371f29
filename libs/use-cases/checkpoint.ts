import { type Checkpoint, StoreError } from '#event-store';
import type { Context } from './context.ts';

/** Where a follower goes on; nowhere, which is at the beginning of the log, when the log is another than the checkpoint's. */
export async function resume({ store, vault }: Context, follower: string): Promise<Checkpoint | undefined> {
  const kept = await vault.progress(follower).read();
  if (!kept) return undefined;
  const checkpoint = JSON.parse(kept) as Checkpoint;
  try {
    await store.verify(checkpoint);
    return checkpoint;
  } catch (error) {
    if (error instanceof StoreError && error.code === 'checkpoint-mismatch') return undefined;
    throw error;
  }
}

export const note = ({ vault }: Context, follower: string, checkpoint: Checkpoint): Promise<void> =>
  vault.progress(follower).write(JSON.stringify(checkpoint));
