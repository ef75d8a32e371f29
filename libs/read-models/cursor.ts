import { Type } from 'typebox';
import { QueryRefused } from './errors.ts';
import type { Value } from './read-database.ts';

/** The parameters of every list. */
export const page = {
  cursor: Type.Optional(Type.String({ description: 'The `next` of the page before.', maxLength: 500 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50, description: 'Most items of a page.' })),
};

export const defaultLimit = 50;

/** Opaque to whoever holds it: the keys of the last item shown, so that what is added meanwhile moves nothing. */
function cursorAt(list: string, keys: readonly Value[]): string {
  return Buffer.from(JSON.stringify([list, ...keys])).toString('base64url');
}

/** The keys in a cursor, each a text or a number. @param list which list it must come from, with its sorting */
export function keysOf(cursor: string, list: string, how: readonly ('string' | 'number')[]): Value[] {
  const wrong = () => new QueryRefused('query.cursor-wrong', 'This cursor is not one of this list.', 'cursor');
  let keys: unknown;
  try {
    keys = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw wrong();
  }
  if (!Array.isArray(keys) || keys.shift() !== list || keys.length !== how.length) throw wrong();
  const types = keys.map((key) => typeof key as string);
  if (types.join() !== how.join()) throw wrong();
  return keys as Value[];
}

/** Cuts one row more than was wanted off a page, and says where the next one begins. */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  list: string,
  keys: (row: Row) => Value[],
): { rows: readonly Row[]; next?: string } {
  if (rows.length <= limit) return { rows };
  const shown = rows.slice(0, limit);
  return { rows: shown, next: cursorAt(list, keys(shown.at(-1)!)) };
}
