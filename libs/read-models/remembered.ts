/**
 * Rows of a table that are worked on in memory and written behind, once per commit and row, however many events touched
 * them. Those that were not used for long leave memory; they are read again when an event needs them.
 */
export class Remembered<Row> {
  /** Used since the last change of generation, and in the one before. */
  #young = new Map<string, Row>();
  #old = new Map<string, Row>();
  readonly #changed = new Set<string>();
  readonly #table: Table<Row>;
  readonly #generation: number;

  /** @param most rows that stay in memory after a commit */
  constructor(table: Table<Row>, most: number) {
    this.#table = table;
    this.#generation = most / 2;
  }

  has(key: string): boolean {
    return this.#young.has(key) || this.#old.has(key);
  }

  /** To be handed back to `put` when it is changed. */
  get(key: string): Row | undefined {
    return this.#young.get(key) ?? this.#old.get(key) ?? this.#table.read?.(key);
  }

  put(key: string, row: Row): void {
    this.#young.set(key, row);
    this.#changed.add(key);
  }

  /** Takes a row into memory as it is in the table. */
  load(key: string, row: Row): void {
    this.#young.set(key, row);
  }

  /** Takes a row that has been written out of memory again. */
  unload(key: string): void {
    if (this.#changed.has(key)) return;
    this.#young.delete(key);
    this.#old.delete(key);
  }

  /** Has it written again although nothing in it changed. */
  touch(key: string): void {
    const row = this.get(key);
    if (row !== undefined) this.put(key, row);
  }

  forget(key: string): void {
    const row = this.get(key);
    this.#changed.delete(key);
    this.unload(key);
    if (row !== undefined) this.#table.remove(key, row);
  }

  /** Writes what has changed; nothing leaves memory. */
  write(): void {
    for (const key of this.#changed) this.#young.set(key, this.#table.write(key, this.get(key)!));
    this.#changed.clear();
  }

  /** Writes what has changed, and keeps no more in memory than it may. */
  save(): void {
    this.write();
    this.trim();
  }

  /** Keeps no more in memory than it may, and writes what has to leave. */
  trim(): void {
    if (this.#young.size < this.#generation) return;
    for (const [key, row] of this.#old) {
      if (this.#young.has(key) || !this.#changed.delete(key)) continue;
      this.#table.write(key, row);
    }
    this.#old = this.#young;
    this.#young = new Map();
  }
}

export interface Table<Row> {
  /** Left out where rows are loaded before they are needed. */
  readonly read?: (key: string) => Row | undefined;
  /** @returns the row as it is now remembered */
  readonly write: (key: string, row: Row) => Row;
  readonly remove: (key: string, row: Row) => void;
}
