import type { PlainKey } from '#i18n/browser';
import { pendingQuestion, type Situation } from './situation.ts';

/** Where it all stands now, as the key of one sentence. */
export function standingNow(at: Situation): PlainKey {
  const { proposal, answer, owes } = at;
  const { closed, untold, disputed, changed, rounds, path } = proposal;
  if (closed === 'withdrawn') return 'now.withdrawn';
  if (closed === 'closedWithoutAnswer') return 'now.closedEarly';
  if (untold) return 'now.untold';
  // What was disputed has been asked anew: then that is where it stands.
  if (disputed && !owes('decision', 'reply')) return 'now.disputed';
  if (owes('decision', 'reply')) {
    if (answer?.decision === 'deferred') return 'now.deferred';
    if (rounds > 1) return 'now.reopened';
    if (pendingQuestion(at)) return 'now.asked';
    return proposal.receivedOn || path.received.state === 'done' ? 'now.received' : 'now.submitted';
  }
  if (changed !== undefined && changed !== 'tooEarly')
    return owes('telling') ? 'now.changedNotTold' : `now.changed.${changed as 'yes'}`;
  if (answer) {
    if (owes('telling')) return 'now.answeredNotTold';
    if (at.awaitsChange) return changed === 'tooEarly' ? 'now.tooEarly' : 'now.promised';
    return closed === 'closed' ? 'now.done' : 'now.answered';
  }
  if (path.answered.state === 'notKnown' || closed === 'notKnown') return 'now.notKnown';
  return closed === 'noLoop' ? 'now.noAnswerWanted' : 'now.submitted';
}
