import type { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Rights, Scope } from '#permissions';
import type { House } from './house.ts';
import type { Operation } from './operation.ts';
import type { WhoIs } from './who-is.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Name of the operation, for the log and the metrics. */
    operation?: string;
    /** Code of the problem that was answered. */
    outcome?: string;
    /** The account that acts. */
    account?: string;
    /** Who asks, and what follows from it; known before a route runs. */
    rights: Rights;
  }
}

/** What a route works with. */
export interface Desk {
  readonly commands: CommandBus;
  readonly queries: QueryBus;
  readonly house: House;
  /** Says again who a request comes from, for an answer that takes its time. */
  readonly whoIs: WhoIs;
}

/** One operation of the API: how it is reached, how it is documented and what it does. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS';
  /** The whole path, `:id` for a parameter. */
  readonly path: string;
  /** `SubmitProposal`: the operation in the document, the log and the metrics. */
  readonly name: string;
  /** Missing: not part of the API (pages). */
  readonly operation?: Operation;
  /** What the token of a program must be for; when left out, `read` for GET, else `record`. `person`: no program may, as on pages. */
  readonly scope?: Scope | 'person';
  /** For everybody, and the same for everybody: who asks is not looked up, so that it is answered also when nobody can be. */
  readonly sameForAll?: true;
  /** The route sends its answer itself, for instance a stream. */
  readonly sends?: true;
  readonly run: (desk: Desk, request: FastifyRequest, reply: FastifyReply) => unknown;
}
