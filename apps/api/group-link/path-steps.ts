import { type PlainKey, sayDay } from '#i18n';
import type { Path } from '#read-models';
import { type Html, html } from '../html.ts';
import type { LinkVisit } from './link-visit.ts';
import type { Shown } from './shown.ts';
import { isAnswerOpen, isAnswerUntold, isChangeUntold } from './standing.ts';

export const steps = ['said', 'received', 'answered', 'told', 'changed', 'view'] as const;
export type Step = (typeof steps)[number];

interface Standing {
  readonly state: Path['view']['state'];
  readonly on?: string;
  readonly due?: string;
}

/** How a step stands for whoever reads: what is kept until it is told is neither done nor late. */
function standingOf(one: Shown, step: Step): Standing {
  const { path } = one;
  if (step === 'told' && isAnswerUntold(one)) return { state: 'awaited' };
  if (step === 'view' && path.view.state === 'open' && !isAnswerOpen(one)) {
    const { state } = path.answered;
    return { state: state === 'notKnown' || state === 'notNeeded' ? state : 'notYet' };
  }
  return path[step];
}

/** The state in words; its mark only repeats it. */
function sentenceOf({ lang, say, today }: LinkVisit, one: Shown, step: Step, isBrief: boolean): string {
  const { state, on, due } = standingOf(one, step);
  if (step === 'answered' && isAnswerUntold(one)) return say('groupLink.state.came');
  if (step === 'changed' && isChangeUntold(one)) return say('groupLink.state.cameChange');
  if (step === 'told' && isAnswerUntold(one)) return say('groupLink.state.notYet');
  if (step === 'changed' && state === 'done') return changeOf({ lang, say }, one);
  if (state === 'done' && on !== undefined) return sayDay(lang, on);
  if (state === 'done') return say(step === 'said' ? 'groupLink.state.noDaySaid' : 'groupLink.state.noDay');
  // By when it is awaited, a list says once, under what happens next.
  if (state === 'awaited' && isBrief) return say('groupLink.state.waiting');
  if (state === 'awaited' && due !== undefined)
    return say(due < today ? 'groupLink.state.awaitedLate' : 'groupLink.state.awaitedBy', { day: sayDay(lang, due) });
  return say(`groupLink.state.${state}` as PlainKey);
}

function changeOf({ lang, say }: Pick<LinkVisit, 'lang' | 'say'>, { path: { changed } }: Shown): string {
  const day = changed.on === undefined ? say('groupLink.state.noDaySaid') : sayDay(lang, changed.on);
  if (changed.changed === undefined) return day;
  return `${say(`groupLink.now.changed.${changed.changed}` as PlainKey)} ${day}`;
}

const marks: Readonly<Record<Standing['state'], string>> = {
  done: 'done',
  awaited: 'awaited',
  notYet: 'still',
  open: 'still',
  notNeeded: 'still',
  notKnown: 'unknown',
  notRecorded: 'unknown',
};

/** The way a proposal has come. @param inside what stands in each step; left out: only the states */
export function pathSteps(visit: LinkVisit, one: Shown, inside?: (step: Step) => Html | undefined): Html {
  const { say } = visit;
  const items = steps.map((step) => {
    const name = say(`groupLink.step.${step}`);
    return html`<li class="${marks[standingOf(one, step).state]}">
${inside ? html`<h3>${name}</h3>` : html`<p class="step">${name}</p>`}
<p class="state">${sentenceOf(visit, one, step, !inside)}</p>
${inside?.(step)}
</li>`;
  });
  return html`<ol class="${inside ? 'path' : 'path brief'}"${inside ? undefined : html` aria-label="${say('groupLink.path')}"`}>
${items}
</ol>`;
}
