import { randomUUID } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ORGANISATION, type Recorded, type Sent, type UseCase, validateBody } from '#use-cases';
import { asParameter, commandParameters, idParameter, ifMatch, type Operation } from './operation.ts';
import { asOf, expectedOf, idOf, uuidHeader } from './parameters.ts';
import { RequestError } from './request-error.ts';
import type { Desk, Route } from './route.ts';

/** How a use case is reached: `PUT /api/{noun}/{id}` for what begins a stream, `POST /api/{noun}/{id}/{verb}` for all else. */
function addressOf({ noun, verb }: UseCase): Pick<Route, 'method' | 'path'> {
  if (noun === 'organisation') return { method: 'POST', path: `/api/organisation/${verb}` };
  if (verb === 'create') return { method: 'PUT', path: `/api/${noun}/:id` };
  return { method: 'POST', path: `/api/${noun}/:id/${verb}` };
}

export function commandRoutes(useCases: readonly UseCase[]): Route[] {
  return useCases.map((useCase) => ({
    ...addressOf(useCase),
    name: useCase.name,
    operation: operationOf(useCase),
    run: (desk, request, reply) => record(useCase, desk, request, reply),
  }));
}

async function record(
  useCase: UseCase,
  { commands, house }: Desk,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Recorded> {
  const id = useCase.noun === 'organisation' ? ORGANISATION : idOf(request);
  const command = uuidHeader(request.headers, 'Idempotency-Key') ?? randomUUID();
  const correlation = uuidHeader(request.headers, 'X-Correlation-Id') ?? command;
  const expected = expectedOf(request.headers);
  const as = asOf(request.headers);
  const { body, problems } = validateBody(useCase.body, request.body === undefined ? {} : request.body);
  if (problems.length > 0)
    throw new RequestError('request.body', `The body has not the shape that ${useCase.name} takes.`, problems);
  const sent: Sent = {
    command,
    correlation,
    rights: request.rights,
    ...(as !== undefined && { as }),
    ...(expected !== undefined && { expected }),
  };
  const recorded = await house.metrics.command(useCase.name, () =>
    commands.execute(new useCase.command(id, body, sent)),
  );
  reply.header('etag', `"${recorded.version}"`).header('x-position', recorded.position);
  if (useCase.verb === 'create' && recorded.events.length > 0 && !recorded.repeated)
    reply.status(201).header('location', `/api/${useCase.noun}/${id}`);
  return recorded;
}

function operationOf({ noun, verb, summary, body }: UseCase): Operation {
  return {
    tag: noun,
    summary,
    parameters: [...(noun === 'organisation' ? [] : [idParameter]), asParameter, ...commandParameters, ifMatch],
    body,
    answer: {
      description: 'What was recorded.',
      schema: { $ref: '#/components/schemas/Recorded' },
      headers: {
        ETag: 'The version of the stream, in quotes.',
        'X-Position': 'The position, to hand back as after with a read.',
      },
    },
    ...(verb === 'create' && { created: true }),
    problems: [404, 409, 412, 413, 415, 422, 503],
  };
}
