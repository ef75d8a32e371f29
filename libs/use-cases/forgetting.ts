import { type Checkpoint, type StoredEvent, StoreError, type Subscription } from '#event-store';
import type { Context } from './context.ts';

const types = new Set(['WordsForgotten', 'PersonForgotten']);

/** Deletes what an event says is forgotten: for good, even where that was a mistake. Twice is harmless. */
async function carryOut({ vault }: Context, { type, data }: StoredEvent): Promise<void> {
  const forgotten = data as { readonly ofEvent: string; readonly fields: readonly string[]; readonly member: string };
  if (type === 'WordsForgotten') await vault.words.forget(forgotten.ofEvent, forgotten.fields);
  if (type === 'PersonForgotten') await vault.people.forget(forgotten.member);
}

/** Where to go on; nowhere, which is at the beginning of the log, when the log is another than the checkpoint's. */
async function resume({ store, vault }: Context): Promise<Checkpoint | undefined> {
  const kept = await vault.forgettings.read();
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

/**
 * Follows the log and carries out the deletions it asks for that nobody has finished: a process may stop between the event
 * and the deletion, and a vault may come back from a backup with what was forgotten since. Its checkpoint lies in the
 * vault, so that it is restored together with the words.
 */
export async function followForgettings(context: Context): Promise<Subscription> {
  const after = await resume(context);
  let noted = false;
  return context.store.subscribe({ types, ...(after && { after }) }, async ({ events, checkpoint, caughtUp }) => {
    for (const event of events) await carryOut(context, event);
    // What lies between two forgettings is passed quickly enough not to be noted with every append.
    if (events.length === 0 && (noted || !caughtUp)) return;
    await context.vault.forgettings.write(JSON.stringify(checkpoint));
    noted = true;
  });
}
