import type { Readable, Writable } from 'node:stream';

/** Where a command runs: what it reads, where its data and its messages go, and who may stop it. */
export interface Terminal {
  readonly stdin: Readable;
  /** Takes data only. */
  readonly stdout: Writable & { readonly isTTY?: boolean };
  /** Takes progress and messages. */
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted by Ctrl-C. */
  readonly interrupted: AbortSignal;
}

/** The command has ended with this status, and has said why. */
export class Ended extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`ended with status ${status}`);
    this.status = status;
  }
}

/** A command could not do what it was asked for, for a reason that the sentence tells. */
export class CannotDo extends Error {}

export const statuses = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/** Resolves when the bytes have gone out, so that nothing piles up. @throws Ended when nobody reads any more, as behind `| head` */
export function write({ stdout }: Terminal, data: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    stdout.write(data, (error) => {
      if (!error) resolve();
      else if ((error as NodeJS.ErrnoException).code === 'EPIPE') reject(new Ended(statuses.done));
      else reject(error);
    });
  });
}

export function say({ stderr }: Terminal, sentence: string): void {
  stderr.write(`kierto: ${sentence}\n`);
}

/** Control characters shown as what they are: a text that somebody wrote must not steer the reader's terminal. */
export function visible(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]|[\u202A-\u202E\u2066-\u2069]/gu, (character) => {
    return `\\u{${character.codePointAt(0)!.toString(16)}}`;
  });
}

export const number = (value: number): string => Math.round(value).toLocaleString('en-US');

/** `1 event`, `2 events`. */
export const counted = (value: number, noun: string): string => `${number(value)} ${noun}${value === 1 ? '' : 's'}`;
