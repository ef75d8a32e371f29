import { followsFromAnswer } from '#domain/owed';
import type { Target } from '#permissions';
import { hiddenEvents } from '../loops/hidden-events.ts';
import { foldProposal, newProposal } from '../loops/proposal-record.ts';
import type { Reads } from '../open-reads.ts';
import type { Asked } from '../query.ts';
import { type SeenEvent, withoutErrors } from '../read-model.ts';

/**
 * The answers of a stream that are kept from the reader, each with the day it opens; and what names them or came of them, which
 * is left out.
 * @param of whose the stream is
 */
export function untoldIn(reads: Reads, events: readonly SeenEvent[], of: Target, asked: Asked) {
  const following = new Set<string>();
  if (events[0]!.category !== 'proposal') return { untoldAnswers: new Map<string, string>(), following };
  const hiddenIn = (some: readonly SeenEvent[]) => {
    const { state } = some.reduce(foldProposal, newProposal);
    return state.status === 'none' ? [] : [...hiddenEvents(reads, state, asked, of)];
  };
  const standing = new Map(hiddenIn(withoutErrors(events)));
  // What was said to be an error before anybody had told it, has not been told either.
  const untoldAnswers = new Map([...hiddenIn(events), ...standing]);
  let isUntold = false;
  for (const event of events) {
    const { ofEvent: named } = event.data as { readonly ofEvent?: string };
    const names = named !== undefined && (untoldAnswers.has(named) || following.has(named));
    if (names || (isUntold && (followsFromAnswer.has(event.type) || mayBeTheAnswer(event)))) following.add(event.id);
    isUntold ||= standing.has(event.id);
  }
  return { untoldAnswers, following };
}

const knowing: ReadonlySet<string | undefined> = new Set(['coordinator', 'administrator']);

/** A file that whoever knows the answer has put beside it, without saying to what it belongs. */
const mayBeTheAnswer = ({ type, data, metadata: { by } }: SeenEvent): boolean =>
  type === 'FileAttached' && !('ofEvent' in data) && (by?.post !== undefined || knowing.has(by?.role));
