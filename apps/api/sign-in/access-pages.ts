import { sayDay } from '#i18n';
import { type Scope, scopes } from '#permissions';
import { listApiTokens, proofsOf, setUpTotp, type TotpSecret } from '#sign-in';
import { dayOf } from '#use-cases';
import { type Html, html } from '../html.ts';
import { choice, choices, type Faults, field, pageOf } from './form-parts.ts';
import type { OwnVisit } from './own-visit.ts';
import { recoveryCodeList, setUpForm } from './second-factor-parts.ts';
import { linkTo, type Visit } from './visit.ts';

const backTo = (visit: Visit): Html =>
  html`<p class="back"><a href="${linkTo(visit, '/account')}">${visit.say('own.back')}</a></p>`;

/** The old password is asked for unless somebody came in a moment ago by another way: that is how a forgotten one is replaced. */
export async function passwordPage(visit: OwnVisit, faults: Faults): Promise<string> {
  const { say, session, desk } = visit;
  const { password } = await proofsOf(desk.house.context, session.account);
  const person = (await desk.house.context.vault.people.read([session.account])).get(session.account);
  const needsOld = password !== undefined && session.how === 'password';
  return pageOf(visit, {
    title: say(password ? 'own.password.change' : 'own.password.choose'),
    faults,
    main: html`<p>${say('own.password.what')}</p>
<form class="fields" method="post" novalidate>
<input type="hidden" name="username" autocomplete="username" value="${person?.contact ?? ''}">
${
  needsOld
    ? field({ name: 'old', label: say('own.password.old'), type: 'password', autocomplete: 'current-password', faults })
    : undefined
}
${field({ name: 'password', label: say('signIn.newPassword'), type: 'password', autocomplete: 'new-password', hint: say('signIn.newPassword.hint'), faults })}
<div class="buttons"><button>${say('own.save')}</button></div>
</form>
${backTo(visit)}`,
  });
}

/** Setting it up where there is none; else new recovery codes, or taking it away. */
export async function secondFactorPage(visit: OwnVisit, faults: Faults, carried?: TotpSecret): Promise<string> {
  const { say, session, desk } = visit;
  const { context } = desk.house;
  const { secondFactor } = await proofsOf(context, session.account);
  if (!secondFactor) {
    const secret = carried ?? (await setUpTotp(context, session.account));
    return pageOf(visit, {
      title: say('signIn.setUp.heading'),
      faults,
      main: html`<p>${say('own.secondFactor.what')}</p>
${await setUpForm(visit, secret, faults)}
${backTo(visit)}`,
    });
  }
  const { since, recoveryCodesLeft } = secondFactor;
  return pageOf(visit, {
    title: say('own.secondFactor.heading'),
    faults,
    main: html`<p>${say('own.secondFactor.since', { day: sayDay(visit.lang, dayOf(since.getTime())) })} ${say('own.codesLeft', { count: recoveryCodesLeft })}</p>
<form class="fields" method="post" novalidate>
${field({ name: 'code', label: say('signIn.code'), autocomplete: 'one-time-code', hint: say('own.secondFactor.codeHint'), faults })}
<div class="buttons">
<button name="do" value="renew">${say('own.secondFactor.renew')}</button>
<button class="other" name="do" value="remove">${say('own.secondFactor.remove')}</button>
</div>
</form>
${backTo(visit)}`,
  });
}

export function recoveryPage(visit: Visit, codes: readonly string[]): string {
  return pageOf(visit, {
    title: visit.say('signIn.recovery.heading'),
    main: html`${recoveryCodeList(visit, codes)}
${backTo(visit)}`,
  });
}

const mayList = ({ say }: Visit, may: readonly Scope[]): string =>
  may
    .map((one) => say(`own.scope.${one}`))
    .map((one, index) => (index === 0 ? one : `${one[0]!.toLowerCase()}${one.slice(1)}`))
    .join(', ');

/** For how many days a token may work. */
export const tokenDays = [7, 30, 90, 365] as const;

export async function tokensPage(visit: OwnVisit, faults: Faults, made?: string): Promise<string> {
  const { say, lang, session } = visit;
  // What was just made is not to be made once more.
  const form = made === undefined ? visit.form : new URLSearchParams();
  const tokens = await listApiTokens(visit.desk.house.context, session.account);
  const rows = tokens.map(
    ({ id, name, scopes: may, expires }) => html`<li class="row"><div><strong>${name}</strong>
<p class="hint">${mayList(visit, may)}. ${say('own.tokens.until', { day: sayDay(lang, dayOf(expires.getTime())) })}</p></div>
<form method="post"><button class="plain" name="revoke" value="${id}">${say('own.tokens.revoke')}<span class="unseen">: ${name}</span></button></form></li>`,
  );
  const chosen = new Set(form.getAll('scope'));
  const scopeChoices = scopes.map((one) =>
    choice({ name: 'scope', value: one, label: say(`own.scope.${one}`), chosen: chosen.has(one), type: 'checkbox' }),
  );
  const wanted = form.get('days') ?? '30';
  const dayChoices = tokenDays.map((days) =>
    choice({
      name: 'days',
      value: String(days),
      label: say('own.tokens.days', { count: days }),
      chosen: wanted === String(days),
      type: 'radio',
    }),
  );
  return pageOf(visit, {
    title: say('own.tokens.heading'),
    faults,
    main: html`${made === undefined ? undefined : madeNow(visit, made)}
<p>${say('own.tokens.what')}</p>
${tokens.length === 0 ? html`<p>${say('own.tokens.none')}</p>` : html`<ul class="rows">\n${rows}\n</ul>`}
<h2>${say('own.tokens.new')}</h2>
<form class="fields" method="post" novalidate>
${field({ name: 'name', label: say('own.tokens.name'), autocomplete: 'off', hint: say('own.tokens.nameHint'), value: form.get('name') ?? undefined, faults })}
${choices('scopes', say('own.tokens.scopes'), scopeChoices, faults)}
${choices('expires', say('own.tokens.howLong'), dayChoices, faults)}
<div class="buttons"><button>${say('own.tokens.make')}</button></div>
</form>
${backTo(visit)}`,
  });
}

/** Told this once. */
const madeNow = ({ say }: Visit, token: string): Html => html`<div class="good" role="status">
<p>${say('own.tokens.made')}</p>
<p class="secret">${token}</p>
</div>`;

export function deletePage(visit: Visit, faults: Faults): string {
  const { say } = visit;
  const sure = choice({ name: 'sure', value: 'yes', label: say('own.delete.sure'), chosen: false, type: 'checkbox' });
  return pageOf(visit, {
    title: say('own.delete.heading'),
    faults,
    main: html`<p>${say('own.delete.what')}</p>
<p>${say('own.delete.stays')}</p>
<form class="fields" method="post" novalidate>
${choices('sure', say('own.delete.legend'), [sure], faults)}
<div class="buttons"><button class="danger">${say('own.delete.button')}</button></div>
</form>
${backTo(visit)}`,
  });
}

/** Whoever has been in for a while shows again who they are. */
export function freshPage(visit: Visit): string {
  const { say, request } = visit;
  return pageOf(visit, {
    title: say('own.fresh.heading'),
    main: html`<p>${say('own.fresh.what')}</p>
<form class="fields" method="post" action="${linkTo(visit, '/sign-out')}">
<input type="hidden" name="because" value="again">
<input type="hidden" name="to" value="${request.url.split('?', 1)[0]!}">
<div class="buttons"><button>${say('own.fresh.button')}</button></div>
</form>
${backTo(visit)}`,
  });
}
