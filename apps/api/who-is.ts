import type { FastifyRequest } from 'fastify';
import { atConsole, nobody, type Rights } from '#permissions';
import { capacityOfGroupLink, rightsOf } from '#read-models';
import { apiTokenOf, groupLinkOf, sessionOf } from '#sign-in';
import { dayOf } from '#use-cases';
import { isConsole } from './admin-token.ts';
import { cookieOf } from './cookies.ts';
import type { House } from './house.ts';
import { headerOf } from './parameters.ts';
import { RequestError } from './request-error.ts';

/** Says who a request comes from. @throws RequestError when it says so in two ways, or in one that holds no more */
export type WhoIs = (request: FastifyRequest, how?: Coming) => Promise<Rights>;

/** `listens`: the request came long ago, and somebody does nothing but go on listening to the answer. */
interface Coming {
  readonly listens?: boolean;
}

type Credential = readonly [kind: 'session' | 'bearer' | 'console', secret: string];

function credentialOf(request: FastifyRequest, { settings }: House): Credential | undefined {
  const { headers } = request;
  const authorization = headerOf(headers, 'Authorization');
  const [, bearer] = /^Bearer +([\w.~+/=-]{1,200})$/i.exec(authorization ?? '') ?? [];
  if (authorization !== undefined && bearer === undefined)
    throw new RequestError('request.header', 'The header Authorization must be Bearer and a token.');
  const given: readonly (readonly [Credential[0], string | undefined])[] = [
    ['session', cookieOf(request, 'session', settings)],
    ['bearer', bearer],
    ['console', headerOf(headers, 'X-Kierto-Token')],
  ];
  const sent = given.filter((one): one is Credential => one[1] !== undefined);
  if (sent.length > 1)
    throw new RequestError(
      'request.header',
      'Say in one way who you are: by a session, by a token in Authorization, or by X-Kierto-Token.',
    );
  return sent[0];
}

const invalid: Readonly<Record<Credential[0], string>> = {
  session: 'The session has ended. Sign in again.',
  bearer: 'This token opens nothing: it is unknown, or it was revoked, or has had its time.',
  console: 'This is not the token of server.json in the data folder. A server makes a new one when it starts.',
};

/**
 * Goes by the session in a cookie, the token of a program or of a group's link, or the token of the data folder. What a token
 * opens is remembered for a second where it is looked up, and rights for as long as nothing in the views has moved.
 */
export function whoIsOf(house: House): WhoIs {
  return async (request, how = {}) => {
    const credential = credentialOf(request, house);
    if (!credential) return nobody;
    const [kind, secret] = credential;
    const rights = await rightsBy[kind](house, secret, how);
    if (!rights) throw new RequestError('sign-in.needed', invalid[kind]);
    return rights;
  };
}

const today = ({ context }: House) => dayOf(context.clock.now());

async function rightsOfSession(house: House, secret: string, how: Coming): Promise<Rights | undefined> {
  const session = await sessionOf(house.context, secret, how);
  return session && rightsOf(house.reads, session.account, today(house));
}

async function rightsOfBearer(house: House, secret: string): Promise<Rights | undefined> {
  const token = await apiTokenOf(house.context, secret);
  if (token) {
    const rights = rightsOf(house.reads, token.account, today(house));
    return rights && { ...rights, scopes: token.scopes };
  }
  const link = await groupLinkOf(house.context, secret);
  const capacity = link && capacityOfGroupLink(house.reads, link.link, link.group);
  return capacity && { account: `link-${link.link}`, capacities: [capacity] };
}

const rightsBy = {
  session: rightsOfSession,
  bearer: rightsOfBearer,
  console: async (_house: House, secret: string) => (isConsole(secret) ? atConsole : undefined),
} as const;
