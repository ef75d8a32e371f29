import type { Checkpoint, EventStore, StoredEvent } from '#event-store';
import { note } from '../checkpoint.ts';
import type { Context } from '../context.ts';
import { carryOut, forgettingsIn } from '../forgetting.ts';
import { CopyRefused } from './copy-refused.ts';
import { readLog } from './read-log.ts';

/** Whether the log says behind `after` that something is to be forgotten. */
export async function forgottenAfter(store: EventStore, after: Checkpoint | undefined): Promise<boolean> {
  for await (const _ of forgettingsIn(store, after)) return true;
  return false;
}

/**
 * After a restore: carries out every deletion that the log asks for, whether or not the vault has seen it, and those of `newer`,
 * a log of the same installation from after the backup was made; these are recorded in this log, too, or nothing would say
 * why words are missing.
 * @returns how many were carried out, and how many of them only `newer` asked for
 * @throws CopyRefused when `newer` is another installation's; StoreError, VaultError
 */
export async function forgetAgain(
  context: Context,
  newer?: EventStore,
): Promise<{ readonly all: number; readonly since: number }> {
  let all = 0;
  let since = 0;
  for await (const event of forgettingsIn(context.store)) {
    await carryOut(context, event);
    all += 1;
  }
  if (newer) {
    if ((await firstOf(newer)) !== (await firstOf(context.store)))
      throw new CopyRefused(
        'The log named for forgettings does not begin as this one does: it is another installation’s.',
      );
    for await (const event of forgettingsIn(newer)) {
      if (!(await recordToo(context.store, event))) continue;
      await carryOut(context, event);
      all += 1;
      since += 1;
    }
  }
  const head = await context.store.head();
  if (head) await note(context, 'forgettings', head);
  return { all, since };
}

async function firstOf(store: EventStore): Promise<string | undefined> {
  const last = await store.head();
  const reader = readLog(store, last ? { last } : {});
  try {
    return (await reader.next())?.[0]?.id;
  } finally {
    await reader.close();
  }
}

/** @returns false when it is there already. A stream that came after the backup is not: then there is nothing to record it in. */
async function recordToo(store: EventStore, { stream, id, type, data, metadata }: StoredEvent): Promise<boolean> {
  const events = await store.read(stream);
  if (events.some((event) => event.id === id)) return false;
  if (events.length > 0) await store.append(stream, [{ id, type, data, metadata }], events.length);
  return true;
}
