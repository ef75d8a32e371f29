import type { IncomingHttpHeaders } from 'node:http';
import { type By, type Field, type Role, roles, shapes, sideOf } from '#domain';
import { headerOf } from './parameters.ts';
import { RequestError } from './request-error.ts';

/** Who stands behind a request. Until accounts exist it is whoever the headers say, on loopback only. */
export interface Actor {
  /** The account that writes it down. */
  readonly account: string;
  readonly by: By;
}

export interface Reader {
  readonly side: 'management' | 'group' | 'administration' | 'public';
  readonly by: By;
}

const defaultAccount = 'developer';
const role = shapes.oneOf(...roles);

/** The headers that say who acts, as the API's document shows them. */
export const actorHeaders = [
  {
    name: 'X-Kierto-Account',
    field: shapes.code,
    description: `The account that writes it down; ${defaultAccount} when left out.`,
  },
  {
    name: 'X-Kierto-Post',
    field: shapes.code,
    description: 'The post of management that acts. Not together with a role.',
  },
  { name: 'X-Kierto-Role', field: role, description: 'The role that acts. Not together with a post.' },
  {
    name: 'X-Kierto-Group',
    field: shapes.id,
    description: 'The group for which the role acts; without a role, somebody who came through the link of that group.',
  },
  { name: 'X-Kierto-Organisation', field: shapes.code, description: 'A code, where another organisation acts.' },
] as const;

function said(headers: IncomingHttpHeaders, name: string, field: Field<string>): string | undefined {
  const value = headerOf(headers, name);
  if (value !== undefined && !field.accepts(value))
    throw new RequestError('request.header', `The header ${name} must be ${field.allowed}.`);
  return value;
}

/** @throws RequestError that names the header */
export function actorOf(headers: IncomingHttpHeaders): Actor {
  const [account, post, acting, group, organisation] = actorHeaders.map(({ name, field }) =>
    said(headers, name, field),
  );
  if (post && acting)
    throw new RequestError(
      'request.header',
      'X-Kierto-Post and X-Kierto-Role were both sent. Somebody acts in a post or in a role.',
    );
  return {
    account: account ?? defaultAccount,
    by: {
      ...(post && { post }),
      ...(acting && { role: acting as Role }),
      ...(group && { group }),
      ...(organisation && { organisation }),
    },
  };
}

/** Somebody as a reader; without a post or a role it is the public. */
export function asReader(by: By): Reader {
  const side = sideOf(by);
  return { by, side: side === 'notRecorded' ? 'public' : side };
}

export const readerOf = (headers: IncomingHttpHeaders): Reader => asReader(actorOf(headers).by);
