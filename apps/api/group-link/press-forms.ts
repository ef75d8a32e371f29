import { randomUUID } from 'node:crypto';
import { type Html, html } from '../html.ts';
import { choice, choices, type Faults, hidden, noFaults } from '../sign-in/form-parts.ts';
import { type LinkVisit, linkTo } from './link-visit.ts';
import type { Shown } from './shown.ts';
import { isAnswerOpen, mayBeUnchanged, toConfirm } from './standing.ts';

export const views = ['satisfied', 'unsatisfied', 'wantsToContinue', 'opinionsDiffer'] as const;

/** Most characters of what is written on these pages; `comment` may be longer elsewhere. */
export const most = { aFewWords: 1_000, comment: 2_000 } as const;
export type TextField = keyof typeof most;

/** What somebody has filled in, and what is wrong with it. */
export interface Filled {
  readonly aFewWords?: string;
  readonly comment?: string;
  readonly view?: string;
  /** Names the sending: the same again records nothing more. */
  readonly command?: string;
  readonly faults: Faults;
}
export const nothingFilled: Filled = { faults: noFaults };

/** Whether something may be said about this on the page: the group knows an answer, and has not withdrawn the proposal. */
export const mayPress = (one: Shown): boolean => isAnswerOpen(one) && one.closed !== 'withdrawn';

/** The buttons that need no account, and the group's view. Undefined: there is nothing yet that could be said. */
export function pressForms(visit: LinkVisit, one: Shown, filled: Filled): Html | undefined {
  if (!mayPress(one)) return undefined;
  const { say } = visit;
  const action = linkTo(visit, `/proposals/${one.id}`);
  const command = filled.command ?? randomUUID();
  const isOpen = filled.view !== undefined || filled.comment !== undefined || filled.faults.view !== undefined;
  return html`<section class="box" aria-labelledby="press">
<h2 id="press">${say('groupLink.press.heading')}</h2>
<p>${say('groupLink.press.lead')}</p>
<form class="fields" method="post" action="${action}">
${hidden('command', command)}
${toConfirm(one).map((telling) => hidden('telling', telling))}
${writing(visit, 'aFewWords', 'groupLink.press.words', filled)}
<div class="buttons">
<button name="what" value="heard">${say('groupLink.press.heard')}</button>
${mayBeUnchanged(one) ? html`<button class="other" name="what" value="notChanged">${say('groupLink.press.notChanged')}</button>` : undefined}
</div>
<p class="small">${say('groupLink.press.then')}</p>
</form>
</section>
<details class="box"${isOpen ? html` open` : undefined}>
<summary><h2>${say('groupLink.respond.heading')}</h2></summary>
<p>${say('groupLink.respond.lead')}</p>
<form class="fields" method="post" action="${action}">
${hidden('command', command)}
${choices(
  'view',
  say('groupLink.respond.choose'),
  views.map((value) =>
    choice({
      name: 'view',
      value,
      label: say(`groupLink.view.${value}`),
      chosen: filled.view === value,
      type: 'radio',
    }),
  ),
  filled.faults,
)}
${writing(visit, 'comment', 'groupLink.respond.comment', filled)}
<div class="buttons">
<button name="what" value="respond">${say('groupLink.respond.send')}</button>
</div>
</form>
</details>`;
}

type Label = 'groupLink.press.words' | 'groupLink.respond.comment';

/** Where somebody may write: whoever reads it is named before anything is written. */
export function writing({ say }: Pick<LinkVisit, 'say'>, name: TextField, label: Label, filled: Filled): Html {
  const fault = filled.faults[name];
  const about = [`${name}-hint`, fault && `${name}-fault`].filter(Boolean).join(' ');
  return html`<div class="field">
<label for="${name}">${say(label)}</label>
<p class="hint" id="${name}-hint">${say('groupLink.press.optional')} ${say('groupLink.press.readers')}</p>
${fault && html`<p class="fault" id="${name}-fault">${fault}</p>`}
<textarea id="${name}" name="${name}" maxlength="${String(most[name])}" dir="auto" aria-describedby="${about}"${fault && html` aria-invalid="true"`}>
${filled[name] ?? ''}</textarea>
</div>`;
}
