import { type Html, html } from '../html.ts';
import { type Faults, field, good, hidden, pageOf } from './form-parts.ts';
import { linkTo, type Visit } from './visit.ts';

/** What brought somebody here, where that is worth saying. */
export type Because = 'signedOut' | 'deleted' | 'again';

interface SignInForm {
  readonly faults: Faults;
  readonly address?: string;
  readonly because?: Because | undefined;
}

/** Address and password; beside them the ways without a password, as far as there are any. */
export function signInPage(visit: Visit, { faults, address, because }: SignInForm): string {
  const { say, to, desk } = visit;
  const { delivery, directory } = desk.house;
  const byMail = delivery.mail.configured;
  return pageOf(visit, {
    title: say('signIn.heading'),
    faults,
    main: html`${because && good(say(`signIn.because.${because}`))}
${because === 'signedOut' && directory ? signOutThere(visit, directory.settings.name) : undefined}
${directory ? byDirectory(visit, directory.settings.name) : undefined}
<form class="fields" method="post" action="${linkTo(visit, '/sign-in')}" novalidate>
${hidden('to', to)}
${field({ name: 'address', label: say('signIn.address'), type: 'email', autocomplete: 'username', value: address, faults })}
${field({ name: 'password', label: say('signIn.password'), type: 'password', autocomplete: 'current-password', faults })}
<div class="buttons">
<button${directory ? html` class="other"` : undefined} name="how" value="password">${say('signIn.button')}</button>
</div>
${
  byMail
    ? html`<h2>${say('signIn.without.heading')}</h2>
<p>${say('signIn.without.what')}</p>
<div class="buttons">
<button class="other" name="how" value="link">${say('signIn.without.button')}</button>
</div>`
    : undefined
}
</form>
<h2>${say('signIn.help.heading')}</h2>
<p>${say(byMail ? 'signIn.help.byMail' : 'signIn.help.noMail')}</p>`,
  });
}

function byDirectory(visit: Visit, name: string): Html {
  const { say, to } = visit;
  return html`<p><a class="button" href="${linkTo(visit, '/sign-in/oidc', { to, lang: visit.lang })}">${say('signIn.directory', { name })}</a></p>
<h2>${say('signIn.orHere')}</h2>`;
}

const signOutThere = (visit: Visit, name: string): Html =>
  html`<p><a href="${linkTo(visit, '/sign-in/oidc/out')}">${visit.say('signIn.outThere', { name })}</a></p>`;

/** The same for whoever has an account and whoever has none. */
export function linkSentPage(visit: Visit): string {
  const { say } = visit;
  return pageOf(visit, {
    title: say('signIn.sent.heading'),
    main: html`<p>${say('signIn.sent.what')}</p>
<p>${say('signIn.sent.next')}</p>
<p><a href="${linkTo(visit, '/sign-in', { to: visit.to })}">${say('signIn.again')}</a></p>`,
  });
}

/** Programs that check mails open links: so nothing happens before the button is pressed. */
export function linkPage(visit: Visit): string {
  const { say, to } = visit;
  return pageOf(visit, {
    title: say('signIn.heading'),
    main: html`<p>${say('signIn.link.what')}</p>
<form class="fields" method="post">
${hidden('to', to)}
<div class="buttons"><button>${say('signIn.button')}</button></div>
</form>`,
  });
}

/** The second step: a code of the app, or one of those that were put away. */
export function codePage(visit: Visit, faults: Faults): string {
  const { say, to } = visit;
  return pageOf(visit, {
    title: say('signIn.code.heading'),
    faults,
    main: html`<form class="fields" method="post" novalidate>
${hidden('to', to)}
${field({ name: 'code', label: say('signIn.code'), autocomplete: 'one-time-code', hint: say('signIn.code.hint'), faults })}
<div class="buttons"><button>${say('signIn.code.button')}</button></div>
</form>
<p class="small">${say('signIn.code.lost')}</p>
<p><a href="${linkTo(visit, '/sign-in', { to })}">${say('signIn.again')}</a></p>`,
  });
}
