import { randomUUID } from 'node:crypto';
import type { CommandBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import { shapes } from '#domain';
import {
  type BatchResult,
  type Command,
  mostInBatch,
  type Recorded,
  readBatch,
  runBatch,
  type UseCase,
} from '#use-cases';
import { asParameter, commandParameters, type Schema } from './operation.ts';
import { asOf, uuidHeader } from './parameters.ts';
import { RequestError } from './request-error.ts';
import type { Desk, Route } from './route.ts';

/** `POST /api/batch`: several commands of one form, each with its result, under one correlation id. */
export function batchRoute(useCases: readonly UseCase[]): Route {
  return {
    method: 'POST',
    path: '/api/batch',
    name: 'Batch',
    operation: {
      tag: 'batch',
      summary: 'Several commands of one form, in order, with a result for each.',
      description: `All are checked before any is carried out; one with a wrong shape and none is. After a refusal the rest goes on, except what needs the refused command. Sent again as it is, a batch does what is left to do. The answer is 200 when all were tried; go by the status of each. At most ${mostInBatch} commands and 4 MiB.`,
      parameters: [asParameter, ...commandParameters.filter(({ name }) => name === 'X-Correlation-Id')],
      bodySchema: batchSchema(useCases),
      answer: { description: 'A result for each command, in order.', schema: batchAnswer },
      problems: [413, 415, 503],
    },
    run: batch,
  };
}

async function batch({ commands, house }: Desk, request: FastifyRequest): Promise<object> {
  const correlation = uuidHeader(request.headers, 'X-Correlation-Id') ?? randomUUID();
  const as = asOf(request.headers);
  const { items, problems } = readBatch(request.body);
  if (problems.length > 0)
    throw new RequestError(
      'request.body',
      'Not all of the batch has the right shape, so nothing was done.',
      problems.slice(0, 50),
    );
  const measured = {
    execute: (command: Command<object>) =>
      house.metrics.command(command.constructor.name, () => commands.execute<Command<object>, Recorded>(command)),
  } as Pick<CommandBus, 'execute'>;
  const results: readonly BatchResult[] = await runBatch(measured, items, {
    correlation,
    rights: request.rights,
    ...(as !== undefined && { as }),
  });
  return { correlation, results };
}

function batchSchema(useCases: readonly UseCase[]): Schema {
  const { example: command, ...uuid } = shapes.eventId.schema;
  const names = useCases.map(({ name }) => name).sort();
  return {
    type: 'array',
    maxItems: mostInBatch,
    items: {
      type: 'object',
      required: ['command', 'do'],
      properties: {
        command: { ...uuid, description: 'Id of the command.' },
        do: { type: 'string', enum: names, description: 'Name of the operation.' },
        id: {
          type: 'string',
          pattern: '^[a-z0-9-]{1,64}$',
          description: 'Id of the stream; left out for the organisation.',
        },
        needs: {
          ...uuid,
          description: 'The id of an earlier command of this batch, without which this one makes no sense.',
        },
      },
      description: 'Beside these four the fields that the operation takes at its own address.',
      additionalProperties: true,
    },
    examples: [
      [{ command, do: 'EstablishUnit', id: 'adult-social-work', words: { name: 'Aikuissosiaalityö' }, lang: 'fi' }],
    ],
  };
}

const batchAnswer: Schema = {
  type: 'object',
  required: ['correlation', 'results'],
  properties: {
    correlation: { type: 'string', format: 'uuid' },
    results: {
      type: 'array',
      items: {
        type: 'object',
        required: ['command', 'status'],
        properties: {
          command: { type: 'string' },
          status: {
            type: 'string',
            enum: ['recorded', 'repeated', 'refused', 'failed', 'not-run'],
            description:
              'recorded and repeated come with what a single command answers, refused and failed with code and detail.',
          },
          id: { type: 'string' },
          version: { type: 'integer' },
          position: { type: 'string' },
          events: { type: 'array', items: { type: 'string' } },
          code: { type: 'string' },
          detail: { type: 'string' },
          field: { type: 'string' },
        },
      },
    },
  },
};
