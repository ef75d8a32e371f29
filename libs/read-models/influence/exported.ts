import { setTimeout as wait } from 'node:timers/promises';
import { type Static, Type } from 'typebox';
import type { Position } from '#event-store';
import type { Reads } from '../open-reads.ts';
import { type Asked, parametersOf, patience } from '../query.ts';
import { textsOf } from '../texts.ts';
import { type As, caseParams, countedFor, countedFrom } from './asked-of.ts';

const params = Type.Object(caseParams, { additionalProperties: false });
const read = parametersOf(params);

/** The parameters of every export: which cases, as of when. */
export const exportParams = params;

/** Rows that the thread hands over at a time, while others are answered between. */
const rowsAtATime = 500;
/** Milliseconds after which it is asked again how far the facts of a day are. */
const askedAgainAfter = 200;

/** All rows of a table, and from when and from where they are. */
export interface Exported<Row> {
  readonly as: Static<typeof As>;
  readonly rows: AsyncIterable<Row>;
}

interface Slice<Row> {
  readonly as: Static<typeof As>;
  readonly answer: { readonly count: number; readonly rows: readonly Row[] };
}

/**
 * The facts of influence, or the waits, as rows; ready when the facts of that day are put together.
 * @throws QueryRefused, ReadModelUnavailable, AbortError when nobody waits for it any longer
 */
export async function exportedRows<Row>(
  reads: Reads,
  table: 'facts' | 'waits',
  given: Readonly<Record<string, unknown>>,
  asked: Asked,
  signal: AbortSignal,
): Promise<Exported<Row>> {
  const { on: _on, knownOn: _knownOn, at: _at, ...filters } = read(given);
  const slice = async (times: object, from: number): Promise<Slice<Row>> => {
    for (;;) {
      const asking = { kind: 'rows', table, from, most: rowsAtATime } as const;
      const answer = await countedFor<Slice<Row>['answer']>(
        reads,
        { ...filters, ...times },
        asked,
        'ExportInfluence',
        asking,
      );
      if (!('making' in answer)) return answer;
      await wait(askedAgainAfter, undefined, { signal });
    }
  };
  if (asked.after !== undefined) await reads.waitFor(asked.after, patience, countedFrom);
  const first = await slice({ on: read(given).on, knownOn: read(given).knownOn, at: read(given).at }, 0);
  const { on, at } = first.as;
  return {
    as: first.as,
    rows: (async function* () {
      let { rows, count } = first.answer;
      for (let from = 0; rows.length > 0; ) {
        yield* rows;
        from += rows.length;
        if (from >= count) return;
        ({ rows, count } = (await slice({ on, at }, from)).answer);
      }
    })(),
  };
}

/** The event at a place in the log: where it is the log's end, or a step of a loop. */
export async function eventAt(reads: Reads, place: Position | 'beginning'): Promise<string | undefined> {
  if (place === 'beginning') return undefined;
  const { store } = reads;
  const head = await store.head();
  if (head && store.compare(head.position, place) === 0) return head.event;
  const steps = reads.rows('steps');
  let [low, high] = [1, steps.get<{ n: number | null }>('SELECT max(n) AS n FROM steps')?.n ?? 0];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const step = steps.get<{ position: string; event: string }>(
      'SELECT position, event FROM steps WHERE n = ?',
      middle,
    );
    const order = step ? store.compare(step.position, place) : 1;
    if (order === 0) return step?.event;
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}

/** The names of the units that belong to no other: what the organisation is called. */
export async function topUnits(reads: Reads, asked: Asked): Promise<string[]> {
  const sql = "SELECT name_event FROM units WHERE parent IS NULL AND status = 'open' AND successor IS NULL ORDER BY id";
  const events = reads.rows('organisation').all<{ name_event: string | null }>(sql);
  const text = await textsOf(reads, asked, { open: events.map(({ name_event }) => name_event) });
  return events.flatMap(({ name_event }) => {
    const name = text(name_event, 'name');
    return name && 'text' in name ? [name.text] : [];
  });
}
