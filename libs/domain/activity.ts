import { type InputOf, recording, said } from './act.ts';
import type { GroupEvent } from './group-events.ts';
import { type Facts, requireGroupSide, requireNotEnded, type State } from './group-state.ts';
import { certainlyBefore, isInFuture } from './occurred-on.ts';
import { requires } from './refusal.ts';

type Input<Type extends GroupEvent['type']> = InputOf<GroupEvent, Type>;
const record = recording<GroupEvent>();

/** What the group did without asking anybody. */
export function recordActivity(input: Input<'ActivityRecorded'>, state: State, facts: Facts): GroupEvent[] {
  requireGroupSide(state, facts);
  requireNotEnded(state, input.from ?? facts.on);
  requires(said(input.words?.what), 'activity.what-missing', 'Say what the group did.', 'words.what');
  const { from, to } = input;
  requires(!from || !isInFuture(from, facts.today), 'date.in-future', 'Nothing can have happened after today.', 'from');
  requires(!certainlyBefore(to, from), 'activity.reversed', 'The end lies before the beginning.', 'to');
  return [record('ActivityRecorded', input)];
}

/** Hours of a month for the whole group, never per person; what is recorded again for a month comes on top. */
export function recordWorkTime(input: Input<'WorkTimeRecorded'>, state: State, facts: Facts): GroupEvent[] {
  requireGroupSide(state, facts);
  requireNotEnded(state, input.month);
  requires(!isInFuture(input.month, facts.today), 'date.in-future', 'Nothing can have happened after today.', 'month');
  requires(Object.keys(input.hours).length > 0, 'work-time.no-hours', 'Give the hours of at least one work.', 'hours');
  return [record('WorkTimeRecorded', input)];
}

export function recordVoice(input: Input<'VoiceRecorded'>, state: State, facts: Facts): GroupEvent[] {
  requireGroupSide(state, facts);
  requireNotEnded(state, facts.on);
  requires(said(input.words?.quotation), 'voice.quotation-missing', 'Write down what was said.', 'words.quotation');
  return [record('VoiceRecorded', input)];
}

/** What came of the group; often only after it has ended. */
export function recordLedTo(input: Input<'LedTo'>, state: State, facts: Facts): GroupEvent[] {
  requireGroupSide(state, facts);
  requires(said(input.words?.what), 'led-to.what-missing', 'Say what it led to.', 'words.what');
  return [record('LedTo', input)];
}
