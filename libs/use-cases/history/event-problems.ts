import { type FieldProblem, history, problemsOf, shapes } from '#domain';
import type { StoredEvent, StoredMetadata } from '#event-store';

const fingerprint = /^[A-Za-z0-9_-]{43}$/;
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
/** Stands in place of a fingerprint where the words were forgotten before the event was brought here. */
export const forgottenBefore = 'forgotten';

const metadataFields: Readonly<Record<string, shapes.Field<unknown>>> = {
  command: shapes.eventId,
  correlation: shapes.eventId,
  causation: shapes.optional(shapes.eventId),
  occurredOn: shapes.optional(shapes.when),
  lang: shapes.optional(shapes.language),
};

export function splitName(stream: string): { readonly category: string; readonly id: string } {
  const dash = stream.indexOf('-');
  return { category: stream.slice(0, dash), id: stream.slice(dash + 1) };
}

/** What is wrong with an event by itself. */
export function problemsWith({ stream, version, id, type, data, metadata }: StoredEvent): readonly FieldProblem[] {
  const { category } = splitName(stream);
  if (!Object.hasOwn(history.shapesOf, category)) return [{ field: 'stream', problem: 'is of no category known here' }];
  const known = category as history.Category;
  const declared = (history.shapesOf[known] as Readonly<Record<string, Parameters<typeof problemsOf>[0]>>)[type];
  if (!declared) return [{ field: 'type', problem: `is no event of a ${known}` }];
  const problems = [...problemsOf(declared, data as Readonly<Record<string, unknown>>, {})];
  const begins = history.founding[known];
  if (version === 1 && begins.length > 0 && !begins.includes(type)) {
    problems.push({ field: 'type', problem: `does not begin a ${known}; ${begins.join(' or ')} does` });
  }
  const { words = {}, recordedAt, ...beside } = metadata as StoredMetadata & Readonly<Record<string, unknown>>;
  if (!shapes.eventId.accepts(id)) problems.push({ field: 'id', problem: `must be ${shapes.eventId.allowed}` });
  if (!instant.test(recordedAt)) problems.push({ field: 'recordedAt', problem: 'must be an instant' });
  for (const [field, { optional, accepts, allowed }] of Object.entries(metadataFields)) {
    const absent = beside[field] === undefined;
    if (absent ? !optional : !accepts(beside[field])) problems.push({ field, problem: `must be ${allowed}` });
  }
  for (const [field, sealed] of Object.entries(words)) {
    if (!Object.hasOwn(declared.words, field)) problems.push({ field, problem: 'is not a text of this event' });
    else if (sealed !== forgottenBefore && !fingerprint.test(sealed))
      problems.push({ field, problem: 'has no fingerprint' });
  }
  return problems;
}
