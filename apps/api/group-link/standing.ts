import { type PlainKey, sayDay } from '#i18n';
import type { OwedItem, Text } from '#read-models';
import { type Html, html } from '../html.ts';
import type { LinkVisit } from './link-visit.ts';
import type { Shown } from './shown.ts';

const untoldIn = (text: Text | null): string | undefined =>
  text !== null && 'untold' in text ? (text.untold.from ?? '') : undefined;

/** An answer has come that the group has not been told yet. */
export const isAnswerUntold = ({ path }: Shown): boolean => untoldIn(path.answered.reason) !== undefined;
/** The same of what is said about the change. */
export const isChangeUntold = ({ path }: Shown): boolean => untoldIn(path.changed.whatChanged) !== undefined;

/** The group knows the answer that is in force, so that it can say something about it. */
export const isAnswerOpen = (one: Shown): boolean => one.path.answered.state === 'done' && !isAnswerUntold(one);

/** Something was promised or is said to have changed, of which somebody may say that it is not so. */
export function mayBeUnchanged(one: Shown): boolean {
  const { answered, changed } = one.path;
  const promised = ['accepted', 'partlyAccepted', 'trial'].includes(answered.decision ?? '');
  const used = answered.reply === 'used' || answered.reply === 'partlyUsed';
  return promised || used || changed.changed === 'yes' || changed.changed === 'partly';
}

/** Tellings that nobody has confirmed yet. */
export const toConfirm = ({ owed, tellings }: Shown): readonly string[] => {
  const told = new Set(tellings.map(({ event }) => event));
  return owed.flatMap(({ what, ofEvent = '' }) => (what === 'confirmation' && told.has(ofEvent) ? [ofEvent] : []));
};

/** What became of it until now, in a sentence or two. */
export function nowOf({ lang, say }: LinkVisit, one: Shown): readonly string[] {
  const { path, closed, untold, rounds } = one;
  const { answered, changed, received } = path;
  const done = closed === 'closed' ? [say('groupLink.now.done')] : [];
  if (closed === 'withdrawn') return [say('groupLink.now.withdrawn')];
  if (closed === 'closedWithoutAnswer') return [say('groupLink.now.closedEarly')];
  if (untold && isAnswerUntold(one)) return [say('groupLink.now.untold', { day: sayDay(lang, untold.from) })];
  if (untold && isChangeUntold(one))
    return [answerOf(one, say), say('groupLink.now.untoldChange', { day: sayDay(lang, untold.from) })];
  // What was said in an earlier round stands in its place; now a new answer is awaited.
  if (rounds > 1 && answered.state !== 'done') return [say('groupLink.now.reopened')];
  if (changed.changed !== undefined) {
    const disputed = changed.disputed ? [say('groupLink.now.disputed')] : [];
    const answer = changed.changed === 'tooEarly' ? [answerOf(one, say)] : [];
    return [...answer, say(`groupLink.now.changed.${changed.changed}` as PlainKey), ...disputed, ...done];
  }
  if (answered.state === 'done') return [answerOf(one, say), ...done];
  if (answered.state === 'notKnown') return [say('groupLink.now.notKnown')];
  if (answered.state === 'notNeeded') return [say('groupLink.now.noAnswerWanted')];
  return [say(received.state === 'done' ? 'groupLink.now.received' : 'groupLink.now.waiting')];
}

function answerOf({ path: { answered } }: Shown, say: LinkVisit['say']): string {
  const code = answered.decision ?? answered.reply;
  if (code === undefined) return say('groupLink.now.answeredOnly');
  return say('groupLink.now.answered', { outcome: say(`outcome.${code}` as PlainKey) });
}

/** What is waited for and by when; a question to the group first, since all else waits for it. */
export function nextOf(visit: LinkVisit, one: Shown): Html | undefined {
  const { say } = visit;
  const isOver = one.closed === 'withdrawn' || one.closed === 'closedWithoutAnswer';
  // By when it is told at the latest has just been said.
  const isUntold = isAnswerUntold(one) || isChangeUntold(one);
  const waits = isOver ? [] : one.owed.filter(({ what }) => !(isUntold && what === 'telling'));
  const next = waits.find(({ what }) => what === 'information') ?? waits[0];
  if (!next) return undefined;
  const sentences = [say(`groupLink.next.${next.what}` as PlainKey), ...by(visit, next)];
  return html`<p class="next"><span class="label">${say('groupLink.next')}</span> ${sentences.join(' ')}</p>`;
}

function by({ lang, say }: LinkVisit, { due, overdue, pausedSince }: OwedItem): readonly string[] {
  if (pausedSince !== undefined) return [say('groupLink.next.paused')];
  if (due.on === undefined) return [];
  const day = sayDay(lang, due.on);
  return [say(overdue ? 'groupLink.next.late' : 'groupLink.next.by', { day })];
}
