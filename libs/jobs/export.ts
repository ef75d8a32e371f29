import { randomUUID } from 'node:crypto';
import { exportHistory } from '#use-cases';
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
  /** ISO 8601; deleted then. */
  readonly keptUntil: string;
}

const chunkSize = 256 * 1024;
const keptFor = 7 * 24 * 3_600_000;

/** Writes the whole log up to now as a history file that can be fetched for a week. Stopped in the middle, it begins anew. */
export const exportTask: Task = {
  kind: 'export',
  async run({ context }, input, signal, onProgress): Promise<ExportReport> {
    const { words } = input as ExportInput;
    const { files } = context.vault;
    const file = `export-${randomUUID()}`;
    const keepUntil = new Date(context.clock.now() + keptFor);
    let waiting: Buffer[] = [];
    let waitingBytes = 0;
    let chunks = 0;
    let bytes = 0;
    const writeChunk = async (chunk: Buffer) => {
      signal.throwIfAborted();
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
      return { file, chunks, bytes, events, words, keptUntil: keepUntil.toISOString() };
    } catch (error) {
      // Should this fail as well, it expires by itself.
      await files.forget(file).catch(() => {});
      throw error;
    }
  },
};
