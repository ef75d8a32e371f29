import type { FastifyRequest } from 'fastify';
import { shapes } from '#domain';
import { type DeliveryRow, retryDelivery, testMail } from '#jobs';
import { workplaceOf } from './jobs.ts';
import { type Operation, type Parameter, type Schema } from './operation.ts';
import { RequestError } from './request-error.ts';
import type { Desk, Route } from './route.ts';

const channels = ['mail', 'webhook'] as const;
const states = ['waiting', 'done', 'failed', 'dropped'] as const;
const idPattern = /^[A-Za-z0-9_-]{1,64}$/;
const most = 200;

const instant: Schema = { type: 'string', format: 'date-time' };
const idSchema: Schema = {
  type: 'string',
  pattern: idPattern.source,
  examples: ['mail-5f0c2b7f6f5b4b6d9a1f0a7c3e2d1b00'],
};
const outcome: Schema = {
  type: 'string',
  description:
    'A code for what the last try came to, for instance `accepted`, `smtp-550`, `no-connection`, `not-wanted`, `http-204`.',
};

const deliverySchema: Schema = {
  type: 'object',
  required: ['id', 'channel', 'to', 'event', 'state', 'attempts', 'createdAt'],
  properties: {
    id: idSchema,
    channel: { type: 'string', enum: channels },
    to: { type: 'string', description: 'Id of the account, the person or the webhook. Never an address.' },
    event: { type: 'string', format: 'uuid', description: 'The event that it is about.' },
    type: { type: 'string', description: 'What it tells of.', examples: ['ReminderSent'] },
    state: { type: 'string', enum: states },
    attempts: { type: 'integer', description: 'How often it was tried.' },
    createdAt: instant,
    nextAt: { ...instant, description: 'While it waits: when it is tried (again).' },
    lastAt: { ...instant, description: 'When the last try ended.' },
    outcome,
  },
};

const idInPath: Parameter = { name: 'id', in: 'path', required: true, schema: idSchema };

const describes = (summary: string, more: Partial<Operation>): Operation => ({
  tag: 'operation',
  summary,
  parameters: [],
  answer: { description: 'The delivery.', schema: deliverySchema },
  problems: [503],
  ...more,
});

/** What leaves the installation, for administrators. */
export const deliveryRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/deliveries',
    name: 'ListDeliveries',
    operation: describes('What left as mail or to webhooks, what waits, and what failed and why; the newest first.', {
      description: 'Those that were settled more than ninety days ago are forgotten.',
      parameters: [
        { name: 'channel', in: 'query', schema: { type: 'string', enum: channels } },
        { name: 'state', in: 'query', schema: { type: 'string', enum: states } },
        { name: 'to', in: 'query', description: 'Id of the account, the person or the webhook.', schema: idSchema },
        {
          name: 'limit',
          in: 'query',
          schema: { type: 'integer', minimum: 1, maximum: most, default: 50, examples: [50] },
        },
        { name: 'cursor', in: 'query', description: 'The `next` of the page before.', schema: idSchema },
      ],
      answer: {
        description: 'The deliveries.',
        schema: {
          type: 'object',
          required: ['deliveries', 'mailConfigured'],
          properties: {
            deliveries: { type: 'array', items: deliverySchema },
            next: { type: 'string', description: 'The cursor of the next page, where there is one.' },
            mailConfigured: { type: 'boolean', description: 'Whether mails leave at all.' },
          },
        },
      },
    }),
    run: list,
  },
  {
    method: 'POST',
    path: '/api/deliveries/:id/retry',
    name: 'RetryDelivery',
    operation: describes('Lets something that failed, was dropped or waits long be tried at once.', {
      description:
        'What has left stays as it is, and so does what is tried within five minutes anyway. A mail leaves within a minute or two; look at the delivery again to see what came of it.',
      parameters: [idInPath],
      problems: [404, 503],
    }),
    run: async ({ house }, request) => {
      const { id } = request.params as { id: string };
      const row = idPattern.test(id) && (await retryDelivery(workplaceOf(house), id));
      if (!row) throw new RequestError('not-found', 'There is no such delivery. One settled long ago is forgotten.');
      return asTold(row);
    },
  },
  {
    method: 'POST',
    path: '/api/deliveries/test',
    name: 'TestMail',
    operation: describes('Sends a test mail to an account, and answers what came of it.', {
      bodySchema: {
        type: 'object',
        additionalProperties: false,
        required: ['to'],
        properties: { to: { type: 'string', description: 'Id of the account.', examples: ['aino'] } },
      },
      answer: {
        description: 'What came of it.',
        schema: {
          type: 'object',
          required: ['state', 'outcome'],
          properties: { state: { type: 'string', enum: ['done', 'failed', 'dropped'] }, outcome },
        },
      },
      problems: [415, 503],
    }),
    run: async ({ house }, request) => {
      const { to, ...further } = (request.body ?? {}) as { readonly to?: unknown };
      if (!shapes.id.accepts(to) || Object.keys(further).length > 0)
        throw new RequestError('request.body', 'The body must say to whom, and nothing more.', [
          { pointer: '/to', detail: `must be ${shapes.id.allowed}` },
        ]);
      return testMail(workplaceOf(house), to);
    },
  },
];

/** Without the facts: what a mail says stands in the event. */
function asTold({ facts, ...row }: DeliveryRow): object {
  return { ...row, type: (facts as { readonly type?: string }).type };
}

async function list({ house }: Desk, request: FastifyRequest): Promise<object> {
  const { channel, state, to, limit = '50', cursor, ...further } = request.query as Readonly<Record<string, string>>;
  const known =
    (channel === undefined || (channels as readonly string[]).includes(channel)) &&
    (state === undefined || (states as readonly string[]).includes(state)) &&
    [to, cursor].every((id) => id === undefined || (typeof id === 'string' && idPattern.test(id))) &&
    /^[1-9]\d{0,2}$/.test(limit) &&
    Number(limit) <= most;
  if (!known || Object.keys(further).length > 0)
    throw new RequestError(
      'request.parameter',
      `This address takes channel (${channels.join(' or ')}), state (one of ${states.join(', ')}), to and cursor (ids), and limit (1 to ${most}).`,
    );
  const wanted = Number(limit);
  const rows = await house.vault.deliveries.list({
    ...(channel !== undefined && { channel: channel as (typeof channels)[number] }),
    ...(state !== undefined && { state: state as (typeof states)[number] }),
    ...(to !== undefined && { to }),
    ...(cursor !== undefined && { before: cursor }),
    limit: wanted + 1,
  });
  const shown = rows.slice(0, wanted);
  return {
    deliveries: shown.map(asTold),
    ...(rows.length > wanted && { next: shown.at(-1)!.id }),
    mailConfigured: house.delivery.mail.configured,
  };
}
