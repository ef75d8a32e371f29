import type { FastifyRequest } from 'fastify';
import { history } from '#domain';
import { idParameter, type Schema } from './operation.ts';
import { idOf } from './parameters.ts';
import { RequestError } from './request-error.ts';
import type { Desk, Route } from './route.ts';

const categories: readonly string[] = history.categories;

/** A stream as it lies in the log, for the command line and for those who look after the installation. */
export const eventRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/events/:category/:id',
    name: 'ReadStream',
    operation: {
      tag: 'operation',
      summary: 'A stream as it lies in the log: facts, metadata and fingerprints; words only when asked for.',
      parameters: [
        { name: 'category', in: 'path', required: true, schema: { type: 'string', enum: categories } },
        idParameter,
        {
          name: 'words',
          in: 'query',
          description: 'With the words that the vault still has.',
          schema: { type: 'boolean' },
        },
      ],
      answer: { description: 'The events in order.', schema: streamSchema() },
      problems: [404, 503],
    },
    run: readStream,
  },
];

async function readStream({ house }: Desk, request: FastifyRequest): Promise<object> {
  const { category } = request.params as { category: string };
  if (!categories.includes(category))
    throw new RequestError('request.parameter', `The category must be one of ${categories.join(', ')}.`);
  const stream = `${category}-${idOf(request)}`;
  const { words = 'false', ...further } = request.query as Record<string, string>;
  if (!['true', 'false'].includes(words) || Object.keys(further).length > 0)
    throw new RequestError('request.parameter', 'This address takes one parameter, words, which is true or false.');
  const events = await house.store.read(stream);
  if (events.length === 0) throw new RequestError('not-found', `There is no stream ${stream}.`);
  const kept = words === 'true' ? await house.vault.words.read(events.map(({ id }) => id)) : new Map();
  house.access.note(request, [...kept.keys()]);
  return {
    stream,
    version: events.length,
    events: events.map((event) => ({ ...event, ...(words === 'true' && { words: kept.get(event.id) ?? {} }) })),
  };
}

function streamSchema(): Schema {
  const text = { type: 'string' };
  return {
    type: 'object',
    required: ['stream', 'version', 'events'],
    properties: {
      stream: text,
      version: { type: 'integer' },
      events: {
        type: 'array',
        items: {
          type: 'object',
          required: ['id', 'type', 'stream', 'version', 'position', 'data', 'metadata'],
          properties: {
            id: text,
            type: text,
            stream: text,
            version: { type: 'integer' },
            position: text,
            data: { type: 'object', description: 'Facts.' },
            metadata: {
              type: 'object',
              description: 'Who, when, by which command; under words a fingerprint for each text.',
            },
            words: { type: 'object', description: 'By field the versions of the text, where they were asked for.' },
          },
        },
      },
    },
  };
}
