import type { FastifyRequest } from 'fastify';
import { shapes } from '#domain';
import type { Schema } from './operation.ts';
import { RequestError } from './request-error.ts';
import type { Desk, Route } from './route.ts';

const most = 200;
const idPattern = /^[0-9a-f-]{36}$/;
const day = /^\d{4}-\d{2}-\d{2}$/;
const dateSchema: Schema = { type: 'string', format: 'date', examples: ['2026-11-20'] };

const accessSchema: Schema = {
  type: 'object',
  required: ['id', 'at', 'account', 'operation', 'facts', 'keepUntil'],
  properties: {
    id: { type: 'string' },
    at: { type: 'string', format: 'date-time' },
    account: { type: 'string', description: '`console`: whoever has the data folder.' },
    operation: { type: 'string', examples: ['GetProposal'] },
    facts: {
      type: 'object',
      required: ['address'],
      properties: {
        address: { type: 'string', description: 'What was asked.', examples: ['/api/proposals/bench'] },
        events: {
          type: 'array',
          items: { type: 'string' },
          description: 'Events whose words were given out; `people` missing, too: all there were.',
        },
        people: {
          type: 'array',
          items: { type: 'string' },
          description: 'Members and accounts whose names were given out.',
        },
        times: { type: 'integer', description: 'How often within a second; missing: once.' },
      },
    },
    keepUntil: { type: 'string', format: 'date-time' },
  },
};

/** Who of the staff was given words, and who took exports. */
export const accessRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/access',
    name: 'ListAccess',
    operation: {
      tag: 'operation',
      summary: 'Who was given which words and whose names, and who took exports; the newest first.',
      description:
        'What the public and the members of a group read is not noted. An entry can be seen here a second after the answer that it is about.',
      parameters: [
        { name: 'account', in: 'query', schema: { type: 'string', pattern: '^[a-z0-9-]{1,64}$', examples: ['aino'] } },
        { name: 'from', in: 'query', description: 'The first day, in UTC.', schema: dateSchema },
        { name: 'to', in: 'query', description: 'The last day, in UTC.', schema: dateSchema },
        { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: most, default: 50 } },
        { name: 'cursor', in: 'query', description: 'The `next` of the page before.', schema: { type: 'string' } },
      ],
      answer: {
        description: 'The entries.',
        schema: {
          type: 'object',
          required: ['items'],
          properties: {
            items: { type: 'array', items: accessSchema },
            next: { type: 'string', description: 'The cursor of the next page, where there is one.' },
          },
        },
      },
      problems: [503],
    },
    run: list,
  },
];

const isDay = (text: string): boolean => day.test(text) && !Number.isNaN(Date.parse(text));

async function list({ house }: Desk, request: FastifyRequest): Promise<object> {
  const { account, from, to, limit = '50', cursor, ...further } = request.query as Readonly<Record<string, string>>;
  const known =
    (account === undefined || shapes.id.accepts(account)) &&
    [from, to].every((one) => one === undefined || (typeof one === 'string' && isDay(one))) &&
    (cursor === undefined || (typeof cursor === 'string' && idPattern.test(cursor))) &&
    typeof limit === 'string' &&
    /^[1-9]\d{0,2}$/.test(limit) &&
    Number(limit) <= most;
  if (!known || Object.keys(further).length > 0)
    throw new RequestError(
      'request.parameter',
      `This address takes account (an id), from and to (days), limit (1 to ${most}) and cursor.`,
    );
  const wanted = Number(limit);
  const rows = await house.vault.access.list({
    ...(account !== undefined && { account }),
    ...(from !== undefined && { from: new Date(from) }),
    ...(to !== undefined && { to: new Date(Date.parse(to) + 24 * 3_600_000) }),
    ...(cursor !== undefined && { before: cursor }),
    limit: wanted + 1,
  });
  const items = rows.slice(0, wanted);
  return { items, ...(rows.length > wanted && { next: items.at(-1)!.id }) };
}
