import type { FastifyRequest } from 'fastify';
import { shapes } from '#domain';
import { maySee, type Operation } from '#permissions';
import { denied } from './guard.ts';
import type { Parameter } from './operation.ts';
import { RequestError } from './request-error.ts';

export const accountParameter: Parameter = {
  name: 'account',
  in: 'query',
  description: 'Whose, for an administrator; one’s own when left out.',
  schema: { type: 'string', pattern: '^[a-z0-9-]{1,64}$', examples: ['aino'] },
};

/**
 * The account that a request is about: the one that asks, or the one that it names, where whoever asks may.
 * @throws RequestError, PermissionDenied
 */
export function accountAsked(request: FastifyRequest, operation: Operation): string {
  const { account = request.rights.account, ...further } = request.query as Readonly<Record<string, unknown>>;
  if (!shapes.id.accepts(account) || Object.keys(further).length > 0)
    throw new RequestError('request.parameter', `This address takes one parameter, account: ${shapes.id.allowed}.`);
  requireMayAbout(request, operation, account);
  return account;
}

/** @throws PermissionDenied unless it is one's own account, or whoever asks may for all */
export function requireMayAbout({ rights }: FastifyRequest, operation: Operation, account: string): void {
  if (!maySee(rights, operation, { accounts: [account] })) throw denied(rights, operation);
}
