import type { StoredEvent } from '#event-store';
import type { ImportCounts, ImportReport, Proof, Recorded, VerifyReport } from '#use-cases';
import type { WordsOfEvent } from '#vault';

export interface EventsDone {
  readonly events: number;
  readonly of: number;
}

export interface ImportRun {
  readonly dryRun: boolean;
  readonly onProgress: (soFar: ImportCounts) => void;
  readonly signal: AbortSignal;
}

/** An event as it is shown; `words` where they were asked for. */
export type ShownEvent = StoredEvent & { readonly words?: WordsOfEvent };

export interface BuildProgress {
  readonly models: readonly string[];
  readonly done: number;
  readonly of: number;
}

export interface ProofTold {
  /** Missing while the log is empty. */
  readonly latest?: Proof;
  /** The lines of days that were kept, the newest first. */
  readonly days: readonly Proof[];
}

/** An address that lets somebody in, once. */
export interface EntryLink {
  readonly address: string;
  /** For instance `14 days`. */
  readonly opensFor: string;
}

export interface LinkWanted {
  /** Takes the second factor away, which its owner has lost. */
  readonly withoutSecondFactor: boolean;
}

export interface TokenWanted {
  readonly name: string;
  readonly days: number;
  readonly scopes: readonly string[];
}

/**
 * What the command line asks of an installation: the server that holds its data folder does it, or, where none runs, this
 * process by itself. An error named AbortError is thrown when the signal stopped the work.
 */
export interface Installation {
  /** Stopped by the signal, it answers what was done until then. */
  import(history: AsyncIterable<Uint8Array>, run: ImportRun): Promise<ImportReport>;
  /** @returns how many events were written */
  export(
    write: (data: string | Uint8Array) => Promise<void>,
    onProgress: (done: EventsDone) => void,
    signal: AbortSignal,
  ): Promise<number>;
  /** None: there is no such stream. */
  events(category: string, id: string, words: boolean): Promise<readonly ShownEvent[]>;
  /** All models when none are named. @returns the names of those that were built */
  rebuild(
    models: readonly string[],
    onProgress: (done: BuildProgress) => void,
    signal: AbortSignal,
  ): Promise<readonly string[]>;
  /** @param checkpoints lines that somebody kept elsewhere, known to be such */
  verify(
    checkpoints: readonly string[],
    onProgress: (done: EventsDone) => void,
    signal: AbortSignal,
  ): Promise<VerifyReport>;
  proof(signal: AbortSignal): Promise<ProofTold>;
  /** Carries out a command, as administrator at the console. @param id of the stream */
  carryOut(name: string, id: string, body: object): Promise<Recorded>;
  /** What a query answers to an administrator; parameters as they stand in an address. */
  ask(name: string, params: Readonly<Record<string, string>>): Promise<unknown>;
  /** Where an account comes in that cannot come in otherwise. */
  linkFor(account: string, how: LinkWanted): Promise<EntryLink>;
  /** @returns a token by which a program acts as the account */
  tokenFor(account: string, token: TokenWanted): Promise<string>;
  close(): Promise<void>;
}
