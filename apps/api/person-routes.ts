import type { FastifyReply, FastifyRequest } from 'fastify';
import { capacitiesFor } from '#permissions';
import { issueInvitation } from '#sign-in';
import { targetOf } from '#use-cases';
import { denied } from './guard.ts';
import { knownOf } from './known-of-account.ts';
import { idParameter, type Schema } from './operation.ts';
import { requireMayAbout } from './own-access.ts';
import { idOf } from './parameters.ts';
import { RequestError } from './request-error.ts';
import type { Desk, Route } from './route.ts';
import { sendAccessMail } from './sign-in/tell-by-mail.ts';

const object: Schema = { type: 'object' };
const list = (description: string): Schema => ({ type: 'array', items: object, description });

/** Letting somebody in, and telling them what is known of them. */
export const personRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/api/accounts/:id/invitation',
    name: 'SendInvitation',
    scope: 'person',
    operation: {
      tag: 'accounts',
      summary: 'Makes a link with which somebody who was invited joins; earlier ones open nothing any more.',
      description: 'It goes by mail where mails leave, and is answered once as an address where none do.',
      parameters: [idParameter],
      answer: {
        description: 'What became of it.',
        schema: {
          type: 'object',
          required: ['mailed', 'expires'],
          properties: {
            mailed: { type: 'boolean' },
            address: { type: 'string', description: 'Where it was not mailed: hand it to nobody else.' },
            expires: { type: 'string', format: 'date-time' },
          },
        },
      },
      problems: [404, 409, 422, 503],
    },
    run: invite,
  },
  {
    method: 'GET',
    path: '/api/accounts/:id/everything',
    name: 'ExportPerson',
    scope: 'export',
    operation: {
      tag: 'accounts',
      summary: 'All that is known of somebody who has an account, for themselves.',
      parameters: [idParameter],
      answer: {
        description: 'What is known.',
        schema: {
          type: 'object',
          required: ['account', 'proofs', 'sessions', 'tokens', 'members', 'recorded', 'access', 'inbox'],
          properties: {
            account: { ...object, description: 'Its state, name and address, roles and posts.' },
            proofs: { ...object, description: 'By what it proves who it is; no secrets.' },
            sessions: list('Where it is signed in.'),
            tokens: list('Of its programs.'),
            members: list('Members of groups who it is, and what is kept of them.'),
            recorded: list('Events that it recorded or that name it, with their words.'),
            access: list('What it was given to read, as far as that is noted.'),
            inbox: list('What it was reminded of.'),
          },
        },
      },
      problems: [404, 503],
    },
    run: async (desk, request, reply) => {
      const id = idOf(request);
      requireMayAbout(request, 'ExportPerson', id);
      desk.house.access.noteAll(request);
      const known = await knownOf(desk, id);
      if (!known) throw new RequestError('not-found', 'There is no such account.');
      reply.headers({
        'cache-control': 'no-store',
        'content-disposition': `attachment; filename="kierto-${id}.json"`,
      });
      return known;
    },
  },
];

async function invite({ house }: Desk, request: FastifyRequest, reply: FastifyReply): Promise<object> {
  const id = idOf(request);
  const { context, settings, delivery } = house;
  const target = await targetOf(context, { name: 'SendInvitation', noun: 'accounts' }, id, {});
  if (!target) throw new RequestError('not-found', 'There is no such account.');
  if (capacitiesFor(request.rights, 'SendInvitation', target).length === 0)
    throw denied(request.rights, 'SendInvitation');
  reply.header('cache-control', 'no-store');
  const base = settings.baseUrl ?? settings.basePath;
  const { token, expires } = await issueInvitation(context, id);
  const address = `${base}/invitation/${token}`;
  if (!delivery.mail.configured) return { mailed: false, address, expires };
  await sendAccessMail(house, id, { type: 'Invitation', at: address, until: expires });
  return { mailed: true, expires };
}
