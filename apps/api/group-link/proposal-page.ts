import { type PlainKey, sayDay } from '#i18n';
import type { Details } from '#read-models';
import { type Html, html } from '../html.ts';
import { aloudButton, good, linkPage } from './link-page.ts';
import { type LinkVisit, linkTo, parameter } from './link-visit.ts';
import { pathSteps, type Step } from './path-steps.ts';
import { type Filled, nothingFilled, pressForms } from './press-forms.ts';
import type { Shown } from './shown.ts';
import { isAnswerUntold, nextOf, nowOf } from './standing.ts';
import { isSame, part, title, wordsLinks } from './written.ts';

/** One proposal: the way it has come with all that was said, and what may be said about the answer. */
export function proposalPage(visit: LinkVisit, one: Shown, filled: Filled = nothingFilled): string {
  const { say } = visit;
  const done = Object.keys(filled.faults).length > 0 ? undefined : doneOf(visit);
  const name = say('groupLink.title.one');
  const wrong = faultList(visit, filled);
  return linkPage(visit, {
    aloud: true,
    title: wrong
      ? say('groupLink.title.fault', { title: name })
      : done
        ? say('groupLink.title.done', { title: name })
        : name,
    first: wrong ?? done,
    main: html`<p class="onward"><a href="${linkTo(visit, '')}">${say('groupLink.all')}</a></p>
<div id="proposal">
<h1><span class="of">${kindLine(visit, one)}</span> ${title(visit, one.title)}</h1>
${aloudButton(say, 'proposal')}
${wordsLinks(visit, `/proposals/${one.id}`, one)}
<p class="now">${nowOf(visit, one).join(' ')}</p>
${one.ended && part(visit, 'groupLink.part.endedBecause', one.ended.reason)}
${nextOf(visit, one)}
<h2>${say('groupLink.path')}</h2>
${pathSteps(visit, one, (step) => inStep[step](visit, one))}
${earlierAnswers(visit, one)}
</div>
${pressForms(visit, one, filled)}`,
  });
}

const kindLine = ({ say }: LinkVisit, { kind }: Shown): string => say(`kind.${kind}` as PlainKey);

const doable = ['heard', 'notChanged', 'respond'] as const;

/** What somebody has just done. */
function doneOf(visit: LinkVisit): Html | undefined {
  const { say, request } = visit;
  const done = doable.find((one) => one === parameter(request, 'done'));
  if (!done) return undefined;
  return good([
    say(`groupLink.done.${done}`),
    say(done === 'respond' ? 'groupLink.done.again' : 'groupLink.press.then'),
  ]);
}

function faultList({ say }: LinkVisit, { faults }: Filled): Html | undefined {
  const items = Object.entries(faults).map(([field, sentence]) =>
    field === 'form' ? html`<li>${sentence}</li>` : html`<li><a href="#${field}">${sentence}</a></li>`,
  );
  if (items.length === 0) return undefined;
  return html`<div class="faults" role="alert" tabindex="-1" autofocus>
<p><strong>${say('groupLink.fault.heading')}</strong></p>
<ul>
${items}
</ul>
</div>`;
}

const inStep: Readonly<Record<Step, (visit: LinkVisit, one: Shown) => Html>> = {
  said: (visit, one) => html`${part(visit, 'groupLink.part.text', one.path.said.text)}
${part(visit, 'groupLink.part.changeHopedFor', one.path.said.changeHopedFor)}
${one.reopenings.map(({ on, reason }) => reopened(visit, on, reason))}`,

  received: (visit, one) =>
    html`${one.informationRequests.map(
      ({ question, answer }) => html`${part(visit, 'groupLink.part.question', question)}
${part(visit, 'groupLink.part.information', answer)}`,
    )}`,

  answered: (visit, one) => {
    const inForce = one.answers.find((answer): answer is Answer => 'inForce' in answer && answer.inForce);
    return html`${inForce && !isAnswerUntold(one) ? answerParts(visit, inForce) : undefined}`;
  },

  told: ({ say }, one) => {
    const { how, confirmed } = one.path.told;
    if (how === undefined) return html``;
    return html`<p>${say(`groupLink.how.${how}` as PlainKey)} ${say(confirmed ? 'groupLink.part.confirmed' : 'groupLink.part.notConfirmed')}</p>`;
  },

  changed: changedParts,

  view: (
    visit,
    { path: { view } },
  ) => html`${view.view && html`<p>${visit.say(`groupLink.view.${view.view}` as PlainKey)}</p>`}
${part(visit, 'groupLink.part.comment', view.comment)}
${view.notChanged > 0 ? html`<p>${visit.say('groupLink.part.pressedNotChanged')}</p>` : undefined}`,
};

type Answer = Extract<Details['answers'][number], { inForce: boolean }>;
type Trial = Details['trials'][number];

function reopened(visit: LinkVisit, on: string | undefined, reason: Details['text']): Html {
  const { lang, say } = visit;
  const when =
    on === undefined ? say('groupLink.part.reopenedNoDay') : say('groupLink.part.reopened', { day: sayDay(lang, on) });
  return html`<p>${when}</p>\n${part(visit, 'groupLink.part.reopenedBecause', reason)}`;
}

const untilOf: Readonly<Record<string, 'groupLink.part.deferredUntil' | 'groupLink.trial.until'>> = {
  deferred: 'groupLink.part.deferredUntil',
  trial: 'groupLink.trial.until',
};

function answerParts(visit: LinkVisit, answer: Answer): Html {
  const { lang, say } = visit;
  const { briefAnswer, reason, decision, reply, byWhen, untilWhen } = answer;
  const code = decision ?? reply;
  return html`${code && html`<p class="strong outcome">${say(`outcome.${code}` as PlainKey)}.</p>`}
${part(visit, 'groupLink.part.brief', briefAnswer)}
${isSame(briefAnswer, reason) ? undefined : part(visit, 'groupLink.part.reason', reason)}
${part(visit, 'groupLink.part.whatWillBeDone', answer.whatWillBeDone)}
${byWhen && html`<p>${say('groupLink.part.byWhen', { day: sayDay(lang, byWhen) })}</p>`}
${untilWhen && html`<p>${say(untilOf[decision ?? ''] ?? 'groupLink.part.untilWhen', { day: sayDay(lang, untilWhen) })}</p>`}
${answer.heardOnly ? html`<p class="made">${say('groupLink.part.heardOnly')}</p>` : undefined}`;
}

function changedParts(visit: LinkVisit, one: Shown): Html {
  const { lang, say } = visit;
  const { whatChanged, whyNot, timesTooEarly, disputed } = one.path.changed;
  const last = one.followUps.at(-1);
  const next = last && 'next' in last && last.changed === 'tooEarly' ? last.next : undefined;
  return html`${one.trials.map((trial) => trialPart(visit, trial))}
${one.changes.map(({ what }) => part(visit, 'groupLink.part.done', what))}
${part(visit, 'groupLink.part.whatChanged', whatChanged)}
${part(visit, 'groupLink.part.whyNot', whyNot)}
${timesTooEarly > 0 ? html`<p>${say('groupLink.part.tooEarly', { count: timesTooEarly })}</p>` : undefined}
${next && html`<p>${say('groupLink.part.next', { day: sayDay(lang, next) })}</p>`}
${disputed ? html`<p class="strong">${say('groupLink.now.disputed')}</p>` : undefined}`;
}

function trialPart(visit: LinkVisit, { own, outcome, until, what, whatWasLearnt }: Trial): Html {
  const { lang, say } = visit;
  const running = [
    say(own ? 'groupLink.trial.own' : 'groupLink.trial.running'),
    ...(until === undefined ? [] : [say('groupLink.trial.until', { day: sayDay(lang, until) })]),
  ];
  return html`<p class="strong">${outcome === undefined ? running.join(' ') : say(`groupLink.trial.${outcome}` as PlainKey)}</p>
${part(visit, 'groupLink.trial.what', what)}
${part(visit, 'groupLink.trial.learnt', whatWasLearnt)}`;
}

/** Answers in the place of which another has come, or that were given before the matter was reopened. */
function earlierAnswers(visit: LinkVisit, one: Shown): Html | undefined {
  const { lang, say } = visit;
  const earlier = one.answers.filter((answer): answer is Answer => 'inForce' in answer && !answer.inForce);
  if (earlier.length === 0) return undefined;
  return html`<h2>${say('groupLink.part.earlier')}</h2>
${earlier.map(
  (answer) => html`<div class="box">
<p class="label">${answer.on === undefined ? say('groupLink.state.noDaySaid') : sayDay(lang, answer.on)}</p>
${answerParts(visit, answer)}
</div>`,
)}`;
}
