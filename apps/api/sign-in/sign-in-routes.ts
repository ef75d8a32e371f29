import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  askForLink,
  beginSecondFactor,
  completeSecondFactor,
  normalisedAddress,
  secondStep,
  signInByLink,
  signInWithPassword,
  signOut,
} from '#sign-in';
import { clearCookie, cookieOf } from '../cookies.ts';
import { html } from '../html.ts';
import { networkOf } from '../rate-limits.ts';
import type { Desk, Route } from '../route.ts';
import { arrivalOf, bringIn, comeIn, firstPage, leadOn } from './coming-in.ts';
import { faultsOf } from './faults-of.ts';
import { type Faults, noFaults, pageOf, sayingPage } from './form-parts.ts';
import { carriedOn, recoveryCodeList, setUpForm } from './second-factor-parts.ts';
import { type Because, codePage, linkPage, linkSentPage, signInPage } from './sign-in-pages.ts';
import { afterAnswer, sendAccessMail } from './tell-by-mail.ts';
import { goTo, linkTo, type Visit, visitOf } from './visit.ts';

type Page = (visit: Visit) => string | Promise<string>;

const shown = (page: Page) => async (desk: Desk, request: FastifyRequest, reply: FastifyReply) =>
  page(await visitOf(desk, request, reply));

/** Signing in and out. They are for everybody; what they show is the same for whoever has an account and whoever has none. */
export const signInRoutes: readonly Route[] = [
  { method: 'GET', path: '/sign-in', name: 'ShowSignIn', run: shown(showSignIn) },
  { method: 'POST', path: '/sign-in', name: 'SignIn', run: shown(signIn) },
  { method: 'GET', path: '/sign-in/sent', name: 'ShowLinkSent', run: shown(linkSentPage) },
  { method: 'GET', path: '/sign-in/link/:token', name: 'ShowSignInLink', run: shown(linkPage) },
  { method: 'POST', path: '/sign-in/link/:token', name: 'SignInByLink', run: shown(useLink) },
  { method: 'GET', path: '/sign-in/code', name: 'ShowSecondStep', run: shown(showCode) },
  { method: 'POST', path: '/sign-in/code', name: 'PassSecondStep', run: shown(useCode) },
  { method: 'GET', path: '/sign-in/set-up', name: 'ShowSecondFactor', run: shown(showSetUp) },
  { method: 'POST', path: '/sign-in/set-up', name: 'SetUpSecondFactor', run: shown(setUp) },
  { method: 'POST', path: '/sign-out', name: 'SignOut', run: shown(endSession) },
];

const reasons: Readonly<Record<string, Because>> = { out: 'signedOut', deleted: 'deleted', again: 'again' };

function showSignIn(visit: Visit): string {
  if (visit.session) return goTo(visit, visit.to ?? firstPage);
  const { because } = visit.request.query as { readonly because?: unknown };
  return signInPage(visit, { faults: noFaults, because: typeof because === 'string' ? reasons[because] : undefined });
}

function wrongPage(visit: Visit, page: string, status = 422): string {
  visit.reply.status(status);
  return page;
}

function signIn(visit: Visit): Promise<string> | string {
  const { form, say, desk } = visit;
  const [address, password] = [form.get('address') ?? '', form.get('password') ?? ''];
  const byLink = form.get('how') === 'link' && desk.house.delivery.mail.configured;
  const faults: Faults = {
    ...(normalisedAddress(address) === undefined && { address: say('signIn.address.wrong') }),
    ...(password === '' && !byLink && { password: say('signIn.password.missing') }),
  };
  if (Object.keys(faults).length > 0) return wrongPage(visit, signInPage(visit, { faults, address }));
  return byLink ? sendLink(visit, address) : byPassword(visit, address, password);
}

/** Attempts are counted before they are made, and those that came to something are forgiven. */
async function byPassword(visit: Visit, address: string, password: string): Promise<string> {
  const { rates, context } = visit.desk.house;
  const network = networkOf(visit.request.ip);
  const typed = normalisedAddress(address)!;
  await rates.count('attempts', network);
  await rates.count('typed', typed);
  try {
    const arrived = await signInWithPassword(context, { address, password }, arrivalOf(visit));
    await rates.forgive('attempts', network);
    await rates.forgive('typed', typed);
    return leadOn(visit, arrived);
  } catch (error) {
    const faults = faultsOf(error, visit.say, []);
    visit.request.outcome = 'sign-in.refused';
    return wrongPage(visit, signInPage(visit, { faults, address }));
  }
}

/** The answer is there before anybody has looked whether there is such an account. */
async function sendLink(visit: Visit, address: string): Promise<string> {
  const { house } = visit.desk;
  await house.rates.count('mails', normalisedAddress(address)!);
  afterAnswer(house, 'link', async () => {
    const link = await askForLink(house.context, address);
    if (!link) return;
    const query = visit.to === undefined ? '' : `?${new URLSearchParams({ to: visit.to })}`;
    const at = `${house.settings.baseUrl}/sign-in/link/${link.token}${query}`;
    await sendAccessMail(house, link.account, { type: 'SignInLink', at, until: link.expires });
  });
  return goTo(visit, '/sign-in/sent', { to: visit.to });
}

async function useLink(visit: Visit): Promise<string> {
  const { token } = visit.request.params as { readonly token: string };
  try {
    return await leadOn(visit, await signInByLink(visit.desk.house.context, token, arrivalOf(visit)));
  } catch (error) {
    faultsOf(error, visit.say, []);
    visit.request.outcome = 'sign-in.link-unknown';
    const gone = {
      heading: 'signIn.linkGone.heading',
      what: ['refusal.sign-in.link-unknown'],
      next: ['/sign-in', 'signIn.again'],
    } as const;
    return wrongPage(visit, sayingPage(visit, gone), 404);
  }
}

const stepOf = ({ request, desk }: Visit): string | undefined => cookieOf(request, 'step', desk.house.settings);

function showCode(visit: Visit): string {
  return stepOf(visit) === undefined ? startAgain(visit) : codePage(visit, noFaults);
}

function startAgain(visit: Visit): string {
  clearCookie(visit.reply, 'step', visit.desk.house.settings);
  return goTo(visit, '/sign-in', { because: 'again', to: visit.to });
}

const isLost = (error: unknown): boolean => (error as { readonly code?: unknown }).code === 'sign-in.start-again';

async function useCode(visit: Visit): Promise<string> {
  const step = stepOf(visit);
  if (step === undefined) return startAgain(visit);
  const { rates, context } = visit.desk.house;
  const network = networkOf(visit.request.ip);
  await rates.count('attempts', network);
  try {
    const session = await secondStep(context, step, visit.form.get('code') ?? '', arrivalOf(visit));
    await rates.forgive('attempts', network);
    return await comeIn(visit, session);
  } catch (error) {
    if (isLost(error)) return startAgain(visit);
    return wrongPage(visit, codePage(visit, faultsOf(error, visit.say, ['code'])));
  }
}

/** Here the organisation asks for a second factor, and there is none yet. */
async function setUpPage(visit: Visit, faults: Faults, step: string): Promise<string> {
  const secret = carriedOn(visit.form) ?? (await beginSecondFactor(visit.desk.house.context, step));
  return pageOf(visit, {
    title: visit.say('signIn.setUp.heading'),
    faults,
    main: html`<p>${visit.say('signIn.setUp.needed')}</p>
${await setUpForm(visit, secret, faults)}`,
  });
}

async function showSetUp(visit: Visit): Promise<string> {
  const step = stepOf(visit);
  if (step === undefined) return startAgain(visit);
  try {
    return await setUpPage(visit, noFaults, step);
  } catch (error) {
    faultsOf(error, visit.say, []);
    return startAgain(visit);
  }
}

async function setUp(visit: Visit): Promise<string> {
  const step = stepOf(visit);
  if (step === undefined) return startAgain(visit);
  const { context } = visit.desk.house;
  try {
    const { session, recoveryCodes } = await completeSecondFactor(
      context,
      step,
      visit.form.get('code') ?? '',
      arrivalOf(visit),
    );
    await bringIn(visit, session);
    return pageOf(visit, {
      title: visit.say('signIn.recovery.heading'),
      main: html`${recoveryCodeList(visit, recoveryCodes)}
<p><a class="button" href="${linkTo(visit, visit.to ?? firstPage)}">${visit.say('signIn.goOn')}</a></p>`,
    });
  } catch (error) {
    if (isLost(error)) return startAgain(visit);
    return wrongPage(visit, await setUpPage(visit, faultsOf(error, visit.say, ['code']), step));
  }
}

async function endSession(visit: Visit): Promise<string> {
  const { house } = visit.desk;
  const token = cookieOf(visit.request, 'session', house.settings);
  if (token !== undefined) await signOut(house.context, token);
  clearCookie(visit.reply, 'session', house.settings);
  const again = visit.form.get('because') === 'again';
  return goTo(visit, '/sign-in', again ? { because: 'again', to: visit.to } : { because: 'out' });
}
