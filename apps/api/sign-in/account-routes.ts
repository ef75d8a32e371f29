import type { FastifyReply, FastifyRequest } from 'fastify';
import { account, Refusal } from '#domain';
import { isLanguage } from '#i18n';
import { endSession, endSessions, listApiTokens, listSessions, proofsOf } from '#sign-in';
import { clearCookie } from '../cookies.ts';
import type { Desk, Route } from '../route.ts';
import { deletePage, freshPage, passwordPage, secondFactorPage, tokensPage } from './access-pages.ts';
import { accountPage, type Own } from './account-page.ts';
import { changeOwnPassword, changeSecondFactor, changeTokens } from './change-access.ts';
import { faultsOf } from './faults-of.ts';
import { noFaults } from './form-parts.ts';
import { giveOwn } from './give-own.ts';
import { ownCapacities } from './own-capacities.ts';
import type { OwnVisit } from './own-visit.ts';
import { goTo, visitOf } from './visit.ts';

type Page = (visit: OwnVisit) => string | Promise<string>;

/** For whoever has signed in with this browser: neither programs nor the console have such pages. */
const own = (page: Page) => async (desk: Desk, request: FastifyRequest, reply: FastifyReply) => {
  const visit = await visitOf(desk, request, reply);
  const { session } = visit;
  if (session) return page({ ...visit, session });
  return goTo(visit, '/sign-in', request.method === 'GET' ? { to: request.url } : {});
};

/** Milliseconds after signing in within which one need not show again who one is. */
const freshFor = 15 * 60_000;

/** What would be hard to undo asks whoever has been in for a while to sign in anew: somebody else may sit there now. */
const fresh =
  (page: Page): Page =>
  (visit) => {
    const age = visit.desk.house.context.clock.now() - visit.session.began.getTime();
    if (age <= freshFor) return page(visit);
    visit.reply.status(403);
    return freshPage(visit);
  };

const scope = 'person';
export const accountRoutes: readonly Route[] = [
  { method: 'GET', path: '/account', name: 'ShowOwnPage', scope, run: own(showOwn) },
  {
    method: 'GET',
    path: '/account/mails',
    name: 'ShowOwnMails',
    scope,
    run: own((visit) => goTo(visit, '/account#mails')),
  },
  { method: 'POST', path: '/account/language', name: 'ChooseOwnLanguage', scope, run: own(chooseLanguage) },
  { method: 'POST', path: '/account/mails', name: 'ChooseOwnMails', scope, run: own(chooseMails) },
  { method: 'POST', path: '/account/sessions', name: 'EndOwnSession', scope, run: own(endSessionsOf) },
  {
    method: 'GET',
    path: '/account/password',
    name: 'ShowOwnPassword',
    scope,
    run: own((visit) => passwordPage(visit, noFaults)),
  },
  { method: 'POST', path: '/account/password', name: 'ChangeOwnPassword', scope, run: own(changeOwnPassword) },
  {
    method: 'GET',
    path: '/account/second-factor',
    name: 'ShowOwnSecondFactor',
    scope,
    run: own(fresh((visit) => secondFactorPage(visit, noFaults))),
  },
  {
    method: 'POST',
    path: '/account/second-factor',
    name: 'ChangeOwnSecondFactor',
    scope,
    run: own(fresh(changeSecondFactor)),
  },
  {
    method: 'GET',
    path: '/account/tokens',
    name: 'ShowOwnTokens',
    scope,
    run: own((visit) => tokensPage(visit, noFaults)),
  },
  { method: 'POST', path: '/account/tokens', name: 'ChangeOwnTokens', scope, run: own(fresh(changeTokens)) },
  {
    method: 'GET',
    path: '/account/delete',
    name: 'ShowOwnDeletion',
    scope,
    run: own(fresh((visit) => deletePage(visit, noFaults))),
  },
  { method: 'POST', path: '/account/delete', name: 'DeleteOwnAccount', scope, run: own(fresh(deleteAccount)) },
];

async function showOwn(visit: OwnVisit): Promise<string> {
  const { session, request } = visit;
  const { context } = visit.desk.house;
  const id = session.account;
  const [{ state }, people, proofs, capacities, sessions, tokens] = await Promise.all([
    context.streams.load(account, id),
    context.vault.people.read([id]),
    proofsOf(context, id),
    ownCapacities(visit),
    listSessions(context, id),
    listApiTokens(context, id),
  ]);
  const { saved } = request.query as { readonly saved?: unknown };
  const shown: Own = {
    account: id,
    person: people.get(id) ?? {},
    language: 'language' in state ? state.language : visit.lang,
    mails: 'mails' in state ? state.mails : account.defaultMails,
    proofs,
    capacities,
    sessions,
    tokens,
    here: session.id,
    saved: saved !== undefined,
  };
  return accountPage(visit, shown);
}

/** The language is said to the page by the account from here on, and not by its address. */
async function chooseLanguage({ desk, session, form, reply }: OwnVisit): Promise<string> {
  const language = form.get('language');
  if (isLanguage(language)) await giveOwn(desk, session.account, 'ChooseLanguage', { language });
  reply.status(303).header('location', '/account?saved=language');
  return '';
}

async function chooseMails(visit: OwnVisit): Promise<string> {
  const { desk, session, form } = visit;
  const [reminders, digest] = [form.has('reminders'), form.has('digest')];
  await giveOwn(desk, session.account, 'ChooseMails', { reminders, digest });
  return goTo(visit, '/account', { saved: 'mails' });
}

async function endSessionsOf(visit: OwnVisit): Promise<string> {
  const { desk, session, form } = visit;
  const { context } = desk.house;
  const end = form.get('end') ?? '';
  try {
    if (end === 'others') await endSessions(context, session.account, session.id);
    else await endSession(context, session.account, end);
  } catch (error) {
    // It has ended by itself in the meantime.
    if (!(error instanceof Refusal)) throw error;
  }
  return goTo(visit, '/account#sessions', { saved: 'session' });
}

async function deleteAccount(visit: OwnVisit): Promise<string> {
  const { desk, session, form, say, reply } = visit;
  if (!form.has('sure')) {
    reply.status(422);
    return deletePage(visit, { sure: say('own.delete.sureMissing') });
  }
  try {
    await giveOwn(desk, session.account, 'ForgetAccount', { reasonCode: 'request' });
  } catch (error) {
    reply.status(409);
    return deletePage(visit, faultsOf(error, say, []));
  }
  clearCookie(reply, 'session', desk.house.settings);
  return goTo(visit, '/sign-in', { because: 'deleted' });
}
