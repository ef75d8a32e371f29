import type { FastifyRequest } from 'fastify';
import {
  mayEver,
  nobody,
  PermissionDenied,
  permissions,
  type Rights,
  rowOf,
  type Scope,
  SignInNeeded,
  whoMay,
} from '#permissions';
import { codeOf } from './problems.ts';
import type { Desk, Route } from './route.ts';

/** @throws Error when the table of permissions has no row for the route: then nobody could tell who may use it */
export function requireRow({ name }: Pick<Route, 'name'>): void {
  if (!Object.hasOwn(permissions, name))
    throw new Error(`The operation ${name} has no row in the table of permissions (libs/permissions/table.ts).`);
}

/** Finds out who asks, notes it in the request, and lets nobody in who never may. @throws SignInNeeded, PermissionDenied, RequestError */
export async function admit(
  route: Route,
  request: FastifyRequest,
  { whoIs, house }: Pick<Desk, 'whoIs' | 'house'>,
): Promise<void> {
  if (route.sameForAll) {
    request.rights = nobody;
    return;
  }
  const rights = await whoIs(request).catch((error: unknown) => {
    // A page for everybody is shown to whoever comes, also to somebody whose session has ended.
    if (!route.operation && rowOf(route.name).anybody && codeOf(error) === 'sign-in.needed') return nobody;
    throw error;
  });
  request.rights = rights;
  if (rights.account !== undefined) {
    request.account = rights.account;
    await house.rates.belongsTo(rights.account, request);
  }
  if (!mayEver(rights, route.name)) throw denied(rights, route.name);
  const { scopes } = rights;
  const scope = scopeOf(route);
  if (scopes && !rowOf(route.name).anybody && !(scopes as readonly string[]).includes(scope))
    throw new PermissionDenied(
      scope === 'person'
        ? 'This is not for programs: sign in to do it.'
        : `This token may be used for ${scopes.join(', ') || 'nothing'}; for this it must have the scope ${scope}.`,
    );
}

/** What the token of a program must be for; `person`: no program may. */
export function scopeOf({ method, operation, scope }: Pick<Route, 'method' | 'operation' | 'scope'>): Scope | 'person' {
  if (scope) return scope;
  // Pages are for people.
  if (!operation) return 'person';
  return method === 'GET' ? 'read' : 'record';
}

/** Why somebody may not do this, whatever it is done to: the sentence says who may. */
export function denied({ account }: Rights, operation: string): SignInNeeded | PermissionDenied {
  return account === undefined ? new SignInNeeded() : new PermissionDenied(`This is for ${whoMay(operation)}.`);
}

/** @throws PermissionDenied unless it is an administrator who asks */
export function requireAdministrator({ rights }: FastifyRequest): void {
  if (!isAdministrator(rights)) throw new PermissionDenied('This is for administrators, where it is not one’s own.');
}

export const isAdministrator = ({ capacities }: Rights): boolean =>
  capacities.some(({ kind }) => kind === 'administrator');
