import { StoreError } from './errors.ts';
import type { EventToAppend, StreamName, Version } from './event-store.ts';

/** Bytes of JSON, data and metadata together, that one append may hold. EventStoreDB takes 1 MiB in all. */
const MOST_BYTES = 900 * 1024;

const STREAM = /^[a-z][a-zA-Z]*-[a-z0-9-]{1,64}$/;
// Lower case only: an id is read back as it was written, and EventStoreDB would answer in lower case.
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const TYPE = /^[A-Za-z][A-Za-z0-9]{0,127}$/;

/** How many strings of a serialised append make one event: id, type, data, metadata. */
export const FIELDS = 4;

export function checkStream(stream: StreamName): void {
  if (typeof stream !== 'string' || !STREAM.test(stream))
    throw new TypeError(
      `"${stream}" is not a stream name like proposal-1: a category, a dash, then 1 to 64 of a-z, 0-9 and dashes.`,
    );
}

/**
 * What every adapter refuses alike, before anything is sent. Answers the events as one flat row of strings:
 * id, type, data and metadata of the first, of the second, and so on; data and metadata are JSON texts.
 * @throws TypeError, TooLarge
 */
export function serialise(stream: StreamName, events: readonly EventToAppend[], expected: Version): string[] {
  checkStream(stream);
  if (!Number.isSafeInteger(expected) || expected < 0)
    throw new TypeError(`${expected} is not a version: it counts the events of ${stream}, 0 when there are none.`);
  if (events.length === 0) throw new TypeError(`Nothing to append to ${stream}: the list of events is empty.`);
  const fields: string[] = [];
  let characters = 0;
  for (const { id, type, data, metadata } of events) {
    if (typeof id !== 'string' || !ID.test(id))
      throw new TypeError(`"${id}" is not an event id: a UUID in lower case is.`);
    if (typeof type !== 'string' || !TYPE.test(type))
      throw new TypeError(`"${type}" is not an event type like ProposalSubmitted.`);
    const dataText = json(data, type, 'data');
    const metadataText = json(metadata, type, 'metadata');
    characters += dataText.length + metadataText.length;
    fields.push(id, type, dataText, metadataText);
  }
  // A character takes at most three bytes: nearly all appends need no exact count.
  const bytes = characters * 3 > MOST_BYTES ? bytesOf(fields) : 0;
  if (bytes > MOST_BYTES)
    throw new StoreError(
      'too-large',
      `The append to ${stream} holds ${bytes} bytes; at most ${MOST_BYTES} are taken at once.`,
    );
  return fields;
}

function bytesOf(fields: readonly string[]): number {
  let bytes = 0;
  for (let at = 0; at < fields.length; at += FIELDS)
    bytes += Buffer.byteLength(fields[at + 2]!) + Buffer.byteLength(fields[at + 3]!);
  return bytes;
}

function json(value: object, type: string, field: 'data' | 'metadata'): string {
  const text: string | undefined = JSON.stringify(value);
  // Whoever writes an event anew from what was read of it must come to the same text: its hash is proof of it on any store.
  if (text?.[0] !== '{' || JSON.stringify(JSON.parse(text)) !== text)
    throw new TypeError(`The ${field} of ${type} is not a plain JSON object.`);
  return text;
}
