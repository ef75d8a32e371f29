import type { FastifyReply, FastifyRequest } from 'fastify';
import { modelsSchema } from './health-routes.ts';
import { lineMediaType, reportWith } from './line-answer.ts';
import { RequestError } from './request-error.ts';
import type { Desk, Route } from './route.ts';
import { stateOf, stateSchema } from './state.ts';

const answer = {
  description: 'The read models.',
  schema: { type: 'object', required: ['models'], properties: { models: modelsSchema } },
};

/** For those who look after the installation, and for the command line beside a running server. */
export const adminRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/admin/state',
    name: 'ReadState',
    operation: {
      tag: 'operation',
      summary:
        'How everything is, in one answer: stores, read models, jobs, mails, the last backup, the proof, the disk.',
      parameters: [],
      answer: { description: 'The state now.', schema: stateSchema },
      problems: [],
    },
    run: ({ house }) => stateOf(house),
  },
  {
    method: 'GET',
    path: '/api/admin/read-models',
    name: 'ReadModels',
    operation: {
      tag: 'operation',
      summary: 'Each read model: whether it answers, how far it is behind, how far its building is.',
      parameters: [],
      answer,
      problems: [],
    },
    run: ({ house }) => house.reads.status(),
  },
  {
    method: 'POST',
    path: '/api/admin/rebuild',
    name: 'Rebuild',
    sends: true,
    operation: {
      tag: 'operation',
      summary: 'Builds read models anew beside the ones that answer, and swaps them in.',
      description:
        'For the command line: answers in lines of JSON, `{ progress }` a few times a second and at the end `{ report }` or `{ problem }`.',
      parameters: [],
      bodySchema: {
        type: 'object',
        additionalProperties: false,
        properties: {
          name: { type: 'string', description: 'Only this read model; all when left out.', examples: ['loops'] },
        },
      },
      answer: { description: 'Progress, line by line, and the end.', type: lineMediaType, schema: { type: 'string' } },
      problems: [404, 415, 503],
    },
    run: rebuild,
  },
];

async function rebuild({ house }: Desk, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const body: unknown = request.body === undefined ? {} : request.body;
  const { name, ...further } = (body ?? {}) as { readonly name?: unknown };
  const shaped = typeof body === 'object' && body !== null && !Array.isArray(body) && Object.keys(further).length === 0;
  if (!shaped || (name !== undefined && typeof name !== 'string'))
    throw new RequestError('request.body', 'The body may hold the name of one read model.', [
      { pointer: '/name', detail: 'must be the name of a read model' },
    ]);
  const { models } = await house.reads.status();
  const names = models.map((model) => model.name);
  if (name !== undefined && !names.includes(name))
    throw new RequestError('not-found', `There is no such read model. There are ${names.join(', ')}.`);
  await reportWith(request, reply, async (onProgress) => {
    await house.reads.rebuild(name, onProgress);
    return { models: name === undefined ? names : [name] };
  });
}
