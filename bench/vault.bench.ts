import { createCipheriv, createHmac, createSecretKey, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { openVault, type Vault, type WordsToKeep } from '#vault';
import { interleaved, printTable, type Row, rate, row } from './measure.ts';

/**
 * The vault beside the least that SQLite could do: a bare insert of rows that somebody has sealed already, equally durable, under the same
 * unique index, on the calling thread. The vault seals, fingerprints and notes what is unclaimed on top of that; so batches stand also
 * beside the plainest code that seals and fingerprints each row just before its bare insert.
 */

const CALLERS = 64;
const BATCH = 1_000;

/** Time-ordered (version 7), as the clients make them. */
let milliseconds = Date.now();
function uuid(): string {
  milliseconds += 1;
  const hex = milliseconds.toString(16).padStart(12, '0') + randomBytes(10).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-9${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const fields = ['title', 'text', 'changeHopedFor'];
const text =
  'Toivomme, että puhelimeen vastataan myös iltaisin, koska työssä käyvät eivät ehdi soittaa päivällä. '.repeat(3);

/** Three texts of about 310 bytes an event, as a proposal has. */
function words(count: number): WordsToKeep[] {
  const all: WordsToKeep[] = [];
  while (all.length < count) {
    const event = uuid();
    for (const field of fields.slice(0, count - all.length)) {
      all.push({ event, field, stream: `proposal-${event}`, lang: 'fi', text, by: 'original', recordedIn: event });
    }
  }
  return all;
}

class RawVault {
  readonly #database: DatabaseSync;
  readonly #insert;
  readonly #read;
  readonly #key = createSecretKey(randomBytes(32));
  readonly #sealed = randomBytes(60 + Buffer.byteLength(text));

  constructor(folder: string) {
    this.#database = new DatabaseSync(join(folder, 'raw.sqlite'));
    this.#database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
      CREATE TABLE words (id INTEGER PRIMARY KEY, event TEXT, field TEXT, lang TEXT, recordedIn TEXT, madeBy TEXT, keyVersion TEXT, sealed BLOB) STRICT;
      CREATE UNIQUE INDEX once ON words (event, field, lang, recordedIn)`);
    this.#insert = this.#database.prepare(
      'INSERT INTO words (event, field, lang, recordedIn, madeBy, keyVersion, sealed) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    this.#read = this.#database.prepare('SELECT * FROM words WHERE event = ?');
  }

  keep(all: readonly WordsToKeep[]): void {
    this.#database.exec('BEGIN IMMEDIATE');
    for (const { event, field, lang, recordedIn, by } of all) {
      this.#insert.run(event, field, lang, recordedIn, by, '000001', this.#sealed);
    }
    this.#database.exec('COMMIT');
  }

  keepEach(batches: readonly (readonly WordsToKeep[])[]): void {
    for (const batch of batches) this.keep(batch);
  }

  sealAndKeep(batches: readonly (readonly WordsToKeep[])[]): void {
    for (const batch of batches) {
      this.#database.exec('BEGIN IMMEDIATE');
      for (const { event, field, lang, recordedIn, by, text } of batch) {
        const [nonce, own] = [randomBytes(12), randomBytes(32)];
        createHmac('sha256', own).update(text).digest('base64url');
        const cipher = createCipheriv('aes-256-gcm', this.#key, nonce);
        cipher.setAAD(Buffer.from(JSON.stringify([event, field, lang, recordedIn])));
        const sealed = Buffer.concat([
          nonce,
          cipher.update(own),
          cipher.update(text),
          cipher.final(),
          cipher.getAuthTag(),
        ]);
        this.#insert.run(event, field, lang, recordedIn, by, '000001', sealed);
      }
      this.#database.exec('COMMIT');
    }
  }

  read(events: readonly string[]): number {
    return events.reduce((sum, event) => sum + this.#read.all(event).length, 0);
  }

  close(): void {
    this.#database.close();
  }
}

async function keepEach(vault: Vault, all: readonly WordsToKeep[], callers: number): Promise<void> {
  let next = 0;
  async function caller() {
    for (let one = all[next++]; one; one = all[next++]) await vault.words.keep([one]);
  }
  await Promise.all(Array.from({ length: callers }, caller));
}

function inBatches(all: readonly WordsToKeep[], size: number): WordsToKeep[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size));
}

export async function run(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kierto-bench-'));
  const vault = await openVault({ kind: 'sqlite', folder });
  const raw = new RawVault(folder);
  try {
    const single = await interleaved({
      ours: () => prepared(1_000, (all) => keepEach(vault, all, 1)),
      raw: () => prepared(1_000, (all) => raw.keepEach(inBatches(all, 1))),
    });
    const many = await interleaved({
      ours: () => prepared(20_000, (all) => keepEach(vault, all, CALLERS)),
      raw: () => prepared(20_000, (all) => raw.keepEach(inBatches(all, CALLERS))),
    });
    const batches = await interleaved({
      ours: () =>
        prepared(50_000, async (all) => {
          for (const batch of inBatches(all, BATCH)) await vault.words.keep(batch);
        }),
      raw: () => prepared(50_000, (all) => raw.keepEach(inBatches(all, BATCH))),
      plain: () => prepared(50_000, (all) => raw.sealAndKeep(inBatches(all, BATCH))),
    });
    const stored = words(60_000);
    for (const batch of inBatches(stored, BATCH)) {
      await vault.words.keep(batch);
      raw.keep(batch);
    }
    const twenties = inBatches(stored.slice(0, 30_000), 60).map((batch) => [
      ...new Set(batch.map(({ event }) => event)),
    ]);
    const reading = await interleaved({
      ours: () =>
        rate(twenties.length, async () => {
          for (const events of twenties) if ((await vault.words.read(events)).size !== events.length) throw new Error();
        }),
      raw: () =>
        rate(twenties.length, () => {
          for (const events of twenties) if (raw.read(events) !== events.length * fields.length) throw new Error();
        }),
    });
    return [
      row('keep one text, sequentially / bare insert of a sealed row', single.ours, single.raw, 0.4, 'texts/s'),
      row(
        `keep one text, ${CALLERS} callers / bare inserts, ${CALLERS} a transaction`,
        many.ours,
        many.raw,
        0.15,
        'texts/s',
      ),
      row(
        `keep ${BATCH} texts a call / bare inserts, ${BATCH} a transaction`,
        batches.ours,
        batches.raw,
        0.2,
        'texts/s',
      ),
      row(`keep ${BATCH} texts a call / plainly sealed and inserted`, batches.ours, batches.plain, 1, 'texts/s'),
      row(
        'read the words of 20 events (60 texts) / read of the sealed rows',
        reading.ours,
        reading.raw,
        0.3,
        'reads/s',
      ),
    ];
  } finally {
    await vault.close();
    raw.close();
    rmSync(folder, { recursive: true });
  }
}

/** The texts are made before the clock runs. */
function prepared(count: number, work: (all: readonly WordsToKeep[]) => void | Promise<void>): Promise<number> {
  const all = words(count);
  return rate(count, () => work(all));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) printTable(await run());
