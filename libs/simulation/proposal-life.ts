import type { County, Life, SimulatedUnit } from './county.ts';
import { parameters } from './parameters.ts';
import { themes } from './texts.ts';

export interface Asked {
  readonly group: string;
  readonly unit: SimulatedUnit;
  readonly meeting: string;
  readonly commission?: string;
  /** An earlier proposal of the group, to link to. */
  readonly earlier?: string;
}

const answers = ['accepted', 'partlyAccepted', 'trial', 'deferred', 'rejected'] as const;
type Answer = (typeof answers)[number];
const weightsOf = <K extends keyof typeof parameters>(names: readonly K[]) =>
  Object.fromEntries(names.map((name) => [name, parameters[name].value])) as Record<K, number>;

/** One proposal from its submission as far as its loop goes: the paths and their shares are those of the table of parameters. */
export function* proposalLife(county: County, id: string, asked: Asked): Life {
  const { random, texts, chance, days, tell, today } = county;
  const { group, unit } = asked;
  const side = { role: 'coordinator', group } as const;
  let holder = unit;
  let step = 0;
  const name = (what: string) => `${id}-${what}-${++step}`;
  const post = () => random.oneOf(holder.posts);
  const byPost = (code = post()) => ({ post: code });
  const say = (event: string, facts: object = {}, words?: Record<string, string>, by: object = side, lineId?: string) =>
    tell({ event, of: id, on: today(), ...facts, ...(words && { words }), by, ...(lineId && { id: lineId }) });

  /** Tells the group of an answer or of a final follow-up, asks for a confirmation and the group's view. */
  function* tellingOf(ofEvent: string): Generator<number, 'unsatisfied' | 'other' | 'untold', void> {
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
  function* change(answer: Answer): Generator<number, 'unsatisfied' | 'other' | 'untold', void> {
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

  const wanted = (
    { answerDecision: 'decision', answerReply: 'reply', answerNone: 'none', answerNotRecorded: undefined } as const
  )[random.weighted(weightsOf(['answerDecision', 'answerReply', 'answerNone', 'answerNotRecorded']))];
  const theme = random.oneOf(themes);
  const submitted = name('submitted');
  tell({
    event: 'ProposalSubmitted',
    of: id,
    on: chance('impreciseDay') ? today().slice(0, 7) : today(),
    group,
    unit: unit.id,
    origin: asked.commission ? 'commission' : 'own',
    ...(asked.commission && { commission: asked.commission }),
    kind:
      wanted === 'decision'
        ? random.oneOf(['idea', 'idea', 'trialIdea', 'statement'])
        : random.oneOf(['comment', 'statement', 'message', 'socialReport']),
    ...(wanted && { answerWanted: wanted }),
    theme,
    voicedBy: random.oneOf(['clients', 'clients', 'both', 'staff', 'partners', 'residents']),
    meeting: asked.meeting,
    words: { title: texts.title(theme), text: texts.proposal(), changeHopedFor: texts.hope() },
    by: side,
    id: submitted,
  });
  if (asked.earlier && chance('linked'))
    say('ProposalLinked', { proposal: asked.earlier, how: random.oneOf(['sameMatter', 'followsFrom', 'replaces']) });
  if (chance('translated'))
    say(
      'WordsTranslated',
      {
        stream: 'proposal',
        ofEvent: submitted,
        field: 'title',
        language: random.oneOf(['sv', 'en', 'fi-simple', 'so', 'ar']),
        madeBy: random.oneOf(['translator', 'machine', 'group', 'cleaned']),
      },
      { text: '[versio] En förbättring / a better way' },
    );
  if (chance('withFile'))
    say(
      'FileAttached',
      { stream: 'proposal', kind: 'draft', size: 12 },
      { name: 'luonnos.txt', description: 'Luonnos, jota kommentoitiin.', content: 'S3VsaW9ubm9z' },
    );
  if (chance('forgotten'))
    say(
      'WordsForgotten',
      { stream: 'proposal', ofEvent: submitted, fields: ['text'], reasonCode: 'personalData', decidedBy: post() },
      undefined,
      byPost(),
    );
  if (chance('ownTrial')) county.start(trial(side), random.between(1, 20));
  if (chance('revised')) {
    yield random.between(1, 14);
    say('ProposalRevised', {}, { text: texts.proposal() });
  }
  if (wanted === undefined || wanted === 'none') return;

  if (chance('initiative')) {
    say(
      'MarkedAsInitiative',
      {
        registryNumber: `KUVA/${step}${id.slice(-4).replace(/\D/g, '')}/${today().slice(0, 4)}`,
        arrived: today(),
        initiators: [`${id}-initiator`],
      },
      undefined,
      byPost(),
    );
    if (random.happens(0.7)) county.start(initiativeHeard(), random.between(10, 60));
  }
  function* initiativeHeard(): Life {
    say('InitiatorHeard', { initiator: `${id}-initiator` }, { what: texts.comment() }, byPost());
    yield 0;
  }
  if (chance('received')) {
    yield days('receipt');
    say(
      'ProposalReceived',
      { post: post(), ...(chance('estimated') && { estimate: later(random.between(14, 120)) }) },
      undefined,
      byPost(),
    );
  }
  if (chance('withdrawn')) {
    yield random.between(5, 60);
    return say('ProposalWithdrawn', {}, random.happens(0.6) ? { reason: texts.comment() } : undefined);
  }
  if (chance('forwarded')) {
    const next = random.oneOf(county.units);
    say('ProposalForwarded', { unit: next.id }, { why: 'Asia kuuluu toiselle yksikölle.' }, byPost());
    holder = next;
  }
  if (chance('informationAsked')) {
    yield random.between(3, 20);
    say('MoreInformationRequested', {}, { question: 'Keitä tämä koskee, ja kuinka usein?' }, byPost());
    if (!chance('informationGiven')) return;
    yield random.between(5, 30);
    say('MoreInformationProvided', {}, { answer: texts.proposal() });
  }
  if (chance('neverAnswered')) return;
  if (chance('closedWithoutAnswer')) {
    yield days('answer');
    return say('ProposalClosed', {}, { reason: 'Ryhmän mielestä asia on vanhentunut.' }, byPost());
  }

  // Once more for each reopening, at most three times.
  for (let round = 1; round <= 3; round++) {
    yield days('answer');
    let view: 'unsatisfied' | 'other' | 'untold';
    if (wanted === 'reply') {
      const reply = random.oneOf(['used', 'used', 'partlyUsed', 'notUsed'] as const);
      view = yield* tellingOf(answerOf({ reply }, reply, false));
    } else {
      let answer = random.weighted(weightsOf(answers));
      if (answer === 'deferred') {
        const wait = random.between(60, 240);
        yield* tellingOf(answerOf({ decision: 'deferred', untilWhen: later(wait) }, 'deferred', false));
        if (!chance('decidedAfterDeferral')) return;
        yield wait;
        answer = random.oneOf(['accepted', 'partlyAccepted', 'rejected'] as const);
      }
      const until =
        answer === 'rejected'
          ? {}
          : answer === 'trial'
            ? { untilWhen: later(120) }
            : {
                byWhen: later(random.between(60, 200)),
                responsiblePost: post(),
                ...(random.happens(0.2) && { cost: random.between(1, 500) * 1000 }),
              };
      view = yield* tellingOf(answerOf({ decision: answer, ...until }, answer, answer !== 'rejected'));
      if (answer !== 'rejected' && !(view === 'unsatisfied' && chance('reopened'))) view = yield* change(answer);
    }
    if (view !== 'unsatisfied' || !chance('reopened')) return;
    say('ProposalReopened', {}, { reason: texts.comment() });
  }
}
