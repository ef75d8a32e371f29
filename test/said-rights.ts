import type { FastifyRequest } from 'fastify';
import { type MemberRole, memberRoles, shapes } from '#domain';
import type { Capacity } from '#permissions';
import type { House } from '../apps/api/house.ts';
import { RateLimits } from '../apps/api/rate-limits.ts';
import { RequestError } from '../apps/api/request-error.ts';
import { type WhoIs, whoIsOf } from '../apps/api/who-is.ts';

/** What a header of a story's actor says. */
function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[`x-kierto-${name}`];
  if (value !== undefined && !shapes.code.accepts(value))
    throw new RequestError('request.header', `The header x-kierto-${name} must be ${shapes.code.allowed}.`);
  return value as string | undefined;
}

const isMemberRole = (role: string): role is MemberRole => (memberRoles as readonly string[]).includes(role);

function capacityOf(role: string | undefined, post: string | undefined, group: string | undefined): Capacity[] {
  if (post !== undefined) return [{ kind: 'management', post, units: 'all' }];
  if (role === 'administrator' || role === 'dataProtectionOfficer') return [{ kind: role }];
  if (role === 'analyst') return [{ kind: role, units: 'all', words: true }];
  if (role === 'reader') return [{ kind: role, units: 'all' }];
  if (group === undefined) return [];
  if (role === 'coordinator') return [{ kind: role, group, groups: 'all' }];
  if (role !== undefined && isMemberRole(role)) return [{ kind: 'member', role, group, groups: 'all' }];
  return role === undefined ? [{ kind: 'link', link: 'said', group, groups: 'all' }] : [];
}

const credentials = ['authorization', 'cookie', 'x-kierto-token'];

/**
 * Believes what the headers of a request say, as only tests do: who acts in which post, or in which role for which group. What
 * it makes of them reaches everything, so that the rules of the loop are met; who reaches what, the tests of permissions ask.
 * Whoever comes with a session or a token is found as always.
 */
export function saidRights(house: House): WhoIs {
  const real = whoIsOf(house);
  return async (request) => {
    if (credentials.some((name) => request.headers[name] !== undefined)) return real(request);
    const [account, role, post, group] = ['account', 'role', 'post', 'group'].map((name) => header(request, name));
    const capacities = capacityOf(role, post, group);
    if (account === undefined && capacities.length === 0) return { capacities };
    return { account: account ?? 'developer', capacities };
  };
}

/** Stories are told faster than anybody may ask. */
export class NoLimits extends RateLimits {
  override async arrived(): Promise<void> {}
  override async belongsTo(): Promise<void> {}
}
