import type { FastifyReply, FastifyRequest } from 'fastify';
import { isLanguage, languages } from '#i18n';
import { thereIsAdministrator } from '#read-models';
import { acceptInvitation, createFirstAdministrator, lookAtInvitation } from '#sign-in';
import { type Html, html } from '../html.ts';
import { networkOf } from '../rate-limits.ts';
import type { Desk, Route } from '../route.ts';
import { arrivalOf, leadOn } from './coming-in.ts';
import { faultsOf } from './faults-of.ts';
import { choice, choices, type Faults, field, noFaults, pageOf, sayingPage } from './form-parts.ts';
import { giveOwn } from './give-own.ts';
import { languageNames } from './language-links.ts';
import { type Visit, visitOf } from './visit.ts';

/** How somebody comes in for the first time. */
export const joiningRoutes: readonly Route[] = [
  { method: 'GET', path: '/invitation/:token', name: 'ShowInvitation', run: (...of) => invited(of, showInvitation) },
  { method: 'POST', path: '/invitation/:token', name: 'AcceptInvitation', run: (...of) => invited(of, accept) },
  { method: 'GET', path: '/first-administrator', name: 'ShowFirstAdministrator', run: (...of) => first(of, showFirst) },
  { method: 'POST', path: '/first-administrator', name: 'BecomeFirstAdministrator', run: (...of) => first(of, become) },
];

type Request = readonly [desk: Desk, request: FastifyRequest, reply: FastifyReply];

interface Invited {
  readonly token: string;
  readonly account: string;
}

async function invited(
  [desk, request, reply]: Request,
  answer: (visit: Visit, invited: Invited) => string | Promise<string>,
): Promise<string> {
  const { token } = request.params as { readonly token: string };
  const invitation = await lookAtInvitation(desk.house.context, token);
  const visit = await visitOf(desk, request, reply, invitation?.language);
  return invitation ? answer(visit, { token, account: invitation.account }) : invitationGone(visit);
}

function invitationGone(visit: Visit): string {
  visit.reply.status(404);
  visit.request.outcome = 'not-found';
  return sayingPage(visit, {
    heading: 'signIn.invitationGone.heading',
    what: ['refusal.invitation.unknown', 'signIn.invitationGone.next'],
    next: ['/sign-in', 'signIn.toSignIn'],
  });
}

const showInvitation = (visit: Visit): string => invitationPage(visit, noFaults);

function languageChoices({ lang, say }: Visit): Html {
  const each = languages.map((one) =>
    choice({ name: 'language', value: one, label: languageNames[one], lang: one, chosen: one === lang, type: 'radio' }),
  );
  return choices('language', say('signIn.language'), each);
}

function invitationPage(visit: Visit, faults: Faults): string {
  const { say, desk, form } = visit;
  const byMail = desk.house.delivery.mail.configured;
  const withPassword = form.get('how') !== 'link';
  const ways = [
    choice({ name: 'how', value: 'password', label: say('signIn.way.password'), chosen: withPassword, type: 'radio' }),
    choice({ name: 'how', value: 'link', label: say('signIn.way.link'), chosen: !withPassword, type: 'radio' }),
  ];
  return pageOf(visit, {
    title: say('signIn.invitation.heading'),
    faults,
    main: html`<p>${say('signIn.invitation.what')}</p>
<p>${say('signIn.invitation.next')}</p>
<form class="fields" method="post" novalidate>
${languageChoices(visit)}
${byMail ? choices('how', say('signIn.way'), ways) : undefined}
${field({
  name: 'password',
  label: say(byMail ? 'signIn.newPassword.ifWanted' : 'signIn.newPassword'),
  type: 'password',
  autocomplete: 'new-password',
  hint: say('signIn.newPassword.hint'),
  faults,
})}
<div class="buttons"><button>${say('signIn.invitation.button')}</button></div>
</form>`,
  });
}

async function accept(visit: Visit, { token, account }: Invited): Promise<string> {
  const { form, desk, say } = visit;
  const { house } = desk;
  const byLink = form.get('how') === 'link' && house.delivery.mail.configured;
  const [password, language] = [form.get('password') ?? '', form.get('language')];
  try {
    const chosen = byLink ? {} : { password };
    const arrived = await acceptInvitation(house.context, token, chosen, arrivalOf(visit));
    if (isLanguage(language)) await giveOwn(desk, account, 'ChooseLanguage', { language });
    return await leadOn(visit, arrived);
  } catch (error) {
    const faults = faultsOf(error, say, ['password']);
    visit.reply.status(422);
    return invitationPage(visit, faults);
  }
}

/** There is such a page only until somebody looks after the installation. */
async function first(
  [desk, request, reply]: Request,
  answer: (visit: Visit) => string | Promise<string>,
): Promise<string> {
  const visit = await visitOf(desk, request, reply);
  if (!thereIsAdministrator(desk.house.reads)) return answer(visit);
  reply.status(404);
  request.outcome = 'not-found';
  return sayingPage(visit, {
    heading: 'signIn.first.thereIsOne.heading',
    what: ['signIn.first.thereIsOne.what'],
    next: ['/sign-in', 'signIn.toSignIn'],
  });
}

const showFirst = (visit: Visit): string => firstPage(visit, noFaults);

function firstPage(visit: Visit, faults: Faults): string {
  const { say, form } = visit;
  const given = (name: string) => form.get(name) ?? undefined;
  return pageOf(visit, {
    title: say('signIn.first.heading'),
    faults,
    main: html`<p>${say('signIn.first.what')}</p>
<form class="fields" method="post" novalidate>
${field({ name: 'code', label: say('signIn.first.code'), autocomplete: 'off', hint: say('signIn.first.codeHint'), value: given('code'), faults })}
${field({ name: 'name', label: say('signIn.name'), autocomplete: 'name', value: given('name'), faults })}
${field({ name: 'address', label: say('signIn.address'), type: 'email', autocomplete: 'username', value: given('address'), faults })}
${field({ name: 'password', label: say('signIn.newPassword'), type: 'password', autocomplete: 'new-password', hint: say('signIn.newPassword.hint'), faults })}
<div class="buttons"><button>${say('signIn.first.button')}</button></div>
</form>`,
  });
}

async function become(visit: Visit): Promise<string> {
  const { form, say, lang, desk } = visit;
  const { house } = desk;
  const given = (name: string) => (form.get(name) ?? '').trim();
  const faults: Faults = {
    ...(given('code') === '' && { code: say('signIn.first.codeMissing') }),
    ...(given('name') === '' && { name: say('signIn.name.missing') }),
    ...(given('address') === '' && { address: say('signIn.address.wrong') }),
    ...(given('password') === '' && { password: say('signIn.password.missing') }),
  };
  const wrong = (found: Faults): string => {
    visit.reply.status(422);
    return firstPage(visit, found);
  };
  if (Object.keys(faults).length > 0) return wrong(faults);
  await house.rates.count('attempts', networkOf(visit.request.ip));
  try {
    const arrived = await createFirstAdministrator(
      house.context,
      {
        code: given('code'),
        name: given('name'),
        address: given('address'),
        password: form.get('password') ?? '',
        language: lang,
      },
      { ...arrivalOf(visit), thereIsOne: () => thereIsAdministrator(house.reads) },
    );
    return await leadOn(visit, arrived);
  } catch (error) {
    return wrong(faultsOf(error, say, ['code', 'name', 'address', 'password']));
  }
}
