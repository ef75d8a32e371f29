import type { County, Life, SimulatedUnit } from './county.ts';
import { weightsOf } from './parameters.ts';
import { answers, proposalActs, type View } from './proposal-acts.ts';
import { themes } from './texts.ts';

export interface Asked {
  readonly group: string;
  readonly unit: SimulatedUnit;
  readonly meeting: string;
  readonly commission?: string;
  /** An earlier proposal of the group, to link to. */
  readonly earlier?: string;
}

/** One proposal from its submission as far as its loop goes: the paths and their shares are those of the table of parameters. */
export function* proposalLife(county: County, id: string, asked: Asked): Life {
  const { random, texts, chance, days, tell, today } = county;
  const { group, unit } = asked;
  let holder = unit;
  const { say, name, post, byPost, side, tellingOf, answerOf, change, trial, later } = proposalActs(
    county,
    id,
    group,
    () => holder,
  );

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
        registryNumber: `KUVA/${id.replace(/\D/g, '')}/${today().slice(0, 4)}`,
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
    let view: View;
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
