import { appendFileSync, closeSync, fstatSync, mkdirSync, openSync, readFileSync, readSync } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Proof } from './chain.ts';
import { lineOf, proofIn } from './checkpoint-line.ts';

/** What is kept of each event's hash: enough that no other event has the same by chance. */
const bytesKept = 8;

/** The first bytes of the hash of each event, one after the other: 80 MB for ten million events. */
const hashesFile = (folder: string): string => join(folder, 'proof', 'hashes');

/** One line for each day on which something was recorded. Lines are only added. */
const linesFile = (folder: string): string => join(folder, 'proof', 'checkpoints.txt');

function textOfLines(folder: string): string {
  try {
    return readFileSync(linesFile(folder), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

/** The days' lines, oldest first; one that cannot be read any more is left out. */
export const keptLines = (folder: string): readonly Proof[] =>
  textOfLines(folder)
    .split('\n')
    .flatMap((line) => proofIn(line) ?? []);

/** Adds a day's line unless it is there. In one go, so that two who do it in one process do it once. */
export function addLine(folder: string, proof: Proof): void {
  const line = `${lineOf(proof)}\n`;
  if (textOfLines(folder).includes(line)) return;
  mkdirSync(join(folder, 'proof'), { recursive: true, mode: 0o700 });
  appendFileSync(linesFile(folder), line, { mode: 0o600, flush: true });
}

/** A hash as it is kept. */
export const shortened = (hash: string): string => hash.slice(0, 2 * bytesKept);

/** The hashes beside the log, while they are read. */
export interface ReadHashes {
  /** How many events they went up to when they were opened. */
  readonly count: number;
  /** Undefined when none is kept of the event. Quick when asked for one after the other. */
  hashAt(event: number): string | undefined;
  close(): void;
}

const eventsABlock = 8_192;

export function openKeptHashes(folder: string): ReadHashes {
  let file: number;
  try {
    file = openSync(hashesFile(folder), 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return { count: 0, hashAt: () => undefined, close() {} };
  }
  const count = Math.floor(fstatSync(file).size / bytesKept);
  const block = Buffer.alloc(eventsABlock * bytesKept);
  let from = 0;
  return {
    count,
    hashAt(event) {
      if (event > count) return undefined;
      if (from === 0 || event < from || event >= from + eventsABlock) {
        from = event;
        block.fill(0);
        readSync(file, block, 0, block.length, (from - 1) * bytesKept);
      }
      const at = (event - from) * bytesKept;
      const kept = block.subarray(at, at + bytesKept);
      return kept.equals(nothing) ? undefined : kept.toString('hex');
    },
    close: () => closeSync(file),
  };
}

/** A power cut may leave a file longer than what was written into it. */
const nothing = Buffer.alloc(bytesKept);

/** The hashes beside the log, while they are written. */
export interface KeptHashes {
  /** How many events they go up to. */
  readonly count: number;
  /**
   * Keeps the hashes of the events from `first` (1: the first of the log) on. Those that are kept already stay as they are.
   * @returns which event has another hash than was kept of it; nothing is written then
   */
  keep(first: number, hashes: readonly string[]): Promise<number | undefined>;
  /** Resolves when all that was kept will be there after a power cut. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

export async function openHashes(folder: string): Promise<KeptHashes> {
  await mkdir(join(folder, 'proof'), { recursive: true, mode: 0o700 });
  const file = await openForBoth(hashesFile(folder));
  const { size } = await file.stat();
  return {
    count: Math.floor(size / bytesKept),
    async keep(first, hashes) {
      const made = Buffer.from(hashes.map(shortened).join(''), 'hex');
      const at = (first - 1) * bytesKept;
      const there = Buffer.alloc(made.length);
      const { bytesRead } = await file.read(there, 0, made.length, at);
      for (let byte = 0; byte + bytesKept <= bytesRead; byte += bytesKept) {
        const kept = there.subarray(byte, byte + bytesKept);
        if (!kept.equals(nothing) && !kept.equals(made.subarray(byte, byte + bytesKept)))
          return first + byte / bytesKept;
      }
      await file.write(made, 0, made.length, at);
      return undefined;
    },
    flush: () => file.datasync(),
    close: () => file.close(),
  };
}

async function openForBoth(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r+');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return open(path, 'wx+', 0o600);
  }
}
