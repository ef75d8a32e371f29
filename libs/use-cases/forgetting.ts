import type { EventStore, StoredEvent, Subscription } from '#event-store';
import { note, resume } from './checkpoint.ts';
import type { Context } from './context.ts';
import { readLog } from './copy/read-log.ts';
import { emptyAccount } from './forgotten-account.ts';
import { forgetFile } from './kept-file.ts';

const forgettings: ReadonlySet<string> = new Set(['WordsForgotten', 'PersonForgotten', 'AccountForgotten']);

/** Names of the files that hold an export of words begin so; they are made anew, without what was forgotten since. */
export const exportPrefix = 'export-';

type Stores = Pick<Context, 'store' | 'vault'>;

interface Version {
  readonly ofEvent: string;
  readonly field: string;
}
const isVersion = (event: StoredEvent | undefined): event is StoredEvent & { readonly data: Version } =>
  event?.type === 'WordsTranslated';

/**
 * Deletes what an event says is forgotten: for good, even where that was a mistake. Twice is harmless: what was put in the place of
 * forgotten words afterwards stays.
 */
export async function carryOut(context: Stores, event: StoredEvent): Promise<void> {
  const { vault } = context;
  const { stream, type, data } = event;
  if (type === 'WordsForgotten') await forgetWords(context, event);
  if (type === 'PersonForgotten') await vault.people.forget((data as { readonly member: string }).member);
  if (type === 'AccountForgotten') await emptyAccount(context, stream.slice('account-'.length));
}

async function forgetWords({ store, vault }: Stores, { stream, version, data }: StoredEvent): Promise<void> {
  const { ofEvent, fields } = data as { readonly ofEvent: string; readonly fields: readonly string[] };
  const events = await store.read(stream);
  const named = events.find(({ id }) => id === ofEvent);
  const versionsOf = (id: string) => events.filter(isVersion).filter((one) => one.data.ofEvent === id);
  let versions = [ofEvent];
  if (isVersion(named)) await vault.words.forget(named.data.ofEvent, [named.data.field], ofEvent);
  else {
    const meant = versionsOf(ofEvent).filter(({ data: { field } }) => fields.length === 0 || fields.includes(field));
    const before = meant.filter((one) => one.version < version);
    versions = before.map(({ id }) => id);
    if (before.length === meant.length) await vault.words.forget(ofEvent, fields);
    else {
      await vault.words.forget(ofEvent, fields, ofEvent);
      for (const one of before) await vault.words.forget(ofEvent, [one.data.field], one.id);
    }
  }
  if (named?.type === 'FileAttached' && (fields.length === 0 || fields.includes('content')))
    await forgetFile(vault, ofEvent);
  // What history calls a version of a version lies under that version.
  const lyingUnder = (id: string): string[] => {
    const further = versionsOf(id);
    return further.length > 0 ? [id, ...further.flatMap((one) => lyingUnder(one.id))] : [];
  };
  for (const id of versions.flatMap(lyingUnder)) await vault.words.forget(id);
  // By what a source called the thing may say as much as its words.
  if (named?.version === 1) await vault.imports.forget([stream.slice(stream.indexOf('-') + 1)]);
  await vault.files.forgetAll(exportPrefix);
}

/** Carries out what events of a stream ask for that were just recorded. */
export async function carryOutOf(context: Stores, stream: string, events: readonly string[]): Promise<void> {
  if (events.length === 0) return;
  for (const event of await context.store.read(stream)) if (events.includes(event.id)) await carryOut(context, event);
}

/** What the log asks to be forgotten, from behind `after` up to what is in it now. */
export async function* forgettingsIn(
  store: EventStore,
  after?: Parameters<typeof readLog>[1]['after'],
): AsyncGenerator<StoredEvent> {
  const last = await store.head();
  const reader = readLog(store, { ...(last && { last }), ...(after && { after }), types: forgettings });
  try {
    for (let batch = await reader.next(); batch; batch = await reader.next()) yield* batch;
  } finally {
    await reader.close();
  }
}

/**
 * Carries out all deletions that nobody has finished, before anything is served: a vault may have come back from a backup with
 * what was forgotten since.
 * @returns how many there were
 */
export async function finishForgetting(context: Context): Promise<number> {
  const { store } = context;
  const after = await resume(context, 'forgettings');
  const head = await store.head();
  let carriedOut = 0;
  for await (const event of forgettingsIn(store, after)) {
    await carryOut(context, event);
    carriedOut += 1;
  }
  if (head && carriedOut > 0) await note(context, 'forgettings', head);
  return carriedOut;
}

/**
 * Follows the log and carries out the deletions it asks for that nobody has finished: a process may stop between the event
 * and the deletion. Its checkpoint lies in the vault, so that it is restored together with the words.
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
