import { StoreError } from './errors.ts';
import type { EventText, Position, StoredEvent } from './event-store.ts';

/** A place in the log of EventStoreDB: offsets in bytes with gaps, good for comparing and for nothing else. */
export interface Place {
  readonly commit: bigint;
  readonly prepare: bigint;
}

/** An event as the driver gives it; `stream` is its name on the server. */
export interface Raw {
  readonly stream: string;
  /** 1 for the first. */
  readonly version: number;
  readonly place: Place;
  readonly id: string;
  readonly type: string;
  readonly data: unknown;
  readonly metadata: unknown;
}

const POSITION = /^C:(0|[1-9][0-9]{0,18})\/P:(0|[1-9][0-9]{0,18})$/;

/** The server counts in signed numbers, and means "the end" when it sends larger ones. */
const mostPlace = 2n ** 63n - 1n;

export const positionOf = ({ commit, prepare }: Place): Position => `C:${commit}/P:${prepare}`;

/** Undefined when it is no position of an EventStoreDB. */
export function placeIn(position: Position): Place | undefined {
  const [, commit, prepare] = POSITION.exec(position) ?? [];
  if (commit === undefined || prepare === undefined) return undefined;
  const place = { commit: BigInt(commit), prepare: BigInt(prepare) };
  return place.commit <= mostPlace && place.prepare <= mostPlace ? place : undefined;
}

export function placeOf(position: Position): Place {
  const place = placeIn(position);
  if (!place) throw new TypeError(`"${position}" is not a position of an EventStoreDB.`);
  return place;
}

export function comparePlaces(a: Place, b: Place): number {
  const difference = a.commit === b.commit ? a.prepare - b.prepare : a.commit - b.commit;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** @param prefix what the names of our streams begin with on the server */
export function storedEvent({ stream, version, place, id, type, data, metadata }: Raw, prefix: string): StoredEvent {
  if (!isObject(data) || !isObject(metadata))
    throw new StoreError('store-corrupt', `The event ${id} of ${stream} is not made of JSON objects.`);
  return { stream: stream.slice(prefix.length), version, position: positionOf(place), id, type, data, metadata };
}

/** The text that was sent, as only texts are sent that are the same after parsing. */
export const textOf = ({ data, metadata }: StoredEvent): EventText => ({
  data: JSON.stringify(data),
  metadata: JSON.stringify(metadata),
});

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
