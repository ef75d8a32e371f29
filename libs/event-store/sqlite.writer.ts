import type { DatabaseSync } from 'node:sqlite';
import { BroadcastChannel, type MessagePort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { StoreError, type StoreErrorCode } from './errors.ts';
import type { StreamName, Version } from './event-store.ts';
import { channelOf, identityOf, lockFolder, openLogForWriting } from './sqlite.log.ts';
import { FIELDS } from './valid-append.ts';

/**
 * The one writer of a log, in a thread of its own. It sleeps on `arrivals`, takes whatever has come by then into one
 * transaction, and answers after COMMIT. Sleeping on memory and not on the event loop saves some ten microseconds a wake-up.
 */

/** `fields` are those of `serialise`. */
export type AppendRequest = readonly [stream: StreamName, expected: Version, fields: readonly string[]];
/** Appends in their order, or the wish to close behind all that was sent before. */
export type ToWriter = AppendRequest[] | 'close';
/**
 * In the order of the requests two numbers for each: the stream's version and the position of the last event appended;
 * position 0 means refused, the version is then the one the stream really has. `failed`: that many have an unknown outcome.
 */
export type FromWriter =
  | number[]
  | { readonly failed: string; readonly appends: number }
  | 'opened'
  | { readonly refused: StoreErrorCode | undefined; readonly sentence: string };
export interface WriterData {
  readonly folder: string;
  readonly port: MessagePort;
  /** Counts the messages sent, so that one that comes between looking and sleeping is not slept over. */
  readonly arrivals: Int32Array;
}

/** A group is committed at the latest when it holds this many appends, so that an import does not keep the first of them waiting. */
const GROUP = 1_000;

const { folder, port, arrivals } = workerData as WriterData;

try {
  const lock = lockFolder(folder);
  try {
    const log = openLogForWriting(folder);
    port.postMessage('opened' satisfies FromWriter);
    writeUntilClosed(log);
    log.close();
  } finally {
    lock.close();
  }
} catch (error) {
  const refused = error instanceof StoreError ? error.code : undefined;
  port.postMessage({ refused, sentence: (error as Error).message } satisfies FromWriter);
}
port.close();

function writeUntilClosed(log: DatabaseSync): void {
  const commitGroup = groupCommit(log);
  const channel = new BroadcastChannel(channelOf(identityOf(log).identity));
  let open = true;
  const next = (): AppendRequest[] | undefined => {
    const message = receiveMessageOnPort(port)?.message as ToWriter | undefined;
    if (message !== 'close') return message;
    open = false;
    return undefined;
  };
  while (open) {
    const arrived = Atomics.load(arrivals, 0);
    const first = next();
    if (first) {
      const answer = commitGroup(first, next);
      port.postMessage(answer);
      if (Array.isArray(answer)) channel.postMessage(null);
    } else if (open) Atomics.wait(arrivals, 0, arrived);
  }
  channel.close();
}

interface Stream {
  readonly number: number;
  readonly version: Version;
}

/**
 * One transaction for what has arrived and what still arrives while it is being written. What an append is refused for
 * is checked before it writes, so its neighbours stand; when COMMIT fails, nobody's outcome is known.
 */
function groupCommit(
  log: DatabaseSync,
): (first: AppendRequest[], next: () => AppendRequest[] | undefined) => FromWriter {
  const begin = log.prepare('BEGIN IMMEDIATE');
  const commit = log.prepare('COMMIT');
  const find = log.prepare(
    'SELECT number, (SELECT max(version) FROM events WHERE stream = number) AS version FROM streams WHERE name = ?',
  );
  const addStream = log.prepare('INSERT INTO streams (name) VALUES (?)');
  const addEvent = log.prepare(
    'INSERT INTO events (stream, version, id, type, data, metadata) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const readFrom = log.prepare(
    'SELECT id, position FROM events WHERE stream = ? AND version > ? ORDER BY version LIMIT ?',
  );

  function take([name, expected, fields]: AppendRequest): [version: Version, position: number] {
    const stream = find.get(name) as unknown as Stream | undefined;
    const version = stream?.version ?? 0;
    if (expected > version) return [version, 0];
    if (expected < version) return replay(stream!, expected, fields);
    const number = stream?.number ?? addStream.run(name).lastInsertRowid;
    let last = expected;
    let position: number | bigint = 0;
    for (let at = 0; at < fields.length; at += FIELDS) {
      last += 1;
      position = addEvent.run(
        number,
        last,
        fields[at]!,
        fields[at + 1]!,
        fields[at + 2]!,
        fields[at + 3]!,
      ).lastInsertRowid;
    }
    return [last, Number(position)];
  }

  /** The same ids at the same place, all of them, were appended before: the answer of then. Anything else lost a race. */
  function replay(
    { number, version }: Stream,
    expected: Version,
    fields: readonly string[],
  ): [version: Version, position: number] {
    const events = fields.length / FIELDS;
    const there = readFrom.all(number, expected, events);
    const same = there.length === events && there.every((event, index) => event.id === fields[index * FIELDS]);
    return same ? [expected + events, Number(there.at(-1)!.position)] : [version, 0];
  }

  return (first, next) => {
    let message: AppendRequest[] | undefined = first;
    let appends = first.length;
    try {
      begin.run();
      const answers: number[] = [];
      while (message) {
        for (const append of message) {
          const [version, position] = take(append);
          answers.push(version, position);
        }
        message = appends < GROUP ? next() : undefined;
        appends += message?.length ?? 0;
      }
      commit.run();
      return answers;
    } catch (error) {
      if (log.isTransaction) log.exec('ROLLBACK');
      return { failed: (error as Error).message, appends };
    }
  };
}
