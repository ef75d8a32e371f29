import type { FastifyRequest } from 'fastify';
import { endSession, endSessions, listSessions, sessionOf } from '#sign-in';
import { cookieOf } from './cookies.ts';
import type { Parameter, Schema } from './operation.ts';
import { accountAsked, accountParameter } from './own-access.ts';
import type { Desk, Route } from './route.ts';

const instant: Schema = { type: 'string', format: 'date-time' };
const sessionSchema: Schema = {
  type: 'object',
  required: ['id', 'began', 'last', 'how', 'current'],
  properties: {
    id: { type: 'string', description: 'By which it is ended; opens nothing.' },
    began: instant,
    last: { ...instant, description: 'When it was last used, to the minute.' },
    how: { type: 'string', enum: ['password', 'link', 'invitation', 'directory'] },
    browser: { type: 'string', examples: ['Firefox, Android'] },
    current: { type: 'boolean', description: 'It is the one that asks.' },
  },
};
const ended: Schema = { type: 'object', required: ['ended'], properties: { ended: { type: 'integer' } } };
const idInPath: Parameter = { name: 'id', in: 'path', required: true, schema: { type: 'string', maxLength: 64 } };

/** Where an account is signed in, and signing it out there. */
export const sessionRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/api/sessions',
    name: 'ListSessions',
    scope: 'person',
    operation: {
      tag: 'accounts',
      summary: 'Where the account is signed in.',
      parameters: [accountParameter],
      answer: {
        description: 'In the order in which they began.',
        schema: { type: 'object', required: ['items'], properties: { items: { type: 'array', items: sessionSchema } } },
      },
      problems: [503],
    },
    run: async (desk, request) => {
      const account = accountAsked(request, 'ListSessions');
      const own = await currentSession(desk, request);
      const sessions = await listSessions(desk.house.context, account);
      return { items: sessions.map(({ account: _, ...one }) => ({ ...one, current: one.id === own })) };
    },
  },
  {
    method: 'DELETE',
    path: '/api/sessions/:id',
    name: 'EndSession',
    scope: 'person',
    operation: {
      tag: 'accounts',
      summary: 'Ends a session: whoever has it must sign in again.',
      parameters: [idInPath, accountParameter],
      answer: { description: 'It has ended.', schema: ended },
      problems: [404, 503],
    },
    run: async ({ house }, request) => {
      const { id } = request.params as { readonly id: string };
      await endSession(house.context, accountAsked(request, 'EndSession'), id);
      return { ended: 1 };
    },
  },
  {
    method: 'DELETE',
    path: '/api/sessions',
    name: 'EndSessions',
    scope: 'person',
    operation: {
      tag: 'accounts',
      summary: 'Ends all sessions of the account but the one that asks.',
      parameters: [accountParameter],
      answer: { description: 'How many have ended.', schema: ended },
      problems: [503],
    },
    run: async (desk, request) => {
      const account = accountAsked(request, 'EndSessions');
      return { ended: await endSessions(desk.house.context, account, await currentSession(desk, request)) };
    },
  },
];

async function currentSession({ house }: Desk, request: FastifyRequest): Promise<string | undefined> {
  const token = cookieOf(request, 'session', house.settings);
  return token === undefined ? undefined : (await sessionOf(house.context, token))?.id;
}
