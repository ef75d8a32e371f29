import type { INestApplication, Type } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { whoMay } from '#permissions';
import type { ReadQuery } from '#read-models';
import { anyWay, permissionOf, securitySchemes } from './openapi-security.ts';
import {
  type Operation,
  type Parameter,
  recordedSchema,
  repeatedParameters,
  type Schema,
  withoutExample,
} from './operation.ts';
import { problems } from './problems.ts';
import type { Route } from './route.ts';

const tags: Readonly<Record<string, string>> = {
  organisation: 'What the organisation has named and preset.',
  units: 'Units, their posts and what they promise.',
  groups: 'Co-development groups, their members, seasons and homes.',
  meetings: 'Meetings and visits.',
  commissions: 'What management asks of groups.',
  proposals: 'What groups say, what is answered and what becomes of it.',
  accounts: 'Who uses the system, in which language, and which mails they want.',
  views: 'Whose turn it is, what is promised when, and what has come of it.',
  batch: 'Several commands of one form.',
  operation: 'For those who run the server.',
};

const problemSchema: Schema = {
  type: 'object',
  description: 'A problem as RFC 9457 has it.',
  required: ['type', 'title', 'status', 'detail', 'code', 'instance'],
  properties: {
    type: { type: 'string', format: 'uri-reference', description: 'Where the code is documented.' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string', description: 'Stable; go by it.', examples: ['wrong-version'] },
    instance: { type: 'string', description: 'Id of the request, as the log of the server has it.' },
    errors: {
      type: 'array',
      description: 'The places of the body that are at fault.',
      items: {
        type: 'object',
        required: ['pointer', 'detail'],
        properties: { pointer: { type: 'string', description: 'A JSON pointer.' }, detail: { type: 'string' } },
      },
    },
  },
};

const problemDescriptions: Readonly<Record<number, string>> = {
  400: 'The request itself is wrong.',
  401: 'Nobody has signed in, or what was sent opens nothing any more.',
  403: 'Not for whoever asks.',
  404: 'There is nothing there.',
  409: 'A rule refuses it, or somebody else was quicker.',
  412: 'The stream has another version than If-Match says.',
  413: 'The request is too large.',
  415: 'The body is not JSON.',
  422: 'A rule refuses a field.',
  429: 'Too often; Retry-After says when to come back.',
  500: 'The server failed.',
  503: 'Not now; Retry-After says when to come back.',
};

type Json = Record<string, unknown>;

/** The API's document (OpenAPI 3.1), made of the routes, the body classes of commands and the schemas of queries. */
export function documentOf(
  app: INestApplication,
  routes: readonly Route[],
  queries: readonly ReadQuery[],
  basePath: string,
): Json {
  const bodies = [...new Set(routes.flatMap(({ operation }) => (operation?.body ? [operation.body] : [])))];
  const schemas: Record<string, Schema> = {
    ...bodySchemas(app, bodies),
    Recorded: recordedSchema,
    Problem: problemSchema,
  };
  for (const { name, answer } of queries) schemas[`${name}Answer`] = named(answer, schemas);
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    if (!route.operation) continue;
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = {
      ...paths[path],
      [route.method.toLowerCase()]: operationObject(route, route.operation, schemas),
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Kierto',
      version: '0.1.0',
      summary: 'Keeps the development loop of co-development groups.',
      description:
        'What management asked, what the group proposed, what was decided and why, what changed, and whether the answer was brought back. Answers given here are not administrative decisions. Who may do what stands with each operation and in docs/reference/permissions.md.',
      license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
    },
    servers: [{ url: basePath || '/' }],
    security: anyWay,
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths: Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1))),
    components: {
      securitySchemes,
      parameters: Object.fromEntries(repeatedParameters.map((one) => [one.name, one])),
      schemas,
      responses: Object.fromEntries(
        Object.keys(problemDescriptions).map((status) => [`Problem${status}`, problemResponse(Number(status))]),
      ),
    },
  };
}

function bodySchemas(app: INestApplication, bodies: Type<object>[]): Record<string, Schema> {
  const { components } = SwaggerModule.createDocument(app, new DocumentBuilder().build(), {
    include: [class Nothing {}],
    extraModels: bodies,
  });
  const made = (components?.schemas ?? {}) as Record<string, Schema>;
  return Object.fromEntries(Object.entries(made).map(([name, schema]) => [name, withoutExample(schema)]));
}

/** The schema as JSON has it, without what TypeBox keeps for itself; what has a title inside stands once, under that name. */
function named(schema: unknown, schemas: Record<string, Schema>): Schema {
  return JSON.parse(JSON.stringify(schema), (_key, value: unknown) => {
    const { title, ...rest } = (typeof value === 'object' && value !== null ? value : {}) as { title?: unknown };
    if (typeof title !== 'string' || Array.isArray(value)) return value;
    schemas[title] = rest;
    return { $ref: `#/components/schemas/${title}` };
  }) as Schema;
}

function operationObject(route: Route, operation: Operation, schemas: Readonly<Record<string, Schema>>): Json {
  const { name } = route;
  const { tag, summary, description, parameters, answer, created, accepted, problems: statuses } = operation;
  const content = answer.type ?? 'application/json';
  const success = {
    description: answer.description,
    ...(answer.headers && {
      headers: Object.fromEntries(
        Object.entries(answer.headers).map(([header, what]) => [
          header,
          { description: what, schema: { type: 'string' } },
        ]),
      ),
    }),
    content: { [content]: { schema: answer.schema } },
  };
  const location = { Location: { description: 'Where it is read.', schema: { type: 'string' } } };
  return {
    operationId: name,
    tags: [tag],
    summary,
    description: [description, `For ${whoMay(name)}.`].filter((one) => one !== undefined).join(' '),
    ...permissionOf(route),
    parameters: parameters.map(parameterObject),
    ...requestBody(operation, schemas),
    responses: {
      200: success,
      ...(created && {
        201: { ...success, description: 'It was new.', headers: { ...(success.headers ?? {}), ...location } },
      }),
      ...(accepted && {
        202: { ...success, description: 'It waits or goes on.', headers: { ...(success.headers ?? {}), ...location } },
      }),
      ...Object.fromEntries(
        [...new Set([400, 401, 403, 429, ...statuses, 500])]
          .sort()
          .map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]),
      ),
    },
  };
}

/** Parameters that many operations have stand once. */
function parameterObject(parameter: Parameter): Json | Parameter {
  return repeatedParameters.includes(parameter) ? { $ref: `#/components/parameters/${parameter.name}` } : parameter;
}

function requestBody({ body, bodySchema }: Operation, schemas: Readonly<Record<string, Schema>>): Json {
  if (!body && !bodySchema) return {};
  const schema = body ? { $ref: `#/components/schemas/${body.name}` } : bodySchema!;
  const example = exampleOf(schema, schemas);
  return {
    requestBody: {
      required: true,
      content: { 'application/json': { schema, examples: { example: { value: example } } } },
    },
  };
}

/** A value that fits the schema, made of the examples inside it. */
function exampleOf(schema: Schema, schemas: Readonly<Record<string, Schema>>): unknown {
  const { $ref, allOf, examples, properties, type } = schema as {
    $ref?: string;
    allOf?: Schema[];
    examples?: unknown[];
    properties?: Record<string, Schema>;
    type?: string;
  };
  if ($ref) return exampleOf(schemas[$ref.split('/').at(-1)!] ?? {}, schemas);
  if (allOf?.[0]) return exampleOf(allOf[0], schemas);
  if (examples) return examples[0];
  if (properties)
    return Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, exampleOf(one, schemas)]));
  if (type === 'boolean') return true;
  return type === 'string' ? '…' : undefined;
}

/** A status that rules of the domain give more often than anything of the table. */
const mostlyOfRules = 409;

function problemResponse(status: number): Json {
  const [code, title] = Object.entries(problems)
    .map(([code, [of, title]]) => [code, title, of] as const)
    .find(([, , of]) => of === status && status !== mostlyOfRules) ?? ['proposal.withdrawn', 'A rule refuses this'];
  const example = {
    type: `/docs/reference/problems.md#${code}`,
    title,
    status,
    detail: 'What is wrong, in a sentence.',
    code,
    instance: 'urn:uuid:0197c2a4-7d11-4a3e-9c55-0b1f6f2f6a10',
  };
  return {
    description: problemDescriptions[status],
    ...((status === 503 || status === 429) && {
      headers: { 'Retry-After': { description: 'Seconds.', schema: { type: 'integer' } } },
    }),
    content: {
      'application/problem+json': {
        schema: { $ref: '#/components/schemas/Problem' },
        examples: { example: { value: example } },
      },
    },
  };
}
