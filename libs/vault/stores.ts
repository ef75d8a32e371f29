/** The part of the port that keeps neither words nor persons: see vault.ts. */

/** Bytes that are kept until a day, as those of an export, or until they are forgotten: sealed, in chunks of the caller's. */
export interface FilesStore {
  /**
   * The same chunk again replaces it. `chunk` counts from 0.
   * @param keepUntil left out: until it is forgotten
   * @throws RangeError when the bytes are more than 256 KiB or the chunk is no whole number from 0
   */
  write(file: string, chunk: number, bytes: Uint8Array, keepUntil?: Date): Promise<void>;
  /** Undefined where there is no such chunk (any more). */
  read(file: string, chunk: number): Promise<Uint8Array | undefined>;
  /** Answers when the bytes are gone, too. Twice is harmless. */
  forget(file: string): Promise<void>;
  /** The names of the files that begin so, in no order. */
  names(prefix: string): Promise<readonly string[]>;
  /** Forgets every file whose name begins so. @returns how many chunks they had */
  forgetAll(prefix: string): Promise<number>;
  /** Forgets the chunks whose `keepUntil` has come. @returns how many */
  expire(now: Date): Promise<number>;
}

export interface Token {
  readonly id: string;
  /** What it opens, for instance `calendar`, `link`, `session`. A token of one purpose opens nothing of another. */
  readonly purpose: string;
  /** Whose it is, an id of the log. */
  readonly holder: string;
  /** JSON, sealed. */
  readonly facts: object;
  readonly issuedAt: Date;
  /** From this instant on it opens nothing. */
  readonly expires?: Date;
}

/** Secrets that are handed out. Only the SHA-256 of a token is stored: who reads the vault cannot use one. */
export interface TokensStore {
  /**
   * While it stays the same, tokens that were found may be remembered: it has grown before a taking, prolonging or revoking is
   * answered. Undefined where others may write unseen.
   */
  readonly changes: number | undefined;
  /** @returns `token`: 32 random bytes in base64url, which nobody is told a second time */
  issue(token: {
    readonly purpose: string;
    readonly holder: string;
    readonly facts: object;
    readonly expires?: Date;
    readonly now: Date;
  }): Promise<{ readonly id: string; readonly token: string }>;
  /** Undefined when it is unknown, revoked, taken, expired or of another purpose. */
  look(purpose: string, token: string, now: Date): Promise<Token | undefined>;
  /**
   * Uses it up: of several takers at once one gets it, the others undefined.
   * @throws VaultError `vault-unavailable`: it may be used up or not
   */
  take(purpose: string, token: string, now: Date): Promise<Token | undefined>;
  /** Those of the holder, the expired ones too, in the order they were issued. */
  list(purpose: string, holder: string): Promise<readonly Token[]>;
  /**
   * Lets it open until another instant, where it has one at all.
   * @returns false when it is gone, or was issued without an end
   */
  prolong(id: string, expires: Date): Promise<boolean>;
  /** @returns whether it was there */
  revoke(id: string): Promise<boolean>;
  /** @returns how many were there */
  revokeAll(holder: string, purpose?: string): Promise<number>;
  /** Deletes those that have expired. @returns how many */
  expire(now: Date): Promise<number>;
}

/** Secrets that the installation itself must read again, for instance the key under which a webhook is signed. Sealed. */
export interface SecretsStore {
  /** Puts or replaces it. */
  put(name: string, bytes: Uint8Array): Promise<void>;
  read(name: string): Promise<Uint8Array | undefined>;
  /** Answers when the bytes are gone, too. Twice is harmless. */
  forget(name: string): Promise<void>;
}

export interface Credentials {
  /** Counts the writings, from 1. */
  readonly version: number;
  /** JSON, sealed. */
  readonly facts: object;
}

/** By what accounts prove who they are. The vault does not look into it. */
export interface CredentialsStore {
  read(account: string): Promise<Credentials | undefined>;
  /** Replaces what was read at `version`; 0 where nothing was there. @returns false when somebody else was first */
  write(account: string, facts: object, version: number): Promise<boolean>;
  /** Answers when the bytes are gone, too. Twice is harmless. */
  forget(account: string): Promise<void>;
}

/** By what somebody is found when they come: a mail address, or the subject of an organisation's directory. */
export type IdentityKind = 'address' | 'oidc';

/** Whose an identity is. Only its HMAC-SHA-256 under a secret of the vault's is stored, and it is compared byte by byte. */
export interface IdentitiesStore {
  /** Of several claimants one gets it. @returns the account that has it now */
  claim(kind: IdentityKind, of: string, account: string): Promise<string>;
  find(kind: IdentityKind, of: string): Promise<string | undefined>;
  /** All that the account has, or all of one kind, or only `of`. Answers when the bytes are gone, too. Twice is harmless. */
  release(account: string, kind?: IdentityKind, of?: string): Promise<void>;
}

/** That somebody read or took what is confidential. */
export interface AccessEntry {
  readonly id: string;
  readonly at: Date;
  /** Who, an id of the log. */
  readonly account: string;
  readonly operation: string;
  /** What of: ids and addresses, no words. JSON, sealed. */
  readonly facts: object;
  readonly keepUntil: Date;
}

export interface AccessStore {
  /** All or none; an id that is there already is left as it is. */
  add(entries: readonly AccessEntry[]): Promise<void>;
  /** Newest first; from `from` on and before `to`. `before` is the id of the last one of the page before. */
  list(filter: {
    readonly account?: string;
    readonly from?: Date;
    readonly to?: Date;
    readonly before?: string;
    readonly limit: number;
  }): Promise<readonly AccessEntry[]>;
  /** Forgets those whose `keepUntil` has come. @returns how many */
  expire(now: Date): Promise<number>;
}

export type Channel = 'mail' | 'webhook';
export type DeliveryState = 'waiting' | 'done' | 'failed' | 'dropped';

/** Something that is to leave the system. Lies in the clear: no words, no names, no addresses anywhere in it. */
export interface Delivery {
  readonly id: string;
  readonly channel: Channel;
  /** An id of the log: an account's, a webhook's. */
  readonly to: string;
  /** Id of the event that it is about. */
  readonly event: string;
  readonly state: DeliveryState;
  /** How often it was taken. */
  readonly attempts: number;
  readonly createdAt: Date;
  /** While it waits: when it may be taken (again). */
  readonly nextAt?: Date;
  /** When it was last settled. */
  readonly lastAt?: Date;
  readonly outcome?: string;
  /** JSON. */
  readonly facts: object;
}

export interface DeliveryToAdd {
  readonly id: string;
  readonly channel: Channel;
  readonly to: string;
  readonly event: string;
  readonly facts: object;
  readonly now: Date;
}

/** The outbox, on which every process may work. */
export interface DeliveriesStore {
  /** All or none; an id that is there already is left as it is. They may be taken at once. */
  add(deliveries: readonly DeliveryToAdd[]): Promise<void>;
  /**
   * Up to `limit` of those that wait and have been due longest, oldest first, each with one attempt more than before. Nobody else gets them until
   * `leaseUntil`; from then on they are due again, unless they were settled.
   */
  take(channel: Channel, now: Date, leaseUntil: Date, limit: number): Promise<readonly Delivery[]>;
  /**
   * Says what became of it; `waiting` lets it be taken again, at `nextAt` or at once. What is `done` stays done: a settler who was
   * so slow that somebody else took it over changes nothing.
   */
  settle(
    id: string,
    how: { readonly state: DeliveryState; readonly outcome?: string; readonly at: Date; readonly nextAt?: Date },
  ): Promise<void>;
  /** Newest first; `before` is the id of the last one of the page before. */
  list(filter: {
    readonly id?: string;
    readonly channel?: Channel;
    readonly to?: string;
    readonly state?: DeliveryState;
    readonly before?: string;
    readonly limit: number;
  }): Promise<readonly Delivery[]>;
  /** Deletes those that were settled for good before `before`; what waits stays. @returns how many */
  expire(before: Date): Promise<number>;
}
