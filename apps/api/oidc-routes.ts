import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from '#i18n';
import { postsHeldBy } from '#read-models';
import { arriveByDirectory, beginSession, type Directory, DirectoryError, openAttempt, sealAttempt } from '#sign-in';
import { dayOf } from '#use-cases';
import { clearCookie, cookieOf, setCookie } from './cookies.ts';
import type { House } from './house.ts';
import { privatePageHeaders } from './html.ts';
import { type NotSignedIn, notSignedInPage } from './oidc-pages.ts';
import { RequestError } from './request-error.ts';
import type { Desk, Route } from './route.ts';
import { firstPage } from './sign-in/coming-in.ts';
import { asked, chosenLanguage, ownPath } from './sign-in/visit.ts';

const back = '/sign-in/oidc/back';
/** Longer ones are forgotten on the way: a cookie holds only so much. */
const longestPath = 300;

/** Milliseconds that views may take to know of somebody who has just been given a role. */
const patience = 5_000;

/** Signing in by the organisation's own directory. */
export const oidcRoutes: readonly Route[] = [
  { method: 'GET', path: '/sign-in/oidc', name: 'SignInByDirectory', run: begin },
  { method: 'GET', path: back, name: 'ComeBackFromDirectory', run: end },
  { method: 'GET', path: '/sign-in/oidc/out', name: 'SignOutOfDirectory', run: signOut },
];

/** @throws RequestError where there is none */
function directoryOf({ directory }: House): Directory {
  if (!directory) throw new RequestError('not-found', 'Nobody signs in by a directory here.');
  return directory;
}

const addressOf = ({ settings }: House, path: string): string => `${settings.baseUrl}${path}`;

async function begin({ house }: Desk, request: FastifyRequest, reply: FastifyReply): Promise<string | undefined> {
  const directory = directoryOf(house);
  const { to } = request.query as { readonly to?: unknown };
  const lang = chosenLanguage(request) ?? asked(request);
  const path = ownPath(to);
  const wanted = path !== undefined && path.length <= longestPath ? path : undefined;
  reply.headers(privatePageHeaders);
  // Who is signed in at the directory would be let in without a question: a page of somebody else's does not decide that.
  if (request.headers['sec-fetch-site'] === 'cross-site') {
    reply.redirect(`/sign-in?${new URLSearchParams({ ...(wanted && { to: wanted }), lang })}`, 303);
    return undefined;
  }
  try {
    const begun = await directory.begin(addressOf(house, back));
    const attempt = { ...begun.attempt, lang, ...(wanted && { to: wanted }) };
    const { sealed, seconds } = await sealAttempt(house.context, attempt);
    setCookie(reply, 'oidc', sealed, house.settings, seconds);
    reply.redirect(begun.to, 303);
    return undefined;
  } catch (error) {
    return answerFailure(house, error, lang, request, reply);
  }
}

async function end({ house }: Desk, request: FastifyRequest, reply: FastifyReply): Promise<string | undefined> {
  const directory = directoryOf(house);
  reply.headers(privatePageHeaders);
  const sealed = cookieOf(request, 'oidc', house.settings);
  clearCookie(reply, 'oidc', house.settings);
  // Whoever did not begin here, in this browser and not long ago, ends nothing here; and the directory takes a code once.
  const begun = sealed === undefined ? undefined : await openAttempt(house.context, sealed);
  if (!begun) return refuse(house, 'failed', asked(request), request, reply);
  const { to, ...attempt } = begun;
  const lang = begun.lang as Language;
  try {
    const cameTo = `${addressOf(house, back)}${new URL(request.url, 'http://kierto.invalid').search}`;
    const person = await directory.end(cameTo, attempt);
    const arrived = await arriveByDirectory(house.context, {
      settings: directory.settings,
      person,
      lang,
      notPossible: (role, refusal) =>
        house.log.warn({ role, code: refusal.code }, 'the directory gives or takes away a role that it cannot'),
    });
    if (arrived.as !== 'account') return refuse(house, arrived.as, lang, request, reply);
    const { account, position } = arrived;
    if (position !== undefined) await house.reads.waitFor(position, patience, ['rights']);
    if (arrived.onlyByPost && postsHeldBy(house.reads, account, dayOf(house.context.clock.now())).length === 0)
      return refuse(house, 'unknown', lang, request, reply);
    request.account = account;
    const session = await beginSession(house.context, account, {
      how: 'directory',
      userAgent: request.headers['user-agent'],
    });
    setCookie(reply, 'session', session.token, house.settings);
    reply.redirect(to ?? firstPage, 303);
    return undefined;
  } catch (error) {
    return answerFailure(house, error, lang, request, reply);
  }
}

const statuses: Readonly<Record<NotSignedIn, number>> = {
  away: 503,
  failed: 400,
  unknown: 403,
  unverified: 403,
  taken: 403,
  disabled: 403,
};

function refuse(
  { settings }: House,
  why: NotSignedIn,
  lang: Language,
  request: FastifyRequest,
  reply: FastifyReply,
): string {
  request.outcome = `directory.${why}`;
  reply.status(statuses[why]);
  if (why === 'away') reply.header('retry-after', '30');
  return notSignedInPage(lang, why, settings.basePath);
}

/** Who looks after the installation finds in the log why; whoever wants to sign in is told nothing of it. */
function answerFailure(
  house: House,
  error: unknown,
  lang: Language,
  request: FastifyRequest,
  reply: FastifyReply,
): string {
  if (!(error instanceof DirectoryError)) throw error;
  house.log.warn({ why: error.why, causes: causesOf(error) }, 'nobody was signed in by the directory');
  return refuse(house, error.why === 'away' ? 'away' : 'failed', lang, request, reply);
}

/** As errors are called, by Node and by what was agreed for directories. */
const isCode = (text: unknown): text is string => typeof text === 'string' && /^\w{1,60}$/.test(text);

/** What went wrong, and what was behind it: codes alone, for what a browser brings back from a directory may be anything. */
export function causesOf(error: Error): readonly string[] {
  const causes: string[] = [];
  for (let one = error.cause; one instanceof Error && causes.length < 5; one = one.cause) {
    const { code, error: said } = one as { readonly code?: unknown; readonly error?: unknown };
    causes.push([one.name, code, said].filter(isCode).join(' '));
  }
  return causes;
}

/** To where one signs out of the directory too; our own session has been ended before. */
async function signOut({ house }: Desk, _request: FastifyRequest, reply: FastifyReply): Promise<undefined> {
  const at = await directoryOf(house).signOutAt(addressOf(house, '/sign-in'));
  reply.header('cache-control', 'no-store').redirect(at ?? '/sign-in', 303);
}
