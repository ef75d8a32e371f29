import {
  Controller,
  Delete,
  Get,
  Head,
  HttpCode,
  Inject,
  Options,
  Patch,
  Post,
  Put,
  Req,
  Res,
  type Type,
} from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { admit, requireRow } from './guard.ts';
import { HOUSE, type House } from './house.ts';
import type { Desk, Route } from './route.ts';
import type { WhoIs } from './who-is.ts';

/** Token under which Nest hands out what says who a request comes from. */
export const WHO_IS = Symbol('WhoIs');

const methods = { GET: Get, POST: Post, PUT: Put, PATCH: Patch, DELETE: Delete, HEAD: Head, OPTIONS: Options };

/**
 * A Nest controller made of routes. Written without decorators so that Node can run this file as it is, by stripping its types.
 * @param noun what Nest calls it: `ProposalsController`
 */
export function controllerOf(noun: string, routes: readonly Route[]): Type {
  class Routes {
    readonly desk: Desk;
    constructor(commands: CommandBus, queries: QueryBus, house: House, whoIs: WhoIs) {
      this.desk = { commands, queries, house, whoIs };
    }
  }
  Object.defineProperty(Routes, 'name', { value: noun });
  for (const route of routes) {
    requireRow(route);
    // One operation may stand under several addresses.
    const name = `${route.name} ${route.path}`;
    const handler = {
      async [name](this: Routes, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
        request.operation = route.name;
        await admit(route, request, this.desk);
        return route.run(this.desk, request, reply);
      },
    }[name]!;
    const declared = { value: handler, configurable: true, writable: true };
    Object.defineProperty(Routes.prototype, name, declared);
    methods[route.method](route.path)(Routes.prototype, name, declared);
    HttpCode(200)(Routes.prototype, name, declared);
    Req()(Routes.prototype, name, 0);
    if (route.sends) Res()(Routes.prototype, name, 1);
    else Res({ passthrough: true })(Routes.prototype, name, 1);
  }
  for (const [index, token] of [CommandBus, QueryBus, HOUSE, WHO_IS].entries()) Inject(token)(Routes, undefined, index);
  Controller()(Routes);
  return Routes;
}
