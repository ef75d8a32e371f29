import type { FastifyRequest } from 'fastify';
import { PermissionDenied } from '#permissions';
import { issueApiToken, rescueLink } from '#sign-in';
import { idOf } from './parameters.ts';
import { RequestError } from './request-error.ts';
import type { Desk, Route } from './route.ts';

const perDay = 24 * 3_600_000;

/**
 * What only the command line on this machine may do: let somebody in who is locked out, and make a token for a program. Whoever
 * may read the data folder could do that anyway; an administrator who is signed in may not act as somebody else.
 */
export const consoleRoutes: readonly Route[] = [
  { method: 'POST', path: '/api/admin/accounts/:id/link', name: 'LinkForAccount', run: linkFor },
  { method: 'POST', path: '/api/admin/accounts/:id/token', name: 'TokenForAccount', run: tokenFor },
];

function requireConsole({ rights }: FastifyRequest): void {
  if (rights.account !== 'console')
    throw new PermissionDenied('This is for the command line on the machine of the server: bin/kierto user.');
}

async function linkFor({ house }: Desk, request: FastifyRequest): Promise<object> {
  requireConsole(request);
  const { withoutSecondFactor = false, ...more } = (request.body ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof withoutSecondFactor !== 'boolean' || Object.keys(more).length > 0)
    throw new RequestError('request.body', 'The body may have withoutSecondFactor, which is true or false.');
  return rescueLink(house.context, idOf(request), { withoutSecondFactor });
}

async function tokenFor({ house }: Desk, request: FastifyRequest): Promise<object> {
  requireConsole(request);
  const { name, days, scopes, ...more } = (request.body ?? {}) as Readonly<Record<string, unknown>>;
  const shaped = typeof name === 'string' && Number.isSafeInteger(days) && Array.isArray(scopes);
  if (!shaped || Object.keys(more).length > 0)
    throw new RequestError('request.body', 'The body has a name, days and scopes.');
  const expires = new Date(house.context.clock.now() + (days as number) * perDay);
  const { token } = await issueApiToken(house.context, idOf(request), { name, scopes: scopes.map(String), expires });
  return { token };
}
