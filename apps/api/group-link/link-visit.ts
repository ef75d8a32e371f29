import type { FastifyReply, FastifyRequest } from 'fastify';
import { isLanguage, type Language, type Say, sayIn } from '#i18n';
import type { Capacity, Rights } from '#permissions';
import { capacityOfGroupLink } from '#read-models';
import { groupLinkOf } from '#sign-in';
import { dayOf } from '#use-cases';
import type { Desk } from '../route.ts';
import { asked } from '../sign-in/visit.ts';

export type LinkCapacity = Extract<Capacity, { kind: 'link' }>;

/** One request for one of these pages, whoever it is from. */
export interface Caller {
  readonly desk: Desk;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly lang: Language;
  readonly say: Say;
  /** What was filled in; empty where nothing was sent. */
  readonly form: URLSearchParams;
}

/** One that came through a link which opens something. */
export interface LinkVisit extends Caller {
  readonly token: string;
  readonly link: LinkCapacity;
  readonly rights: Rights;
  readonly today: string;
  /** The language in which texts are read that somebody wrote; missing: nobody chose. */
  readonly words?: string;
}

/** A parameter of the address that stands there once. */
export function parameter({ query }: FastifyRequest, name: string): string | undefined {
  const value = (query as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' ? value : undefined;
}

export function callerOf(desk: Desk, request: FastifyRequest, reply: FastifyReply): Caller {
  const chosen = parameter(request, 'lang');
  const lang = isLanguage(chosen) ? chosen : asked(request);
  const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
  return { desk, request, reply, lang, say: sayIn(lang), form };
}

/**
 * Who came with the link. A session of whoever has signed in with the same browser counts for nothing here: what is done
 * through the link is done by the group's link.
 * @returns undefined when it opens nothing, whatever the reason
 * @throws RequestError `request.too-many`
 */
export async function visitOf(caller: Caller): Promise<LinkVisit | undefined> {
  const { desk, request } = caller;
  const { context, reads, rates } = desk.house;
  const { token } = request.params as { readonly token: string };
  const opened = await groupLinkOf(context, token);
  const link = opened && capacityOfGroupLink(reads, opened.link, opened.group);
  if (link?.kind !== 'link') return undefined;
  const account = `link-${link.link}`;
  const rights: Rights = { account, capacities: [link] };
  request.rights = rights;
  request.account = account;
  await rates.count('account', `${link.group} ${account}`);
  const words = parameter(request, 'words');
  const isWords = words !== undefined && /^[A-Za-z]{2,10}(-[A-Za-z0-9]{1,10}){0,3}$/.test(words);
  return { ...caller, token, link, rights, today: dayOf(context.clock.now()), ...(isWords && { words }) };
}

type Parameters = Readonly<Record<string, string | undefined>>;

/** The path of a page of this link, with the languages that were chosen by hand; without the base of the public address. */
export function pathTo(visit: LinkVisit, page: string, parameters: Parameters = {}): string {
  const chosen = parameter(visit.request, 'lang');
  const all = { lang: isLanguage(chosen) ? chosen : undefined, words: visit.words, ...parameters };
  const given = Object.entries(all).filter((one): one is [string, string] => one[1] !== undefined);
  const query = given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
  return `/g/${visit.token}${page}${query}`;
}

/** The same as it may stand in HTML. */
export const linkTo = (visit: LinkVisit, page: string, parameters: Parameters = {}): string =>
  `${visit.desk.house.settings.basePath}${pathTo(visit, page, parameters)}`;

/** The whole address that opens the link, as it is told to somebody else. */
export function publicAddress({ desk, request, token }: LinkVisit): string {
  const { baseUrl } = desk.house.settings;
  return `${baseUrl ?? `${request.protocol}://${request.host}`}/g/${token}`;
}
