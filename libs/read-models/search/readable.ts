import { type Operation, seesWords, type Target } from '#permissions';
import type { Reads } from '../open-reads.ts';
import type { Asked } from '../query.ts';
import { fieldsOf, type SeenEvent, seen, withoutErrors } from '../read-model.ts';
import { untoldIn } from '../timeline/untold-in.ts';
import { seenBy, whoseIs } from '../timeline/whose.ts';

/** An event whose words somebody may read, and whose they are. */
export interface Readable {
  readonly event: SeenEvent;
  readonly of: Target;
}

/**
 * The events of a stream whose words whoever asks may read, by their ids: as in its timeline, without answers that were not told yet
 * and what follows from them, and without what was recorded in error.
 */
export async function readableIn(
  reads: Reads,
  stream: string,
  operation: Operation,
  asked: Asked,
): Promise<ReadonlyMap<string, Readable>> {
  const events = (await reads.store.read(stream)).map(seen);
  if (events.length === 0) return new Map();
  const whose = whoseIs(reads, events, operation);
  if (!whose.maySee(asked.reader)) return new Map();
  const { untoldAnswers, following } = untoldIn(reads, events, whose.of, asked);
  const open = seenBy(asked.reader, whose, withoutErrors(events)).filter(
    (event) => fieldsOf(event).length > 0 && !untoldAnswers.has(event.id) && !following.has(event.id),
  );
  const targets = open.map((event) => ({ event, of: whose.ofEvent?.(event) ?? whose.of }));
  return new Map(targets.filter(({ of }) => seesWords(asked.reader, of)).map((one) => [one.event.id, one]));
}
