import type { FastifyReply, FastifyRequest } from 'fastify';
import { account } from '#domain';
import { isLanguage, type Language, languages, type Say, sayIn } from '#i18n';
import { type Session, sessionOf } from '#sign-in';
import { cookieOf } from '../cookies.ts';
import { privatePageHeaders } from '../html.ts';
import type { Desk } from '../route.ts';

/** One request for one of these pages. */
export interface Visit {
  readonly desk: Desk;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly lang: Language;
  readonly say: Say;
  /** What was filled in; empty where nothing was sent. */
  readonly form: URLSearchParams;
  /** Of whoever has signed in with this browser. */
  readonly session?: Session;
  /** Where they want to go when they are in: a path of ours. */
  readonly to?: string;
}

const pageHeaders = {
  ...privatePageHeaders,
  // With no-referrer browsers would say that a form comes from nowhere, and it would be refused.
  'referrer-policy': 'same-origin',
};

/** @param own the language of whom the address of the page is for, where nobody has signed in */
export async function visitOf(
  desk: Desk,
  request: FastifyRequest,
  reply: FastifyReply,
  own?: Language,
): Promise<Visit> {
  reply.headers(pageHeaders);
  const { context, settings } = desk.house;
  const token = cookieOf(request, 'session', settings);
  const found = token === undefined ? undefined : await sessionOf(context, token);
  // Of an account that was closed in the meantime the session is worth nothing.
  const session = found?.account === request.rights.account ? found : undefined;
  const lang =
    chosenLanguage(request) ?? (session && (await languageOf(desk, session.account))) ?? own ?? asked(request);
  const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
  const { to: wanted } = request.query as { readonly to?: unknown };
  const to = ownPath(form.get('to') ?? wanted);
  return { desk, request, reply, lang, say: sayIn(lang), form, ...(session && { session }), ...(to && { to }) };
}

export function chosenLanguage({ query }: FastifyRequest): Language | undefined {
  const { lang } = query as { readonly lang?: unknown };
  return isLanguage(lang) ? lang : undefined;
}

async function languageOf({ house }: Desk, id: string): Promise<Language | undefined> {
  const { state } = await house.context.streams.load(account, id);
  return 'language' in state ? state.language : undefined;
}

/** The one of ours that the browser likes best. */
export function asked({ headers }: FastifyRequest): Language {
  const wanted = (headers['accept-language'] ?? '').slice(0, 500).split(',');
  const liked = wanted.map((part) => {
    const [, code = '', weight] = /^\s*([a-z]{2})(?:-[\w-]+)?\s*(?:;\s*q=([\d.]+))?\s*$/i.exec(part) ?? [];
    return { lang: code.toLowerCase(), weight: weight === undefined ? 1 : Number(weight) };
  });
  const best = liked.filter(({ lang }) => isLanguage(lang)).sort((one, other) => other.weight - one.weight)[0];
  return best && best.weight > 0 ? (best.lang as Language) : languages[0];
}

/** A path of this site where pages are, and nothing else that a browser would take for an address. */
export function ownPath(text: unknown): string | undefined {
  if (typeof text !== 'string' || text.length > 1_000 || !/^\/(?![/\\])[\w\-./~%?=&+:@,;]*$/.test(text))
    return undefined;
  const base = 'http://kierto.invalid';
  if (!URL.canParse(text, base)) return undefined;
  const { origin, pathname, search } = new URL(text, base);
  // Dots in a path may make two slashes of it.
  if (origin !== base || pathname.startsWith('//') || /^\/(sign-in|sign-out)(\/|$)/.test(pathname)) return undefined;
  return `${pathname}${search}`;
}

type Parameters = Readonly<Record<string, string | undefined>>;

/** With the parameters, and the language when it was chosen by hand. */
function withParameters({ request }: Visit, path: string, parameters: Parameters): string {
  const given = { ...parameters, lang: parameters.lang ?? chosenLanguage(request) };
  // Where somebody wanted to go may have parameters of its own.
  const [page, own] = path.split('?');
  const all = new URLSearchParams(own);
  for (const [name, value] of Object.entries(given)) if (value !== undefined) all.set(name, value);
  return all.size === 0 ? page! : `${page}?${all}`;
}

/** The address of a page of ours as it may stand in HTML. */
export const linkTo = (visit: Visit, path: string, parameters: Parameters = {}): string =>
  `${visit.desk.house.settings.basePath}${withParameters(visit, path, parameters)}`;

/** Leads the browser on. @returns the empty page that goes with it */
export function goTo(visit: Visit, path: string, parameters: Parameters = {}): string {
  const [page, mark] = path.split('#');
  visit.reply
    .status(303)
    .header('location', `${withParameters(visit, page!, parameters)}${mark === undefined ? '' : `#${mark}`}`);
  return '';
}
