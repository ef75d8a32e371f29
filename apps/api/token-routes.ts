import type { FastifyReply, FastifyRequest } from 'fastify';
import { scopes } from '#permissions';
import { issueApiToken, listApiTokens, revokeApiToken } from '#sign-in';
import type { Parameter, Schema } from './operation.ts';
import { accountAsked, accountParameter } from './own-access.ts';
import { RequestError, type RequestFault } from './request-error.ts';
import type { Desk, Route } from './route.ts';

const aDay = 24 * 3_600_000;
const mostDays = 365;

const instant: Schema = { type: 'string', format: 'date-time' };
const scopesSchema: Schema = {
  type: 'array',
  items: { type: 'string', enum: scopes },
  minItems: 1,
  uniqueItems: true,
  examples: [['read']],
  description: 'What it may be used for: reading, recording by commands, exports.',
};
const fields = {
  name: { type: 'string', maxLength: 100, examples: ['The county’s intranet'], description: 'What it is for.' },
  scopes: scopesSchema,
};
const idInPath: Parameter = { name: 'id', in: 'path', required: true, schema: { type: 'string', maxLength: 64 } };

/** Tokens with which programs act as an account. */
export const tokenRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/tokens',
    name: 'ListTokens',
    scope: 'person',
    operation: {
      tag: 'accounts',
      summary: 'The tokens of the account’s programs, without the tokens themselves.',
      parameters: [accountParameter],
      answer: {
        description: 'In the order in which they were made.',
        schema: {
          type: 'object',
          required: ['items'],
          properties: {
            items: {
              type: 'array',
              items: {
                type: 'object',
                required: ['id', 'name', 'scopes', 'issuedAt', 'expires'],
                properties: { id: { type: 'string' }, ...fields, issuedAt: instant, expires: instant },
              },
            },
          },
        },
      },
      problems: [503],
    },
    run: async ({ house }, request) => ({
      items: await listApiTokens(house.context, accountAsked(request, 'ListTokens')),
    }),
  },
  {
    method: 'POST',
    path: '/api/tokens',
    name: 'IssueToken',
    scope: 'person',
    operation: {
      tag: 'accounts',
      summary: 'Makes a token with which a program acts as the account; answers it once.',
      description:
        'Nobody makes one for somebody else; for a program that has an account of its own `kierto user token` does.',
      parameters: [],
      bodySchema: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'scopes', 'days'],
        properties: {
          ...fields,
          days: { type: 'integer', minimum: 1, maximum: mostDays, examples: [90], description: 'How long it opens.' },
        },
      },
      answer: {
        description: 'The token, told this once.',
        schema: {
          type: 'object',
          required: ['id', 'token', 'expires'],
          properties: {
            id: { type: 'string', description: 'By which it is revoked.' },
            token: { type: 'string', description: 'Send it as Authorization: Bearer.' },
            expires: instant,
          },
        },
      },
      problems: [404, 409, 415, 422, 503],
    },
    run: issue,
  },
  {
    method: 'DELETE',
    path: '/api/tokens/:id',
    name: 'RevokeToken',
    scope: 'person',
    operation: {
      tag: 'accounts',
      summary: 'Revokes a token: it opens nothing any more, on every server within two seconds.',
      parameters: [idInPath, accountParameter],
      answer: { description: 'It is revoked.', schema: { type: 'object', properties: { revoked: { const: true } } } },
      problems: [404, 503],
    },
    run: async ({ house }, request) => {
      const { id } = request.params as { readonly id: string };
      await revokeApiToken(house.context, accountAsked(request, 'RevokeToken'), id);
      return { revoked: true };
    },
  },
];

function readBody(body: unknown) {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new RequestError('request.body', 'Send a JSON object.', [{ pointer: '', detail: 'must be a JSON object' }]);
  const { name, scopes: wanted, days, ...further } = body as Readonly<Record<string, unknown>>;
  const faults: RequestFault[] = Object.keys(further).map((field) => ({
    pointer: `/${field}`,
    detail: 'is no field of a token',
  }));
  if (typeof name !== 'string') faults.push({ pointer: '/name', detail: 'must be a text' });
  if (!Array.isArray(wanted) || wanted.length > scopes.length || wanted.some((one) => typeof one !== 'string'))
    faults.push({ pointer: '/scopes', detail: `must be a list of: ${scopes.join(', ')}` });
  if (!Number.isInteger(days) || (days as number) < 1 || (days as number) > mostDays)
    faults.push({ pointer: '/days', detail: `must be a whole number from 1 to ${mostDays}` });
  if (faults.length > 0) throw new RequestError('request.body', 'The body has not the shape of a token.', faults);
  return { name: name as string, scopes: wanted as string[], days: days as number };
}

async function issue({ house }: Desk, request: FastifyRequest, reply: FastifyReply): Promise<object> {
  const { context } = house;
  const { days, ...wanted } = readBody(request.body);
  const expires = new Date(context.clock.now() + days * aDay);
  const issued = await issueApiToken(context, request.rights.account!, { ...wanted, expires });
  reply.header('cache-control', 'no-store');
  return { ...issued, expires };
}
