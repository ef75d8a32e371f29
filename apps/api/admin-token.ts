import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { headerOf } from './parameters.ts';
import { RequestError } from './request-error.ts';

/**
 * Made anew by each process and written to `server.json` in the data folder, which only its owner may read: whoever sends it
 * in the header X-Kierto-Token could open the folder itself.
 */
export const token = randomBytes(32).toString('base64url');

/** @throws RequestError `admin.token-missing` */
export function requireToken({ headers }: FastifyRequest): void {
  const sent = Buffer.from(headerOf(headers, 'X-Kierto-Token') ?? '');
  const own = Buffer.from(token);
  if (sent.length !== own.length || !timingSafeEqual(sent, own))
    throw new RequestError(
      'admin.token-missing',
      'This is for the command line on this machine: send the token of server.json in the data folder as X-Kierto-Token.',
    );
}
