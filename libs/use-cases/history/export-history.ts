import type { StoredEvent, StoredMetadata } from '#event-store';
import type { WordsOfEvent, WordsVersion } from '#vault';
import type { Context } from '../context.ts';
import { contentForExport } from '../kept-file.ts';

/** Characters that are written at once, about. */
const mostAtOnce = 4_000_000;

export interface ExportProgress {
  readonly events: number;
  readonly of: number;
}

export interface ExportOptions {
  /** False: every text is `null`, as if it were forgotten, and the vault is not read. */
  readonly words?: boolean;
  /** Ends the export with its reason. */
  readonly signal?: AbortSignal;
}

/** The texts of an event as a line carries them; one that was forgotten, or is too large for a line, is `null`. */
function wordsOf(event: StoredEvent, kept: WordsOfEvent | undefined): Record<string, string | null> | undefined {
  const fields = Object.keys((event.metadata as StoredMetadata).words ?? {});
  if (fields.length === 0) return undefined;
  return Object.fromEntries(
    fields.map((field) => [
      field,
      kept?.[keptUnder(event, field)]?.find((version) => version.recordedIn === event.id)?.text ?? null,
    ]),
  );
}

/** A translation lies with the words it is a version of. */
export const keptBy = (event: StoredEvent): string =>
  event.type === 'WordsTranslated' ? (event.data as { ofEvent: string }).ofEvent : event.id;
export const keptUnder = (event: StoredEvent, field: string): string =>
  event.type === 'WordsTranslated' ? (event.data as { field: string }).field : field;

/** The words of an event that attached a file, with the file itself among them. */
async function withContent(vault: Context['vault'], event: StoredEvent, kept: WordsOfEvent | undefined) {
  if (event.type !== 'FileAttached' || !kept?.content) return kept;
  const content: WordsVersion[] = [];
  for (const version of kept.content) {
    const text = await contentForExport(vault, event.id, version.text);
    if (text !== null) content.push({ ...version, text });
  }
  return { ...kept, content };
}

/** One event as a line of a history file, with all that an import into an empty installation needs to make it again. */
function lineOf(event: StoredEvent, kept: WordsOfEvent | undefined): string {
  const {
    words: _fingerprints,
    occurredOn,
    lang,
    source,
    reference,
    by,
    ...exported
  } = event.metadata as StoredMetadata;
  const dash = event.stream.indexOf('-');
  const words = wordsOf(event, kept);
  const place = {
    ...(lang && { lang }),
    ...(by && { by }),
    ...(source && { source }),
    ...(reference && { reference }),
    id: event.id,
    ...exported,
  };
  if (event.type === 'SourceRegistered') {
    const { sourceId, ...facts } = event.data as { sourceId: string };
    const { source: _of, ...rest } = place;
    return JSON.stringify({ source: sourceId, ...words, ...facts, ...(occurredOn && { on: occurredOn }), ...rest });
  }
  return JSON.stringify({
    event: event.type,
    stream: event.stream.slice(0, dash),
    of: event.stream.slice(dash + 1),
    ...(occurredOn && { on: occurredOn }),
    ...event.data,
    ...(words && { words }),
    ...place,
  });
}

/**
 * Writes the whole log up to now as a history file, in the log's order: facts, words as far as they are not forgotten, and
 * what makes a second installation the same. People (names, contacts, accounts) are not in it, nor is a file of more bytes than fit
 * into a line.
 */
export async function exportHistory(
  context: Context,
  write: (text: string) => Promise<void> | void,
  progress: (done: ExportProgress) => void = () => {},
  { words = true, signal }: ExportOptions = {},
): Promise<number> {
  const last = await context.store.head();
  if (!last) return 0;
  const size = await context.store.size();
  let events = 0;
  let reached: () => void = () => {};
  const done = new Promise<void>((resolve) => {
    reached = resolve;
  });
  const subscription = context.store.subscribe({}, async (batch) => {
    const upTo = batch.events.filter((event) => context.store.compare(event.position, last.position) <= 0);
    const named = words ? upTo.filter((event) => (event.metadata as StoredMetadata).words).map(keptBy) : [];
    const kept = await context.vault.words.read([...new Set(named)]);
    let lines = '';
    for (const event of upTo) {
      lines += `${lineOf(event, await withContent(context.vault, event, kept.get(keptBy(event))))}\n`;
      // Files make long lines: not all of a batch are held at once.
      if (lines.length < mostAtOnce) continue;
      await write(lines);
      lines = '';
    }
    if (lines !== '') await write(lines);
    events += upTo.length;
    progress({ events, of: Math.max(size, events) });
    if (context.store.compare(batch.checkpoint.position, last.position) >= 0) reached();
  });
  const stopped = Promise.withResolvers<never>();
  const stop = () => stopped.reject(signal?.reason);
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted) stop();
  try {
    await Promise.race([done, subscription.ended, stopped.promise]);
  } finally {
    signal?.removeEventListener('abort', stop);
    await subscription.stop();
  }
  return events;
}
