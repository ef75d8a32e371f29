/**
 * The vault's tables. A row with sealed content is never deleted: it is emptied where it lies (all columns but `id` become null).
 * A deletion would let the database move neighbouring rows between its pages, and SQLite's secure_delete leaves
 * copies of moved rows in the gaps, where a later forgetting would not find them (tried: 2 of 4,500 forgotten rows were still in the file).
 * `keyVersion` is text of fixed width, so that a row sealed anew is exactly as long as before and is not moved either.
 */
export interface Tables {
  words: WordsTable;
  /** Which events' words are not yet seen to be in the log: one row per pair, however many texts it brought. */
  unclaimed: { recordedIn: string; event: string; stream: string; writtenAt: number };
  people: SealedColumns & { person: string | null };
  /** Of whom nothing was known before, and which stream is to name them. */
  unclaimedPeople: { person: string; stream: string; writtenAt: number };
  originals: SealedColumns & { legal: string | null };
  secrets: SealedColumns & { name: string | null };
  /** For each key version that rows may need a sealed text, to tell a wrong key before anything is sealed under it. */
  keys: { keyVersion: string; sealed: Uint8Array };
  progress: { name: string; checkpoint: string };
  files: SealedColumns & { file: string | null; chunk: number | null; keepUntil: number | null };
  /** `digest` is the SHA-256 of the token, in base64url. */
  tokens: SealedColumns & {
    token: string | null;
    digest: string | null;
    purpose: string | null;
    holder: string | null;
    issuedAt: number | null;
    expires: number | null;
  };
  /** `writer` is there within a transaction only: it names who emptied the row, to put the next version in its place. */
  credentials: SealedColumns & { account: string | null; version: number | null; writer: string | null };
  /** Emptied like sealed rows. `digest` is the HMAC-SHA-256 of kind and identity, in base64url. */
  identities: { id?: number; digest: string | null; kind: string | null; account: string | null };
  access: SealedColumns & {
    entry: string | null;
    at: number | null;
    account: string | null;
    operation: string | null;
    keepUntil: number | null;
  };
  /** Nothing here is sealed, so rows are deleted. `lease` names who took the row last. */
  deliveries: {
    number?: number;
    id: string;
    channel: string;
    recipient: string;
    event: string;
    state: string;
    attempts: number;
    createdAt: number;
    nextAt: number | null;
    lastAt: number | null;
    outcome: string | null;
    facts: string;
    lease: string | null;
  };
}

interface SealedColumns {
  /** Left out on insert: the database counts upwards. */
  id?: number;
  keyVersion: string | null;
  sealed: Uint8Array | null;
}

export interface WordsTable extends SealedColumns {
  event: string | null;
  field: string | null;
  lang: string | null;
  recordedIn: string | null;
  madeBy: string | null;
}

/** The tables whose rows are sealed anew after a change of the master key. */
export type SealedTable = 'words' | 'people' | 'originals' | 'secrets' | 'files' | 'tokens' | 'credentials' | 'access';

/** The tables whose rows are emptied, and not deleted. */
export type ErasedTable = SealedTable | 'identities';

/** By table, the column that is null in an emptied row. */
export const emptiedBy: ReadonlyMap<ErasedTable, string> = new Map<ErasedTable, string>([
  ['words', 'event'],
  ['people', 'person'],
  ['originals', 'legal'],
  ['secrets', 'name'],
  ['files', 'file'],
  ['tokens', 'token'],
  ['credentials', 'account'],
  ['identities', 'digest'],
  ['access', 'entry'],
]);
