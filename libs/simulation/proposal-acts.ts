import type { County, SimulatedUnit } from './county.ts';
import { weightsOf } from './parameters.ts';

export const answers = ['accepted', 'partlyAccepted', 'trial', 'deferred', 'rejected'] as const;
export type Answer = (typeof answers)[number];

/** What the group thought of what it was told. */
export type View = 'unsatisfied' | 'other' | 'untold';

/** What can happen to one proposal, and who does it: its group, and the posts of the unit that holds it. */
export function proposalActs(county: County, id: string, group: string, holder: () => SimulatedUnit) {
  const { random, texts, chance, days, tell, today } = county;
  const side = { role: 'coordinator', group } as const;
  let step = 0;
  const name = (what: string) => `${id}-${what}-${++step}`;
  const post = () => random.oneOf(holder().posts);
  const byPost = (code = post()) => ({ post: code });
  const say = (event: string, facts: object = {}, words?: Record<string, string>, by: object = side, lineId?: string) =>
    tell({ event, of: id, on: today(), ...facts, ...(words && { words }), by, ...(lineId && { id: lineId }) });

  /** Tells the group of an answer or of a final follow-up, asks for a confirmation and the group's view. */
  function* tellingOf(ofEvent: string): Generator<number, View, void> {
    if (!chance('told')) return 'untold';
    yield days('telling');
    const telling = name('telling');
    say(
      'AnswerTold',
      { ofEvent, how: random.oneOf(['visit', 'meeting', 'phone', 'letter', 'message', 'poster']) },
      undefined,
      side,
      telling,
    );
    if (chance('pressedOnLink')) {
      say(
        'HeardByMember',
        { said: random.happens(0.7) ? 'heard' : 'notChanged' },
        random.happens(0.5) ? { aFewWords: texts.comment() } : undefined,
        { role: 'clientDeveloper', group },
      );
    }
    if (chance('tellingConfirmed')) {
      yield random.between(0, 10);
      const how = random.oneOf(['account', 'link', 'meeting'] as const);
      say(
        'TellingConfirmed',
        { ofEvent: telling, how },
        undefined,
        how === 'meeting' ? side : { role: 'clientDeveloper', group },
      );
    }
    if (!chance('responded')) return 'other';
    yield random.between(0, 14);
    const view = random.weighted(weightsOf(['satisfied', 'unsatisfied', 'wantsToContinue', 'opinionsDiffer']));
    say(
      'GroupResponded',
      { view, howAsked: random.oneOf(['discussion', 'vote', 'round']), present: random.between(4, 10) },
      { comment: texts.comment() },
    );
    return view === 'unsatisfied' || view === 'wantsToContinue' ? 'unsatisfied' : 'other';
  }

  function answerOf(facts: object, words: string, promised: boolean): string {
    const answer = name('answer');
    const heard = chance('heardFromVisitor');
    const reasonCodes = random.oneOf([
      'money',
      'staff',
      'law',
      'safety',
      'notOurPower',
      'timing',
      'notFeasible',
      'alreadyExists',
      'conflictsWithPlan',
      'other',
    ]);
    const answerer = post();
    const reason = texts.reason(words);
    say(
      'ProposalDecided',
      { ...facts, post: answerer, ...(chance('reasonCoded') && words !== 'trial' && { reasonCodes: [reasonCodes] }) },
      chance('noReason')
        ? undefined
        : { reason, briefAnswer: reason.slice(0, 300), ...(promised && { whatWillBeDone: texts.doing() }) },
      heard ? side : byPost(answerer),
      answer,
    );
    if (heard && chance('heardConfirmed'))
      say('DecisionConfirmed', { ofEvent: answer, post: answerer }, undefined, byPost(answerer));
    if (chance('reasonCodedLater') && words !== 'trial')
      say('ReasonCoded', { ofEvent: answer, reasonCodes: [reasonCodes] }, undefined, { role: 'analyst' });
    return answer;
  }

  /** What came of a promise: its beginning, a trial, too early perhaps more than once, and in the end whether it changed. */
  function* change(answer: Answer): Generator<number, View, void> {
    if (answer === 'trial') yield* trial(byPost());
    else if (chance('changeStarted')) {
      yield random.between(5, 60);
      say('ChangeStarted', {}, { what: texts.doing() }, byPost());
      if (chance('milestone')) say('MilestoneReached', {}, { what: texts.doing() }, byPost());
    }
    if (chance('followUpScheduled'))
      say('FollowUpScheduled', { next: later(random.between(20, 180)) }, undefined, byPost());
    if (!chance('followedUp')) return 'untold';
    yield days('change');
    while (chance('tooEarly')) {
      const wait = random.between(30, 150);
      say('FollowUpRecorded', { changed: 'tooEarly', next: later(wait) }, { whyNot: texts.whyNot() }, byPost());
      yield wait;
    }
    const changed = ({ changedYes: 'yes', changedPartly: 'partly', changedNo: 'no' } as const)[
      random.weighted(weightsOf(['changedYes', 'changedPartly', 'changedNo']))
    ];
    const followUp = name('follow-up');
    say(
      'FollowUpRecorded',
      { changed },
      {
        ...(changed !== 'no' && { whatChanged: texts.change(), evidence: texts.comment() }),
        ...(changed !== 'yes' && { whyNot: texts.whyNot() }),
      },
      byPost(),
      followUp,
    );
    if (changed !== 'no' && chance('ledTo'))
      say(
        'LedTo',
        { stream: 'proposal', kind: random.oneOf(['activity', 'service', 'product', 'group', 'path', 'wayOfWorking']) },
        { what: texts.change() },
      );
    if (changed !== 'no' && chance('published')) publish(followUp, ['whatChanged']);
    return yield* tellingOf(followUp);
  }

  function publish(ofEvent: string, fields: readonly string[]): void {
    say('Published', { stream: 'proposal', ofEvent, fields, side: 'group' });
    say('Published', { stream: 'proposal', ofEvent, fields, side: 'management' }, undefined, byPost());
    if (chance('unpublished')) say('Unpublished', { stream: 'proposal', ofEvent, fields, side: 'group' });
  }

  function* trial(by: object): Generator<number, void, void> {
    const weeks = random.between(4, 26) * 7;
    say('TrialStarted', { until: later(weeks) }, { what: texts.doing(), where: texts.place(random.between(0, 7)) }, by);
    yield weeks;
    if (chance('trialConcluded'))
      say(
        'TrialConcluded',
        { outcome: random.oneOf(['adopt', 'adapt', 'abandon']) },
        { whatWasLearnt: texts.comment() },
        by,
      );
  }

  const later = (daysFromNow: number): string =>
    new Date(Date.parse(today()) + daysFromNow * 86_400_000).toISOString().slice(0, 10);

  return { say, name, post, byPost, side, tellingOf, answerOf, change, trial, later };
}
