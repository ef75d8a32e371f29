import { keptLines, lineOf, type Proof, proofNow } from '#use-cases';
import type { Schema } from './operation.ts';
import type { Route } from './route.ts';

/** How much of the log may be read for one answer. */
const mostEvents = 10_000;
const mostDays = 366;

const proofSchema: Schema = {
  type: 'object',
  required: ['count', 'hash', 'event', 'day', 'line'],
  properties: {
    count: { type: 'integer', minimum: 1, description: 'How many events the hash covers: the first of the log.' },
    hash: {
      type: 'string',
      pattern: '^[0-9a-f]{64}$',
      description: 'SHA-256 of the last of them, chained to all before.',
    },
    event: { type: 'string', format: 'uuid', description: 'Id of the last of them.' },
    day: { type: 'string', format: 'date', description: 'Day on which that one was recorded.' },
    line: { type: 'string', description: 'All of it as one line, for minutes of a meeting.' },
  },
};

const told = (proof: Proof) => ({ ...proof, line: lineOf(proof) });

/** For everybody: it says nothing about anybody, and is worth the more the more people keep it. */
export const proofRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/proof',
    name: 'ProveLog',
    sameForAll: true,
    operation: {
      tag: 'operation',
      summary: 'What proves the log: a hash of all its events, now and at the end of each day.',
      description:
        'Keep a line of it outside the installation. `kierto verify --checkpoint LINE` tells later whether anything recorded by then was changed, taken out or put in.',
      parameters: [],
      answer: {
        description: 'The proof of the log.',
        schema: {
          type: 'object',
          required: ['caughtUp', 'days'],
          properties: {
            latest: { ...proofSchema, description: 'Missing while the log is empty.' },
            caughtUp: { type: 'boolean', description: 'False: the log has gone on behind `latest`. Ask again later.' },
            days: {
              type: 'array',
              items: proofSchema,
              description: `The days on which something was recorded, as they were kept; the newest first, ${mostDays} at most.`,
            },
          },
        },
      },
      problems: [503],
    },
    run: async ({ house: { context, folder } }) => {
      const { proof, caughtUp } = await proofNow(context, { most: mostEvents });
      const days = keptLines(folder).slice(-mostDays).toReversed();
      return { ...(proof && { latest: told(proof) }), caughtUp, days: days.map(told) };
    },
  },
];
