import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import Fastify from 'fastify';

/**
 * The peer of http.bench.ts, in a process of its own: Fastify and nothing else. `POST /` parses a body of the same size and
 * commits two rows durably, one of words and one of an event, each in its file as ours has it, all requests of a turn of
 * the event loop in one transaction a file, with `synchronous = FULL`. It validates, authorises, seals, fingerprints, folds
 * and logs nothing, loads no other stream and feeds no read model. `GET /` answers a fixed kilobyte.
 */
const folder = process.env.DATA_DIR!;
process.on('SIGTERM', () => process.exit(0));

function open(name: string, table: string): DatabaseSync {
  const database = new DatabaseSync(join(folder, name));
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; ${table}`);
  return database;
}

const vault = open(
  'vault.sqlite',
  'CREATE TABLE words (event TEXT, field TEXT, stream TEXT, sealed TEXT, PRIMARY KEY (event, field)) WITHOUT ROWID',
);
const log = open(
  'log.sqlite',
  'CREATE TABLE events (position INTEGER PRIMARY KEY, stream TEXT, version INTEGER, id TEXT, type TEXT, data TEXT, metadata TEXT, UNIQUE (stream, version))',
);
const putWords = vault.prepare('INSERT INTO words VALUES (?, ?, ?, ?)');
const putEvent = log.prepare(
  'INSERT INTO events (stream, version, id, type, data, metadata) VALUES (?, 1, ?, ?, ?, ?)',
);

interface Body {
  readonly id: string;
  readonly words: string;
  readonly data: string;
  readonly metadata: string;
}

let waiting: { readonly body: Body; readonly done: () => void }[] = [];

function commit(): void {
  const group = waiting;
  waiting = [];
  vault.exec('BEGIN');
  for (const { body } of group) putWords.run(body.id, 'title', body.id, body.words);
  vault.exec('COMMIT');
  log.exec('BEGIN');
  for (const { body } of group)
    putEvent.run(`proposal-${body.id}`, body.id, 'ProposalSubmitted', body.data, body.metadata);
  log.exec('COMMIT');
  for (const { done } of group) done();
}

const fastify = Fastify();
fastify.post<{ Body: Body }>('/', async ({ body }) => {
  await new Promise<void>((done) => {
    if (waiting.length === 0) setImmediate(commit);
    waiting.push({ body, done });
  });
  return { id: body.id, version: 1 };
});
const kilobyte = { text: 'a'.repeat(1_000) };
fastify.get('/', async () => kilobyte);
console.error(`listening on ${await fastify.listen({ port: 0, host: '127.0.0.1' })}`);
