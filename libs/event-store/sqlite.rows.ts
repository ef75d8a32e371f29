import { StoreError } from './errors.ts';
import type { EventText, Position, StoredEvent } from './event-store.ts';

/** What `Row` is read with. */
export const COLUMNS = 'position, name, version, id, type, data, metadata FROM events JOIN streams ON number = stream';
export type Row = [
  position: number,
  stream: string,
  version: number,
  id: string,
  type: string,
  data: string,
  metadata: string,
];

const POSITION = /^S:[1-9][0-9]{0,14}$/;

export const isPosition = (position: string): boolean => POSITION.test(position);

export const positionOf = (place: number): Position => `S:${place}`;

export function placeOf(position: Position): number {
  if (!POSITION.test(position)) throw new TypeError(`"${position}" is not a position of an embedded event store.`);
  return Number(position.slice(2));
}

/** @throws StoreCorrupt */
export function storedEvent([place, stream, version, id, type, data, metadata]: Row): StoredEvent {
  try {
    return {
      stream,
      version,
      position: positionOf(place),
      id,
      type,
      data: JSON.parse(data),
      metadata: JSON.parse(metadata),
    };
  } catch {
    throw new StoreError('store-corrupt', `The event ${version} of ${stream} (${id}) is not JSON any more.`);
  }
}

export const textOf = ([, , , , , data, metadata]: Row): EventText => ({ data, metadata });
