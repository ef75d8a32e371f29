import { hash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Rights } from '#permissions';
import type { Asked, ReadQuery } from '#read-models';
import { dayOf } from '#use-cases';
import { afterParameters, type Operation, type Parameter, type Schema, withoutExample } from './operation.ts';
import { afterOf } from './parameters.ts';
import type { Answer } from './remembered-answers.ts';
import { RequestError } from './request-error.ts';
import type { Route } from './route.ts';

/** Every query under its own path; the parameters of the path and of the query string together are the query's. */
export function queryRoutes(queries: readonly ReadQuery[]): Route[] {
  return queries.map((one) => ({
    method: 'GET',
    path: one.path.replace(/\{(\w+)\}/g, ':$1'),
    name: one.name,
    operation: operationOf(one),
    run: async (desk, request, reply) => {
      const after = afterOf(request);
      const { access, answers, context } = desk.house;
      const asked = { reader: request.rights, today: dayOf(context.clock.now()), ...(after && { after }) };
      const work = async () => {
        const given = { events: [] as string[], people: [] as string[] };
        const onWords = (events: readonly string[]) => void given.events.push(...events);
        const onNames = (ids: readonly string[]) => void given.people.push(...ids);
        const params = paramsOf(request, one);
        return answerOf(await desk.queries.execute(new one.query(params, { ...asked, onWords, onNames })), given);
      };
      const { json, version, events, people } = after
        ? await work()
        : await answers.answer(questionOf(request, asked), one.from, work);
      access.note(request, events, people);
      if (version !== undefined) reply.header('etag', `"${version}"`);
      reply.type('application/json; charset=utf-8');
      return json;
    },
  }));
}

/** All that an answer depends on beside what it is made from: what somebody may see follows from all their capacities. */
function questionOf({ url }: FastifyRequest, { reader, today }: Asked): string {
  let may = written.get(reader.capacities);
  if (may === undefined) {
    may = hash('sha256', JSON.stringify(reader.capacities), 'base64url');
    written.set(reader.capacities, may);
  }
  return `${today} ${url} ${reader.account} ${may}`;
}

/** Digests of capacities: they may name hundreds of units, and are the same list for as long as nothing in them changes. */
const written = new WeakMap<Rights['capacities'], string>();

function answerOf(answer: unknown, { events, people }: Pick<Answer, 'events' | 'people'>): Answer {
  const { version } = answer as { readonly version?: unknown };
  return {
    json: JSON.stringify(answer),
    version: typeof version === 'number' ? version : undefined,
    events: [...new Set(events)],
    people: [...new Set(people)],
  };
}

/** What stands in the address, checked to be of this query and to stand there once; what it means the query checks itself. */
function paramsOf(request: FastifyRequest, { params }: Pick<ReadQuery, 'params'>): Record<string, string> {
  const known = params.properties as Record<string, unknown>;
  const inPath = request.params as Record<string, string>;
  const given: Record<string, string> = { ...inPath };
  for (const [name, value] of Object.entries(request.query as Record<string, string | string[]>)) {
    if (name === 'after') continue;
    if (!Object.hasOwn(known, name) || Object.hasOwn(inPath, name))
      throw new RequestError(
        'request.parameter',
        `This address takes no such parameter. It takes ${namesOf(known, inPath)}.`,
      );
    if (typeof value !== 'string')
      throw new RequestError('request.parameter', `The parameter ${name} was given more than once.`);
    given[name] = value;
  }
  return given;
}

function namesOf(known: object, inPath: object): string {
  return [...Object.keys(known).filter((name) => !Object.hasOwn(inPath, name)), 'after'].join(', ');
}

const collections = ['proposals', 'groups', 'meetings', 'commissions', 'units', 'organisation', 'accounts'];

/** The parameters of a query as the document shows them. */
export function documentedParameters(params: ReadQuery['params'], path: string): Parameter[] {
  const { properties, required = [] } = params as unknown as {
    properties: Record<string, Schema>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, schema]): Parameter => {
    const { description, ...rest } = withoutExample(schema);
    const inPath = path.includes(`{${name}}`);
    return {
      name,
      in: inPath ? 'path' : 'query',
      ...((inPath || required.includes(name)) && { required: true }),
      ...(typeof description === 'string' && { description }),
      schema: rest,
    };
  });
}

function operationOf({ name, path, summary, params }: ReadQuery): Operation {
  const collection = path.split('/')[2]!;
  return {
    tag: collections.includes(collection) ? collection : 'views',
    summary,
    parameters: [...documentedParameters(params, path), ...afterParameters],
    answer: { description: 'The answer.', schema: { $ref: `#/components/schemas/${name}Answer` } },
    problems: [...(path.includes('{') ? [404] : []), 503],
  };
}
