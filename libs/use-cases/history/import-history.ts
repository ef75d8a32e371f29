import { setImmediate as othersTurn } from 'node:timers/promises';
import { type FieldProblem, Refusal } from '#domain';
import type { EventToAppend, StoredMetadata } from '#event-store';
import type { Context } from '../context.ts';
import { seal } from '../record.ts';
import { type Accepted, openAcceptance, Rejected } from './accept-line.ts';
import type { Line } from './read-lines.ts';

export interface LineProblem extends FieldProblem {
  readonly line: number;
}

export interface ImportCounts {
  readonly lines: number;
  /** Lines of sources taken in now. */
  readonly sources: number;
  /** Lines of events taken in now. */
  readonly events: number;
  /** Lines that had been taken in before. */
  readonly already: number;
  /** Lines that could not be accepted. */
  readonly rejected: number;
}

export interface ImportReport extends ImportCounts {
  /** What was wrong, in the order of the lines; at most `mostProblems` are listed. */
  readonly problems: readonly LineProblem[];
}

export interface ImportOptions {
  /** Checks everything and stores nothing. */
  readonly dryRun?: boolean;
  readonly onProgress?: (soFar: ImportCounts) => void;
  readonly signal?: AbortSignal;
}

const mostProblems = 1_000;
const linesAtATime = 1_000;
/** After so many lines whoever waits for this thread gets it: a server that imports, and the answers of the engines. */
const linesATurn = 100;

/**
 * Takes in a history file, line by line and of any length: each line is accepted as it was found, or rejected with its
 * number, its field and why, and the others go on. A line once taken in is never taken in again. The order of the file is
 * the order of the log. Into an empty installation an export comes as it was, with its event ids, instants and accounts.
 * @throws StoreError, VaultError when an engine fails; what was taken in until then stays, and the file can be given again.
 */
export async function importHistory(
  context: Context,
  lines: AsyncIterable<Line>,
  options: ImportOptions = {},
): Promise<ImportReport> {
  const { store, vault } = context;
  const key = await vault.imports.key();
  const acceptance = openAcceptance(context, key, (await store.head()) === undefined, options.dryRun ?? false);
  const counts = { lines: 0, sources: 0, events: 0, already: 0, rejected: 0 };
  const problems: LineProblem[] = [];
  let waiting: Accepted[] = [];

  let flushing: Promise<void> = Promise.resolve();

  /** Keeps the words of some lines, then appends their facts in their order. */
  async function keepAndAppend(
    accepted: readonly Accepted[],
    ids: readonly { id: string; original: string }[],
  ): Promise<void> {
    if (ids.length > 0) await vault.imports.remember(ids);
    const sealed = await seal(context, accepted);
    const appends = accepted.map(({ stream, expected, gone }, index) => ({
      stream,
      expected,
      events: [withForgotten(sealed[index]!, gone)],
    }));
    const asked: Promise<unknown>[] = [];
    for (const one of neighboursTogether(appends)) {
      const appended = store.append(one.stream, one.events, one.expected);
      asked.push(appended);
      // Without waiting where the store keeps the order all the same: it takes them together then.
      if (!store.keepsOrder) await appended;
    }
    const done = await Promise.allSettled(asked);
    const failed = done.find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
  }

  /** Sends what is waiting on its way; while it is stored, the next lines are read. */
  async function flush(): Promise<void> {
    await flushing;
    options.onProgress?.({ ...counts });
    acceptance.stored();
    const originals = acceptance.takeOriginals();
    if (!options.dryRun && waiting.length > 0) {
      flushing = keepAndAppend(waiting, originals);
      // Thrown where it is awaited; until then nobody else may take it for unhandled.
      flushing.catch(() => {});
    }
    waiting = [];
  }

  for await (const { number, text, problem } of lines) {
    if (options.signal?.aborted) break;
    if (text?.trim() === '') continue;
    if (++counts.lines % linesATurn === 0) await othersTurn();
    try {
      if (text === undefined) throw new Rejected({ field: '', problem: problem ?? 'cannot be read' });
      const accepted = await acceptance.accept(text);
      if (!accepted) counts.already++;
      else {
        waiting.push(accepted);
        if (accepted.event.type === 'SourceRegistered') counts.sources++;
        else counts.events++;
      }
    } catch (error) {
      const found = problemsIn(error);
      counts.rejected++;
      for (const one of found) if (problems.length < mostProblems) problems.push({ line: number, ...one });
    }
    if (waiting.length >= linesAtATime) await flush();
    else if (counts.lines % linesAtATime === 0) options.onProgress?.({ ...counts });
  }
  await flush();
  await flushing;
  return { ...counts, problems };
}

/** What is wrong with a line; anything else that was thrown goes on. */
function problemsIn(error: unknown): readonly FieldProblem[] {
  if (error instanceof Refusal) return [{ field: error.field ?? '', problem: error.message }];
  const problems = (error as { problems?: readonly FieldProblem[] } | undefined)?.problems;
  if (!problems) throw error;
  return problems;
}

function withForgotten(event: EventToAppend, gone: readonly string[]): EventToAppend {
  if (gone.length === 0) return event;
  const metadata = event.metadata as StoredMetadata;
  const words = { ...metadata.words, ...Object.fromEntries(gone.map((field) => [field, 'forgotten'])) };
  return { ...event, metadata: { ...metadata, words } };
}

interface Append {
  readonly stream: string;
  readonly expected: number;
  readonly events: EventToAppend[];
}

/** Events that follow each other in one stream are appended as one. */
function neighboursTogether(appends: readonly Append[]): Append[] {
  const joined: Append[] = [];
  for (const one of appends) {
    const last = joined.at(-1);
    if (last?.stream === one.stream) last.events.push(...one.events);
    else joined.push({ ...one, events: [...one.events] });
  }
  return joined;
}
