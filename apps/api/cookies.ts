import fastifyCookie from '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Settings } from '#installation';

type Where = Pick<Settings, 'baseUrl'>;

/** `session`: who has signed in. The others live for the minutes that signing in takes. */
export type CookieName = 'session' | 'step' | 'oidc';

const names: Readonly<Record<CookieName, string>> = { session: 'kierto', step: 'kierto-step', oidc: 'kierto-oidc' };

const isSecure = ({ baseUrl }: Where): boolean => baseUrl?.startsWith('https:') === true;

/** With the prefix browsers take the cookie over TLS only, and from no neighbouring host. */
const nameOf = (name: CookieName, where: Where): string => `${isSecure(where) ? '__Host-' : ''}${names[name]}`;

/** As what we put there looks; anything else is nobody's. */
const plausible = /^[\w.~-]{1,2048}$/;

/** They are read where somebody asks for them, and not at every request. */
export function acceptCookies(fastify: FastifyInstance): void {
  fastify.register(fastifyCookie, { hook: false });
}

const sentBy = ({ headers, server }: FastifyRequest): Readonly<Record<string, string | undefined>> =>
  headers.cookie === undefined ? {} : server.parseCookie(headers.cookie);

/** What the browser sent under this name, when it can be a value of ours. */
export function cookieOf(request: FastifyRequest, name: CookieName, where: Where): string | undefined {
  const value = sentBy(request)[nameOf(name, where)];
  return value !== undefined && plausible.test(value) ? value : undefined;
}

/** Whether a browser sent anything by which it is known here. */
export function hasCookies(request: FastifyRequest, where: Where): boolean {
  const sent = sentBy(request);
  return (Object.keys(names) as CookieName[]).some((name) => Object.hasOwn(sent, nameOf(name, where)));
}

/** @param seconds how long the browser keeps it; until it is closed when left out */
export function setCookie(reply: FastifyReply, name: CookieName, value: string, where: Where, seconds?: number): void {
  reply.setCookie(nameOf(name, where), value, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(where),
    ...(seconds !== undefined && { maxAge: seconds }),
  });
}

export const clearCookie = (reply: FastifyReply, name: CookieName, where: Where): void =>
  setCookie(reply, name, '', where, 0);
