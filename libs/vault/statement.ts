import type { Compilable } from 'kysely';
import type { Query } from './engine.ts';

/** Lists are cut into slices of this length, so that statements stay few, short and worth remembering. */
const slice = 100;

export function slices<Item>(items: readonly Item[]): Item[][] {
  return Array.from({ length: Math.ceil(items.length / slice) }, (_, n) => items.slice(n * slice, (n + 1) * slice));
}

export function plain<Row>(statement: Compilable<Row>): Query<Row> {
  const { sql, parameters } = statement.compile();
  return { sql, parameters };
}

/** What an emptied row holds of what was sealed in it. */
export const emptied = { keyVersion: null, sealed: null };
