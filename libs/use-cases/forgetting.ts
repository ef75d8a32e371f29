import type { StoredEvent, Subscription } from '#event-store';
import { note, resume } from './checkpoint.ts';
import type { Context } from './context.ts';

export const forgettings: ReadonlySet<string> = new Set(['WordsForgotten', 'PersonForgotten']);

/** Deletes what an event says is forgotten: for good, even where that was a mistake. Twice is harmless. */
export async function carryOut({ vault }: Pick<Context, 'vault'>, { type, data }: StoredEvent): Promise<void> {
  const forgotten = data as { readonly ofEvent: string; readonly fields: readonly string[]; readonly member: string };
  if (type === 'WordsForgotten') await vault.words.forget(forgotten.ofEvent, forgotten.fields);
  if (type === 'PersonForgotten') await vault.people.forget(forgotten.member);
}

/**
 * Follows the log and carries out the deletions it asks for that nobody has finished: a process may stop between the event
 * and the deletion, and a vault may come back from a backup with what was forgotten since. Its checkpoint lies in the
 * vault, so that it is restored together with the words.
 */
export async function followForgettings(context: Context): Promise<Subscription> {
  const after = await resume(context, 'forgettings');
  let noted = false;
  return context.store.subscribe(
    { types: forgettings, ...(after && { after }) },
    async ({ events, checkpoint, caughtUp }) => {
      for (const event of events) await carryOut(context, event);
      // What lies between two forgettings is passed quickly enough not to be noted with every append.
      if (events.length === 0 && (noted || !caughtUp)) return;
      await note(context, 'forgettings', checkpoint);
      noted = true;
    },
  );
}
