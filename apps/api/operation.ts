import type { Type } from '@nestjs/common';

export type Schema = Readonly<Record<string, unknown>>;

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: Schema;
}

/** How one operation stands in the API's document. */
export interface Operation {
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly parameters: readonly Parameter[];
  /** Class of a command's body; its schema and its example are made from it. */
  readonly body?: Type<object>;
  /** Or a schema, where the body is no class. */
  readonly bodySchema?: Schema;
  readonly answer: Answer;
  /** What `PUT` answers when it has begun something new. */
  readonly created?: true;
  /** It is answered with 202 while it goes on, and with 200 when it has ended. */
  readonly accepted?: true;
  /** Statuses of problems that can be answered, beside 400 and 500. */
  readonly problems: readonly number[];
}

export interface Answer {
  readonly description: string;
  /** `application/json` when left out. */
  readonly type?: string;
  readonly schema: Schema;
  /** Headers of the answer and what they say. */
  readonly headers?: Readonly<Record<string, string>>;
}

const header = (name: string, schema: Schema, description: string): Parameter => ({
  name,
  in: 'header',
  description,
  schema,
});

const uuid: Schema = { type: 'string', format: 'uuid', examples: ['0197c2a4-7d11-7a3e-9c55-0b1f6f2f6a10'] };

export const asParameter = header(
  'X-Kierto-As',
  { type: 'string', maxLength: 97, examples: ['post:head-of-service'] },
  'In which of their capacities somebody acts, as GET /api/me names them; the one nearest to the matter when left out.',
);

export const commandParameters: readonly Parameter[] = [
  header(
    'Idempotency-Key',
    uuid,
    'Id of the command. The same command again records nothing and answers as the first time. Made by the server when left out.',
  ),
  header('X-Correlation-Id', uuid, 'Ties together what came in one form; the id of the command when left out.'),
];

export const ifMatch = header(
  'If-Match',
  { type: 'string', examples: ['"3"'] },
  'The version the sender saw, in quotes. Refused with 412 when the stream has grown since.',
);

const position: Schema = { type: 'string', maxLength: 64 };

export const afterParameters: readonly Parameter[] = [
  {
    name: 'after',
    in: 'query',
    description: 'A position that a command answered: the read waits until it has seen it, at most 5 seconds.',
    schema: position,
  },
  header('X-After-Position', position, 'The same as after.'),
];

export const idParameter: Parameter = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'Made by the client: a UUIDv7, or readable.',
  schema: { type: 'string', pattern: '^[a-z0-9-]{1,64}$', examples: ['lobby-2026'] },
};

/** What many operations take, so that the document says it once. */
export const repeatedParameters: readonly Parameter[] = [
  asParameter,
  ...commandParameters,
  ifMatch,
  ...afterParameters,
  idParameter,
];

/** JSON Schema has a list of examples where the shapes of events have one. */
export function withoutExample(schema: Schema): Schema {
  if (typeof schema !== 'object' || schema === null) return schema;
  const { example, ...rest } = schema;
  const inside = Object.entries(rest).map(([key, value]) => {
    if (key === 'items') return [key, withoutExample(value as Schema)];
    if (key === 'properties')
      return [
        key,
        Object.fromEntries(
          Object.entries(value as Record<string, Schema>).map(([name, one]) => [name, withoutExample(one)]),
        ),
      ];
    return [key, value];
  });
  return { ...Object.fromEntries(inside), ...(example !== undefined && { examples: [example] }) };
}

export const recordedSchema: Schema = {
  type: 'object',
  required: ['id', 'version', 'position', 'events'],
  properties: {
    id: { type: 'string', description: 'Id of the stream.' },
    version: { type: 'integer', minimum: 0, description: 'How many events the stream holds now.' },
    position: {
      type: 'string',
      description: 'Hand it back as after with a read, to be sure that the read has seen this.',
    },
    events: {
      type: 'array',
      items: uuid,
      description: 'Ids of the events that this command recorded, now or the first time.',
    },
    repeated: {
      type: 'boolean',
      const: true,
      description: 'The command had been carried out before; nothing was recorded now.',
    },
    secret: { type: 'string', description: 'The secret that was made for a webhook, told this once.' },
  },
};
