import { Controller, Delete, Get, HttpCode, Inject, Post, Put, Req, Res, type Type } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { HOUSE, type House } from './house.ts';
import type { Operation } from './operation.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Name of the operation, for the log and the metrics. */
    operation?: string;
    /** Code of the problem that was answered. */
    outcome?: string;
    /** The account that acts. */
    account?: string;
  }
}

/** What a route works with. */
export interface Desk {
  readonly commands: CommandBus;
  readonly queries: QueryBus;
  readonly house: House;
}

/** One operation of the API: how it is reached, how it is documented and what it does. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** The whole path, `:id` for a parameter. */
  readonly path: string;
  /** `SubmitProposal`: the operation in the document, the log and the metrics. */
  readonly name: string;
  /** Missing: not part of the API (pages). */
  readonly operation?: Operation;
  /** The route sends its answer itself, for instance a stream. */
  readonly sends?: true;
  readonly run: (desk: Desk, request: FastifyRequest, reply: FastifyReply) => unknown;
}

const methods = { GET: Get, POST: Post, PUT: Put, DELETE: Delete };

/**
 * A Nest controller made of routes. Written without decorators so that Node can run this file as it is, by stripping its types.
 * @param name what Nest calls it: `ProposalsController`
 */
export function controllerOf(name: string, routes: readonly Route[]): Type {
  class Routes {
    readonly desk: Desk;
    constructor(commands: CommandBus, queries: QueryBus, house: House) {
      this.desk = { commands, queries, house };
    }
  }
  Object.defineProperty(Routes, 'name', { value: name });
  for (const route of routes) {
    const handler = {
      [route.name](this: Routes, request: FastifyRequest, reply: FastifyReply): unknown {
        request.operation = route.name;
        return route.run(this.desk, request, reply);
      },
    }[route.name]!;
    const declared = { value: handler, configurable: true, writable: true };
    Object.defineProperty(Routes.prototype, route.name, declared);
    methods[route.method](route.path)(Routes.prototype, route.name, declared);
    HttpCode(200)(Routes.prototype, route.name, declared);
    Req()(Routes.prototype, route.name, 0);
    if (route.sends) Res()(Routes.prototype, route.name, 1);
    else Res({ passthrough: true })(Routes.prototype, route.name, 1);
  }
  for (const [index, token] of [CommandBus, QueryBus, HOUSE].entries()) Inject(token)(Routes, undefined, index);
  Controller()(Routes);
  return Routes;
}
