import type { FastifyRequest } from 'fastify';
import { testWebhook } from '#jobs';
import { type RegisteredWebhook, registeredWebhooks, retryFailed } from '#use-cases';
import { idParameter, type Schema } from './operation.ts';
import { idOf } from './parameters.ts';
import { RequestError } from './request-error.ts';
import type { Desk, Route } from './route.ts';

const webhookSchema: Schema = {
  type: 'object',
  required: ['id', 'types', 'signed'],
  properties: {
    id: { type: 'string' },
    types: { type: 'array', items: { type: 'string', examples: ['proposal.decided'] } },
    url: { type: 'string', description: 'Missing: it was forgotten.' },
    signed: { type: 'boolean', description: 'There is a secret that signs; without one nothing is sent.' },
  },
};

/** What there is to do with webhooks beside the commands of the organisation. For the administration. */
export const webhookRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/webhooks',
    name: 'ListWebhooks',
    operation: {
      tag: 'organisation',
      summary: 'Who is told of which events.',
      parameters: [],
      answer: {
        description: 'The webhooks that are registered now.',
        schema: {
          type: 'object',
          required: ['items'],
          properties: { items: { type: 'array', items: webhookSchema } },
        },
      },
      problems: [503],
    },
    run: async ({ house }) => ({ items: await registeredWebhooks(house.context) }),
  },
  {
    method: 'POST',
    path: '/api/webhooks/:id/test',
    name: 'TestWebhook',
    operation: {
      tag: 'organisation',
      summary: 'Sends a webhook a message that says nothing, once, and answers what became of it.',
      parameters: [idParameter],
      answer: {
        description: 'What became of it.',
        schema: {
          type: 'object',
          required: ['state', 'outcome'],
          properties: {
            state: { type: 'string', enum: ['done', 'failed', 'dropped'] },
            outcome: { type: 'string', examples: ['http-204'], description: 'The status, or why there was none.' },
          },
        },
      },
      problems: [404, 503],
    },
    run: async ({ house }, request) => {
      const { id } = await webhookOf(house, request);
      return testWebhook(house, id);
    },
  },
  {
    method: 'POST',
    path: '/api/webhooks/:id/retry',
    name: 'RetryWebhook',
    operation: {
      tag: 'organisation',
      summary: 'Lets what has failed for good be sent to a webhook once more, within a minute.',
      parameters: [idParameter],
      answer: {
        description: 'How many messages that are.',
        schema: { type: 'object', required: ['retried'], properties: { retried: { type: 'integer' } } },
      },
      problems: [404, 503],
    },
    run: async ({ house }, request) => {
      const { id } = await webhookOf(house, request);
      return { retried: await retryFailed(house.context, id) };
    },
  },
];

async function webhookOf({ context }: Desk['house'], request: FastifyRequest): Promise<RegisteredWebhook> {
  const id = idOf(request);
  const found = (await registeredWebhooks(context)).find((one) => one.id === id);
  if (!found) throw new RequestError('not-found', 'There is no such webhook.');
  return found;
}
