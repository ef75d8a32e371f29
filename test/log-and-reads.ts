import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { By } from '#domain';
import { type EventStore, openEventStore, type Position } from '#event-store';
import type { Rights } from '#permissions';
import { allQueries, openReads, type Reads } from '#read-models';
import { openVault, type Vault } from '#vault';

/** When and by whom something happened, where the specs do not say otherwise. */
export interface Occasion {
  readonly on?: string | null;
  readonly by?: By;
  readonly recordedAt?: string;
  readonly recordedBy?: string;
  readonly source?: string;
  readonly words?: Readonly<Record<string, string>>;
  readonly lang?: string;
}

export interface Recorded {
  readonly id: string;
  readonly position: Position;
}

/** Readers who reach everything, where the specs do not ask how far somebody reaches. */
export const management: Rights = {
  account: 'head-account',
  capacities: [{ kind: 'management', post: 'head', units: 'all' }],
};
export const coordinator: Rights = {
  account: 'coordinator-account',
  capacities: [{ kind: 'coordinator', group: 'lobby', groups: 'all' }],
};
export const client: Rights = {
  account: 'client-account',
  capacities: [{ kind: 'member', role: 'clientDeveloper', group: 'lobby', groups: 'all' }],
};
export const administrator: Rights = { account: 'admin-account', capacities: [{ kind: 'administrator' }] };
export { nobody as everybody } from '#permissions';

/** How events say that these acted. */
export const byCoordinator: By = { role: 'coordinator', group: 'lobby' };
export const byClient: By = { role: 'clientDeveloper', group: 'lobby' };

/** A log to which specs append facts as they please, with the read models following it. */
export class LogAndReads {
  readonly folder: string;
  store!: EventStore;
  vault!: Vault;
  reads!: Reads;
  readonly said: string[] = [];
  readonly #versions = new Map<string, number>();
  readonly #searched: number | undefined;
  #made = 0;
  #last: Position | undefined;

  private constructor(folder: string, searched: number | undefined) {
    this.folder = folder;
    this.#searched = searched;
  }

  /** @param searched bytes that the index of words may hold; left out: nobody searches */
  static async open(searched?: number): Promise<LogAndReads> {
    const opened = new LogAndReads(await mkdtemp(join(tmpdir(), 'kierto-reads-')), searched);
    await opened.start();
    return opened;
  }

  async start(): Promise<void> {
    this.store = await openEventStore({ kind: 'sqlite', folder: this.folder });
    this.vault = await openVault({ kind: 'sqlite', folder: this.folder });
    this.reads = openReads({
      dataFolder: this.folder,
      store: this.store,
      vault: this.vault,
      ...(this.#searched && { search: { vault: { kind: 'sqlite', folder: this.folder }, bytes: this.#searched } }),
      counting: { vault: { kind: 'sqlite', folder: this.folder } },
      log: (sentence) => this.said.push(sentence),
    });
  }

  async stop(): Promise<void> {
    await this.reads.close();
    await this.vault.close();
    await this.store.close();
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  async close(): Promise<void> {
    await this.stop();
    await rm(this.folder, { recursive: true });
  }

  /** Appends one event. @param stream `proposal-x` */
  async happened(stream: string, type: string, data: object = {}, occasion: Occasion = {}): Promise<Recorded> {
    const {
      on = '2026-03-02',
      by = { post: 'head' },
      recordedAt = '2026-03-31T09:00:00.000Z',
      recordedBy = 'developer',
      source,
      words = {},
      lang = 'en',
    } = occasion;
    this.#made += 1;
    const id = `0197c2a4-0000-7000-8000-${this.#made.toString(16).padStart(12, '0')}`;
    const fields = Object.keys(words);
    const { ofEvent, field, language, madeBy } = data as {
      ofEvent: string;
      field: string;
      language: string;
      madeBy: 'translator';
    };
    const translation = type === 'WordsTranslated';
    const fingerprints = await this.vault.words.keep(
      fields.map((name) => ({
        event: translation ? ofEvent : id,
        field: translation ? field : name,
        stream,
        lang: translation ? language : lang,
        text: words[name]!,
        by: translation ? madeBy : ('original' as const),
        recordedIn: id,
      })),
    );
    const metadata = {
      ...(on !== null && { occurredOn: on }),
      by,
      recordedAt,
      recordedBy,
      command: id,
      digest: id,
      correlation: id,
      ...(source && { source }),
      ...(fields.length > 0 && { words: Object.fromEntries(fields.map((name, index) => [name, fingerprints[index]])) }),
    };
    const version = this.#versions.get(stream) ?? 0;
    const { position } = await this.store.append(stream, [{ id, type, data, metadata }], version);
    this.#versions.set(stream, version + 1);
    this.#last = position;
    return { id, position };
  }

  /** Until these read models, or all of them, have seen what was appended last. */
  async seen(models?: readonly string[]): Promise<void> {
    if (this.#last === undefined) return;
    await this.reads.waitFor(this.#last, 15_000, models);
    // A query does not wait for an index that is being built; a spec does.
    const { search } = this.reads;
    const isFollowing = () => ['building', 'live'].includes(search.status().state);
    while (isFollowing() && !search.hasSeen(this.#last)) await new Promise((resolve) => setImmediate(resolve));
  }

  /** Asks a query as soon as it can have seen everything. */
  async ask<Answer = never>(
    name: string,
    params: Readonly<Record<string, unknown>>,
    reader: Rights = management,
    today = '2026-04-01',
  ): Promise<Answer> {
    const query = allQueries.find((one) => one.name === name);
    if (!query) throw new Error(`There is no query ${name}.`);
    // A query waits for its views only some seconds, which is little where many specs run at once.
    await this.seen(query.from);
    const asked = { reader, today, ...(this.#last !== undefined && { after: this.#last }) };
    const handler = new (query.handler as new (reads: Reads) => { execute(query: object): Promise<Answer> })(
      this.reads,
    );
    return handler.execute(new query.query(params, asked));
  }

  /** Every row of every table of every read model, as text. */
  async dump(): Promise<Record<string, string[]>> {
    await this.seen();
    const { models } = await this.reads.status();
    return Object.fromEntries(models.map(({ name }) => [name, rowsOf(join(this.folder, 'read', `${name}.sqlite`))]));
  }
}

/** Every row of a read model's file, as text. */
export function rowsOf(file: string): string[] {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const tables = database
      .prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('checkpoint') AND name NOT LIKE 'sqlite_%' ORDER BY name",
      )
      .all();
    return tables.flatMap(({ name }) => {
      const columns = database.prepare(`PRAGMA table_info(${name})`).all();
      const order = columns.map((_column, index) => index + 1).join(', ');
      return database
        .prepare(`SELECT * FROM ${name} ORDER BY ${order}`)
        .all()
        .map((row) => `${name} ${JSON.stringify(row)}`);
    });
  } finally {
    database.close();
  }
}
