/**
 * The port: all that the rest of Kierto knows about where words, people and secrets are kept, and where they can be forgotten.
 * Every adapter passes test/vault.conformance.ts.
 */

import type {
  AccessStore,
  CredentialsStore,
  DeliveriesStore,
  FilesStore,
  IdentitiesStore,
  SecretsStore,
  TokensStore,
} from './stores.ts';

/** By whom a version of somebody's words was made; `original` is what was written first, `cleaned` a text put in its place. */
export type VersionBy = 'original' | 'translator' | 'machine' | 'group' | 'cleaned';

/**
 * One text as it goes in. `event` is the event whose field this is; `recordedIn` the event that brought this version
 * (the same for an original, the `WordsTranslated` event for a version).
 */
export interface WordsToKeep {
  readonly event: string;
  readonly field: string;
  readonly stream: string;
  /** BCP 47, for instance `fi`, `sv`, `so`, `fi-simple`; `und` where nobody said. */
  readonly lang: string;
  readonly text: string;
  readonly by: VersionBy;
  readonly recordedIn: string;
}

export interface WordsVersion {
  readonly lang: string;
  readonly text: string;
  readonly by: VersionBy;
  readonly recordedIn: string;
}

/** By field, the versions that exist in the order they were made. A field that has none was forgotten or never written. */
export type WordsOfEvent = Readonly<Record<string, readonly WordsVersion[]>>;

/** The fingerprint of one version of a text, under the field and the event that brought it. */
export interface KeptFingerprint {
  readonly field: string;
  readonly recordedIn: string;
  readonly fingerprint: string;
}

export interface WordsStore {
  /**
   * Seals and keeps all texts or none, durably, before the event that names them is appended. Rows that are there already
   * (same event, field, language and recordedIn) are left as they are.
   * @returns for each text in order its fingerprint: HMAC-SHA-256, base64url, under 32 random bytes that lie sealed in the row.
   * Where a row was there already, the fingerprint of what it holds.
   * @throws VaultError `not-plain-text` (names the field) when a text is not well-formed Unicode; `vault-unavailable`: outcome unknown, try again
   */
  keep(words: readonly WordsToKeep[]): Promise<readonly string[]>;

  /** The words of several events; an event without any is missing from the answer. */
  read(events: readonly string[]): Promise<ReadonlyMap<string, WordsOfEvent>>;

  /**
   * Whether `text` is what was kept under event, field and `recordedIn`: true, false, or undefined when that row is gone.
   */
  matches(event: string, field: string, recordedIn: string, text: string): Promise<boolean | undefined>;

  /** What the log must say of the words that are kept under these events; an event without any is missing from the answer. */
  fingerprints(events: readonly string[]): Promise<ReadonlyMap<string, readonly KeptFingerprint[]>>;

  /**
   * Deletes every version of these fields of an event; all fields when none are named (left out or empty).
   * `recordedIn`: only the version that this event brought. Answers when the bytes are gone, too. Twice is harmless.
   * @returns how many rows went
   */
  forget(event: string, fields?: readonly string[], recordedIn?: string): Promise<number>;

  /** Rows written before `before` and not yet seen to be named by an event: `{ stream, recordedIn }`, oldest first, each once. */
  unclaimed(before: Date, limit: number): Promise<readonly { readonly stream: string; readonly recordedIn: string }[]>;
  /** Says that the log names these events, so that their words stay. */
  claim(recordedIn: readonly string[]): Promise<void>;
  /**
   * Deletes the rows that these events, which never came to the log, would have brought. What was claimed stays, and so does what was kept
   * (again) at or after `writtenBefore`, the instant that `unclaimed` was asked with: somebody tries the append once more.
   * @returns how many rows went
   */
  sweep(recordedIn: readonly string[], writtenBefore: Date): Promise<number>;
}

/** What is known of a person outside the log. All of it goes when the person is forgotten. */
export interface Person {
  readonly name?: string;
  readonly contact?: string;
  /** Id of the person's account, where they have one. */
  readonly account?: string;
}

export interface PeopleStore {
  /**
   * Puts or replaces what is known of the person with this id (a member's, an initiator's or an account's id of the log).
   * `stream` names where the event that names the person will be appended: of somebody of whom nothing was known the row is then
   * unclaimed until the log is seen to name them.
   */
  keep(id: string, person: Person, stream?: string): Promise<void>;
  read(ids: readonly string[]): Promise<ReadonlyMap<string, Person>>;
  /** Ids of those whose account this is, the account's own aside. Opens every row there is: for what is seldom asked. */
  ofAccount(account: string): Promise<readonly string[]>;
  /** Deletes all that is known of the person. Twice is harmless. */
  forget(id: string): Promise<void>;

  /**
   * Persons kept before `before` and not yet seen to be named by an event, up to `limit` of them, oldest first: each with all
   * the streams that were to name them.
   */
  unclaimed(before: Date, limit: number): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Says that the log names these persons, so that what is known of them stays. */
  claim(ids: readonly string[]): Promise<void>;
  /**
   * Deletes what is known of persons whom no event came to name. What was claimed stays, and so does who was kept (again) at or
   * after `keptBefore`. @returns of how many
   */
  sweep(ids: readonly string[], keptBefore: Date): Promise<number>;
}

/** What an importer must remember beside the log. */
export interface ImportStore {
  /** 32 secret bytes, made once, under which the command ids of imported lines are derived. */
  key(): Promise<Uint8Array>;
  /** Remembers under which legal id a source's own id lives here. Twice is harmless; what was remembered first stays. */
  remember(originals: readonly { readonly id: string; readonly original: string }[]): Promise<void>;
  /** The sources' own ids of these ids, where they differ. */
  originals(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Deletes the sources' own ids of these ids. Answers when the bytes are gone, too. Twice is harmless. */
  forget(ids: readonly string[]): Promise<void>;
}

/** How far somebody who follows the log has come; the text is opaque to the vault and plain: facts, no words. */
export interface Progress {
  read(): Promise<string | undefined>;
  write(text: string): Promise<void>;
}

export interface Vault {
  readonly words: WordsStore;
  readonly people: PeopleStore;
  readonly imports: ImportStore;
  readonly files: FilesStore;
  readonly tokens: TokensStore;
  readonly secrets: SecretsStore;
  readonly credentials: CredentialsStore;
  readonly identities: IdentitiesStore;
  readonly access: AccessStore;
  readonly deliveries: DeliveriesStore;
  /** By name, for instance `forgettings`: how far the deletions asked for by the log have been carried out. */
  progress(name: string): Progress;
  /**
   * While it stays the same, everything that was read may be remembered but for the log of accesses: it has grown before a
   * keeping or a forgetting is answered. Undefined where others may write unseen, as beside a handle for reading only, or where several processes share the
   * vault: then nothing may be remembered.
   */
  readonly changes: number | undefined;
  /**
   * Makes a new version of the master key the one in use; rows sealed under older versions stay readable.
   * @returns its number. @throws VaultError `keys-from-environment` when the keys are not in a file of the vault's
   */
  changeMasterKey(): Promise<number>;
  /**
   * Seals rows of older key versions anew, `limit` at a time. @returns how many were left to do before this call, 0 when done:
   * then older versions need not be at hand any more.
   */
  reseal(limit: number): Promise<number>;
  /**
   * Where erasing leaves sealed bytes in pages that nobody reads any more, writes the tables anew; nobody reads a table meanwhile,
   * so those that would take long are left out. Embedded there is nothing to do. @returns the tables that were written anew
   */
  rewrite(): Promise<readonly string[]>;
  close(): Promise<void>;
}
