import { opensOn } from '#domain/owed';
import { seesUntold, type Target } from '#permissions';
import type { Reads } from '../open-reads.ts';
import { daysToTell } from '../organisation/presets.ts';
import type { Asked } from '../query.ts';
import { isHidden } from '../reader.ts';
import type { Submitted } from './proposal-record.ts';

/**
 * The answers and follow-ups that are kept from this reader until they are told, each with the day it opens.
 * @param of whose the proposal is
 */
export function hiddenEvents(reads: Reads, state: Submitted, asked: Asked, of: Target): ReadonlyMap<string, string> {
  if (seesUntold(asked.reader, of)) return new Map();
  const presets = daysToTell(reads);
  // That it is too early to tell is nothing that would be told like an answer.
  const final = state.followUps.filter(({ changed }) => changed !== 'tooEarly');
  return new Map(
    [...state.answers, ...final].flatMap(({ event }) => {
      const opens = opensOn(state, event, presets);
      return opens !== undefined && isHidden(opens, asked, of) ? [[event, opens]] : [];
    }),
  );
}
