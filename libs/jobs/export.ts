import { randomUUID } from 'node:crypto';
import { exportHistory, exportPrefix, forgottenAfter } from '#use-cases';
import type { Task } from './task.ts';

export interface ExportInput {
  /** Whether the texts are in it. */
  readonly words: boolean;
}

/** The file lies sealed in the vault, under a name of its own for each run: two runs at once do not mix their chunks. */
export interface ExportReport {
  readonly file: string;
  readonly chunks: number;
  readonly bytes: number;
  readonly events: number;
  readonly words: boolean;
  /** ISO 8601; deleted then, or as soon as something is forgotten. */
  readonly keptUntil: string;
}

const chunkSize = 256 * 1024;
const keptFor = 7 * 24 * 3_600_000;

/** Thrown where something was forgotten that the file may hold. */
const outdated = Symbol('outdated');

/**
 * Writes the whole log up to now as a history file that can be fetched for a week, or until something is forgotten. Stopped in the
 * middle, or where something is forgotten meanwhile, it begins anew.
 */
export const exportTask: Task = {
  kind: 'export',
  async run(at, input, signal, onProgress): Promise<ExportReport> {
    const { words } = input as ExportInput;
    for (;;) {
      try {
        return await writeExport(at, words, signal, onProgress);
      } catch (error) {
        if (error !== outdated) throw error;
      }
    }
  },
};

async function writeExport(
  { context }: Parameters<Task['run']>[0],
  words: boolean,
  signal: AbortSignal,
  onProgress: Parameters<Task['run']>[3],
): Promise<ExportReport> {
  const { store, vault, clock } = context;
  const { files } = vault;
  const file = `${exportPrefix}${randomUUID()}`;
  const keepUntil = new Date(clock.now() + keptFor);
  const began = await store.head();
  let waiting: Buffer[] = [];
  let waitingBytes = 0;
  let chunks = 0;
  let bytes = 0;
  /** Whoever forgets something deletes the exports that are there then; what is written later must not bring it back. */
  const requireUpToDate = async () => {
    if (words && (await forgottenAfter(store, began))) throw outdated;
  };
  const writeChunk = async (chunk: Buffer) => {
    signal.throwIfAborted();
    await requireUpToDate();
    await files.write(file, chunks, chunk, keepUntil);
    chunks += 1;
    bytes += chunk.length;
  };
  const take = async (text: string) => {
    const more = Buffer.from(text);
    waiting.push(more);
    waitingBytes += more.length;
    if (waitingBytes < chunkSize) return;
    const all = Buffer.concat(waiting);
    const whole = all.length - (all.length % chunkSize);
    for (let at = 0; at < whole; at += chunkSize) await writeChunk(all.subarray(at, at + chunkSize));
    waiting = [all.subarray(whole)];
    waitingBytes = all.length - whole;
  };
  try {
    const events = await exportHistory(
      context,
      take,
      (progress) => onProgress({ done: progress.events, of: progress.of, sentence: 'writing events' }),
      { words, signal },
    );
    if (waitingBytes > 0) await writeChunk(Buffer.concat(waiting));
    await requireUpToDate();
    return { file, chunks, bytes, events, words, keptUntil: keepUntil.toISOString() };
  } catch (error) {
    // Should this fail as well, it expires by itself.
    await files.forget(file).catch(() => {});
    throw error;
  }
}
