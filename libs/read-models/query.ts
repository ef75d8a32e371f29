import { type Type as Class, Inject, type Provider } from '@nestjs/common';
import { Query as NestQuery, QueryHandler } from '@nestjs/cqrs';
import type { Static, TObject, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { Convert } from 'typebox/value';
import type { Day } from '#domain';
import type { Position } from '#event-store';
import { mayEver, PermissionDenied, type Rights, SignInNeeded, whoMay } from '#permissions';
import { QueryRefused } from './errors.ts';
import { READS, type Reads } from './open-reads.ts';

/** What comes with every query: who asks, what day it is in Europe/Helsinki, and what the answer must have seen. */
export interface Asked {
  readonly reader: Rights;
  readonly today: Day;
  readonly after?: Position;
  /** Is told of which events words were given out, names of the organisation's own things left out; some more than once. */
  readonly onWords?: (events: readonly string[]) => void;
  /** Is told whose names were given out: ids of members and accounts; some more than once. */
  readonly onNames?: (ids: readonly string[]) => void;
}

/** Parameters may be texts, as they stand in a URL; they are converted and checked by the handler. */
export class Query extends NestQuery<unknown> {
  readonly params: Readonly<Record<string, unknown>>;
  readonly asked: Asked;

  constructor(params: Readonly<Record<string, unknown>>, asked: Asked) {
    super();
    this.params = params;
    this.asked = asked;
  }
}

export interface ReadQuery {
  /** `GetProposal` */
  readonly name: string;
  /** `/api/proposals/{id}`; parameters not in the path stand behind the question mark. */
  readonly path: string;
  /** One sentence for people who read the API. */
  readonly summary: string;
  /** The read models it is answered from. */
  readonly from: readonly string[];
  readonly params: TObject;
  readonly answer: TSchema;
  readonly query: Class<Query>;
  readonly handler: Provider & Class;
}

/** How long a read waits for what it must have seen, in milliseconds. */
export const patience = 5_000;

/** Declares a query: the class made from `name`, and its handler, registered with the QueryBus. */
export function query<const Params extends TObject, const Answer extends TSchema>(
  declared: {
    readonly name: string;
    readonly path: string;
    readonly summary: string;
    readonly from: readonly string[];
    readonly params: Params;
    readonly answer: Answer;
  },
  run: (reads: Reads, params: Static<Params>, asked: Asked) => Promise<Static<Answer>>,
): ReadQuery {
  const Declared = class extends Query {};
  Object.defineProperty(Declared, 'name', { value: declared.name });
  const read = parametersOf(declared.params);

  class Handler {
    readonly reads: Reads;
    constructor(reads: Reads) {
      this.reads = reads;
    }
    async execute({ params, asked }: Query): Promise<Static<Answer>> {
      requireMay(asked.reader, declared.name);
      const readable = read(params);
      if (asked.after !== undefined) await this.reads.waitFor(asked.after, patience, declared.from);
      return run(this.reads, readable, asked);
    }
  }
  Object.defineProperty(Handler, 'name', { value: `${declared.name}Handler` });
  Inject(READS)(Handler, undefined, 0);
  QueryHandler(Declared)(Handler);
  return { ...declared, query: Declared, handler: Handler as never };
}

/** Reads parameters, which may be texts as they stand in a URL. @throws QueryRefused */
export function parametersOf<const Params extends TObject>(
  schema: Params,
): (params: Readonly<Record<string, unknown>>) => Static<Params> {
  const checked = Compile(schema);
  return (params) => {
    const given = Object.entries(params).filter(([, value]) => value !== undefined);
    const converted = Convert(schema, Object.fromEntries(given));
    if (checked.Check(converted)) return converted as Static<Params>;
    throw wrongParameter(checked.Errors(converted), schema);
  };
}

/** @throws SignInNeeded, PermissionDenied when nothing that the query could answer is open to somebody */
function requireMay(reader: Rights, name: string): void {
  if (mayEver(reader, name)) return;
  if (reader.account === undefined && reader.capacities.length === 0) throw new SignInNeeded();
  throw new PermissionDenied(`This is for ${whoMay(name)}.`);
}

interface SchemaError {
  readonly instancePath: string;
  readonly message: string;
  readonly keyword: string;
  readonly params: object;
}

function wrongParameter(errors: readonly SchemaError[], schema: TObject): QueryRefused {
  const [first] = errors;
  const missing = (first?.params as { requiredProperties?: string[] } | undefined)?.requiredProperties?.[0];
  const field = missing ?? first?.instancePath.slice(1).split('/')[0] ?? '';
  const allowed = Object.keys(schema.properties).join(', ') || 'none';
  if (missing) return new QueryRefused('query.param-wrong', `${field} is missing.`, field);
  if (!Object.hasOwn(schema.properties, field)) {
    return new QueryRefused('query.param-wrong', `There is no parameter ${field}; there are: ${allowed}.`, field);
  }
  const values = (schema.properties[field] as { enum?: string[] }).enum;
  const sentence = values
    ? `${field} must be one of: ${values.join(', ')}.`
    : `${field} ${first?.message ?? 'is wrong'}.`;
  return new QueryRefused('query.param-wrong', sentence, field);
}
