import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyRequest } from 'fastify';
import { shapes } from '#domain';
import { RequestError } from './request-error.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** A position as the store writes it; which ones exist only the store knows. */
const position = /^[A-Za-z0-9._:/-]{1,64}$/;
const version = /^"(0|[1-9]\d{0,8})"$/;

/** The header, trimmed; undefined when it is not there or empty. @throws RequestError when it is there twice */
export function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name.toLowerCase()];
  if (Array.isArray(value)) throw new RequestError('request.header', `The header ${name} was sent more than once.`);
  return value?.trim() || undefined;
}

/** A part of the path that must be an id. */
export function idOf(request: FastifyRequest, name = 'id'): string {
  const value = (request.params as Record<string, string>)[name];
  if (!shapes.id.accepts(value))
    throw new RequestError('request.parameter', `The ${name} in the path must be ${shapes.id.allowed}.`);
  return value;
}

export function uuidHeader(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headerOf(headers, name);
  if (value !== undefined && !uuid.test(value))
    throw new RequestError(
      'request.header',
      `The header ${name} must be a UUID such as 0197c2a4-7d11-7a3e-9c55-0b1f6f2f6a10.`,
    );
  return value?.toLowerCase();
}

/** The version the sender saw, from `If-Match: "3"`. */
export function expectedOf(headers: IncomingHttpHeaders): number | undefined {
  const value = headerOf(headers, 'If-Match');
  if (value === undefined) return undefined;
  const [, number] = version.exec(value) ?? [];
  if (number === undefined)
    throw new RequestError('request.header', 'The header If-Match must be one version in quotes, such as "3".');
  return Number(number);
}

/** The capacity that somebody chose among theirs, as `nameOf` calls it. */
const capacity = /^[a-zA-Z]{1,32}(:[A-Za-z0-9-]{1,64})?$/;

export function asOf(headers: IncomingHttpHeaders): string | undefined {
  const value = headerOf(headers, 'X-Kierto-As');
  if (value !== undefined && !capacity.test(value))
    throw new RequestError(
      'request.header',
      'The header X-Kierto-As must be the name of a capacity, such as post:head-of-service or coordinator:lobby.',
    );
  return value;
}

/** The position a read must have seen, from `?after=` or the header; both are opaque. */
export function afterOf(request: FastifyRequest): string | undefined {
  const asked = (request.query as Record<string, unknown>).after;
  const value = asked ?? headerOf(request.headers, 'X-After-Position');
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || !position.test(value))
    throw new RequestError(
      'request.parameter',
      'after (or X-After-Position) must be one position as a command answered it.',
    );
  return value;
}
