import type { account } from '#domain';
import { languages, sayDay, sayInstant } from '#i18n';
import type { ApiToken, ListedSession, Proofs } from '#sign-in';
import { dayOf } from '#use-cases';
import type { Person } from '#vault';
import { type Html, html } from '../html.ts';
import { choice, choices, good, noFaults, pageOf } from './form-parts.ts';
import { languageNames } from './language-links.ts';
import type { Told } from './own-capacities.ts';
import { linkTo, type Visit } from './visit.ts';

/** What an account's own page shows of it. */
export interface Own {
  readonly account: string;
  readonly person: Person;
  readonly language: account.Language;
  readonly mails: account.Mails;
  readonly proofs: Proofs;
  readonly capacities: readonly Told[];
  readonly sessions: readonly ListedSession[];
  readonly tokens: readonly ApiToken[];
  /** The session that looks at the page. */
  readonly here: string;
  /** Something was just changed. */
  readonly saved: boolean;
}

export function accountPage(visit: Visit, own: Own): string {
  const { say } = visit;
  return pageOf(visit, {
    title: say('own.heading'),
    main: html`${own.saved ? good(say('own.saved')) : undefined}
<p><a class="button" href="${linkTo(visit, '/start')}">${say('front.work')}</a></p>
<dl>
<div><dt>${say('signIn.name')}</dt><dd>${own.person.name ?? say('own.notKnown')}</dd></div>
<div><dt>${say('signIn.address')}</dt><dd>${own.person.contact ?? say('own.notKnown')}</dd></div>
</dl>
<p class="small">${say('own.wrongName')}</p>
<h2>${say('own.may')}</h2>
${mayList(visit, own.capacities)}
<h2>${say('own.signIn')}</h2>
${signInRows(visit, own)}
<h2 id="sessions">${say('own.sessions')}</h2>
<p>${say('own.sessions.what')}</p>
${sessionList(visit, own)}
<h2 id="language">${say('signIn.language')}</h2>
${languageForm(visit, own)}
<h2 id="mails">${say('own.mails')}</h2>
${mailsForm(visit, own)}
<h2>${say('own.data')}</h2>
<p>${say('own.data.what')}</p>
<p><a href="${visit.desk.house.settings.basePath}/api/accounts/${own.account}/everything" download>${say('own.data.download')}</a></p>
<p><a href="${linkTo(visit, '/account/delete')}">${say('own.delete')}</a></p>`,
  });
}

function mayList({ say }: Visit, capacities: readonly Told[]): Html {
  if (capacities.length === 0) return html`<p>${say('own.mayNothing')}</p>`;
  return html`<dl>
${capacities.map(({ what, may }) => html`<div><dt class="strong">${what}</dt><dd>${may}</dd></div>`)}
</dl>`;
}

/** One line each: what there is, since when, and where to change it. */
function signInRows(visit: Visit, { proofs, tokens }: Own): Html {
  const { say, lang } = visit;
  const { password, secondFactor } = proofs;
  const since = (at: Date) => say('own.since', { day: sayDay(lang, dayOf(at.getTime())) });
  const row = (label: string, value: string, path: string, change: string) =>
    html`<div class="row"><dt>${label}</dt><dd>${value}</dd><dd class="change"><a href="${linkTo(visit, path)}">${change}<span class="unseen">: ${label}</span></a></dd></div>`;
  return html`<dl>
${row(say('signIn.password'), password ? since(password.since) : say('own.password.none'), '/account/password', say(password ? 'own.change' : 'own.choose'))}
${row(
  say('signIn.code'),
  secondFactor
    ? `${since(secondFactor.since)}. ${say('own.codesLeft', { count: secondFactor.recoveryCodesLeft })}`
    : say('own.secondFactor.none'),
  '/account/second-factor',
  say(secondFactor ? 'own.change' : 'own.takeIntoUse'),
)}
${row(say('own.tokens'), tokens.length === 0 ? say('own.secondFactor.none') : say('own.tokens.many', { count: tokens.length }), '/account/tokens', say('own.open'))}
</dl>`;
}

function sessionList(visit: Visit, { sessions, here }: Own): Html {
  const { say, lang } = visit;
  const one = ({ id, browser, began, last }: ListedSession) => {
    const name = browser ?? say('own.unknownBrowser');
    const end =
      id === here
        ? html`<span>${say('own.sessions.here')}</span>`
        : html`<form method="post" action="${linkTo(visit, '/account/sessions')}"><button class="plain" name="end" value="${id}">${say('own.sessions.end')}<span class="unseen">: ${name}, ${sayInstant(lang, began)}</span></button></form>`;
    return html`<li class="row"><div><strong>${name}</strong>
<p class="hint">${say('own.sessions.times', { began: sayInstant(lang, began), last: sayInstant(lang, last) })}</p></div>${end}</li>`;
  };
  const others = sessions.length > 1;
  return html`<ul class="rows">
${sessions.map(one)}
</ul>
${others ? html`<form class="fields" method="post" action="${linkTo(visit, '/account/sessions')}"><div class="buttons"><button class="other" name="end" value="others">${say('own.sessions.endOthers')}</button></div></form>` : undefined}`;
}

function languageForm(visit: Visit, { language }: Own): Html {
  const { say } = visit;
  const each = languages.map((one) =>
    choice({
      name: 'language',
      value: one,
      label: languageNames[one],
      lang: one,
      chosen: one === language,
      type: 'radio',
    }),
  );
  return html`<form class="fields" method="post" action="${linkTo(visit, '/account/language')}">
${choices('language-choice', say('own.language.what'), each)}
<div class="buttons"><button class="other">${say('own.save')}<span class="unseen">: ${say('signIn.language')}</span></button></div>
</form>`;
}

function mailsForm(visit: Visit, { mails }: Own): Html {
  const { say } = visit;
  const each = (['reminders', 'digest'] as const).map((name) =>
    choice({ name, value: 'yes', label: say(`own.mails.${name}`), chosen: mails[name], type: 'checkbox' }),
  );
  return html`<form class="fields" method="post" action="${linkTo(visit, '/account/mails')}">
${choices('mails-choice', say('own.mails.what'), each, noFaults, say('own.mails.hint'))}
<div class="buttons"><button class="other">${say('own.save')}<span class="unseen">: ${say('own.mails')}</span></button></div>
</form>`;
}
