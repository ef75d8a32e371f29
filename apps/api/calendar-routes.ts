import { hash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { calendarText } from '#delivery';
import { account, shapes } from '#domain';
import { isLanguage, type Language, languages } from '#i18n';
import { atConsole, maySee, PermissionDenied, type Rights } from '#permissions';
import { type DueDaysOf, dueDays, postsHeldBy, rightsOf } from '#read-models';
import {
  type CalendarLink,
  type CalendarOf,
  calendarKinds,
  calendarLinks,
  dayOf,
  issueCalendarLink,
  openCalendar,
  revokeCalendarLink,
} from '#use-cases';
import { isAdministrator } from './guard.ts';
import { type Parameter, type Schema } from './operation.ts';
import { RequestError } from './request-error.ts';
import type { Desk, Route } from './route.ts';

/** Days ahead that a calendar shows. */
const ahead = 365;

const ofSchema: Readonly<Record<'for' | 'of', Schema>> = {
  for: { type: 'string', enum: [...calendarKinds], examples: ['post'], description: 'Whose due days.' },
  of: {
    type: 'string',
    pattern: '^[A-Za-z0-9-]{1,64}$',
    examples: ['head-of-service'],
    description: 'The code of the post, or the id of the unit, group or account.',
  },
};
const inQuery = Object.entries(ofSchema).map(
  ([name, schema]): Parameter => ({ name, in: 'query', required: true, schema }),
);
const langSchema: Schema = {
  type: 'string',
  enum: [...languages],
  examples: ['fi'],
  description: 'The account’s language, else Finnish, when left out.',
};
const linkSchema: Schema = {
  type: 'object',
  required: ['link', 'for', 'of', 'issuedAt'],
  properties: {
    link: { type: 'string', description: 'Id by which it is revoked; not the secret address.' },
    ...ofSchema,
    lang: langSchema,
    issuedAt: { type: 'string', format: 'date-time' },
  },
};

/** Calendars of due days that other programs subscribe to, each behind an address that is a secret of its own. */
export const calendarRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/api/calendar-links',
    name: 'IssueCalendarLink',
    operation: {
      tag: 'views',
      summary: 'Makes a secret address under which due days can be subscribed to as a calendar; answers it once.',
      parameters: [],
      bodySchema: {
        type: 'object',
        additionalProperties: false,
        required: ['for', 'of'],
        properties: { ...ofSchema, lang: langSchema },
      },
      answer: {
        description: 'The address, told this once.',
        schema: {
          type: 'object',
          required: ['link', 'address'],
          properties: { link: { type: 'string' }, address: { type: 'string' } },
        },
      },
      problems: [404, 415, 503],
    },
    run: issue,
  },
  {
    method: 'GET',
    path: '/api/calendar-links',
    name: 'ListCalendarLinks',
    operation: {
      tag: 'views',
      summary: 'The addresses that were made for somebody’s due days, without the addresses themselves.',
      parameters: [...inQuery],
      answer: {
        description: 'In the order in which they were made.',
        schema: { type: 'object', required: ['items'], properties: { items: { type: 'array', items: linkSchema } } },
      },
      problems: [503],
    },
    run: async ({ house }, request) => {
      const of = asked(request, request.query);
      const items = await calendarLinks(house.context, of);
      return { items: items.map(({ kind, id, by: _, ...link }) => ({ ...link, for: kind, of: id })) };
    },
  },
  {
    method: 'DELETE',
    path: '/api/calendar-links/:link',
    name: 'RevokeCalendarLink',
    operation: {
      tag: 'views',
      summary: 'Revokes an address: programs that subscribed to it get nothing more.',
      parameters: [{ name: 'link', in: 'path', required: true, schema: { type: 'string' } }, ...inQuery],
      answer: { description: 'It is revoked.', schema: { type: 'object', properties: { revoked: { const: true } } } },
      problems: [404, 503],
    },
    run: async ({ house }, request) => {
      const { link } = request.params as { readonly link: string };
      const revoked = await revokeCalendarLink(house.context, asked(request, request.query), link);
      if (!revoked) throw new RequestError('not-found', 'There is no such link.');
      return { revoked };
    },
  },
  { method: 'GET', path: '/calendar/:file', name: 'Calendar', run: feed },
];

async function issue({ house }: Desk, request: FastifyRequest, reply: FastifyReply): Promise<object> {
  const { body } = request;
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new RequestError('request.body', 'Send a JSON object.', [{ pointer: '', detail: 'must be a JSON object' }]);
  const { lang, ...rest } = body as Readonly<Record<string, unknown>>;
  if (lang !== undefined && !isLanguage(lang)) throw wrong('body', 'lang', `one of: ${languages.join(', ')}`);
  const issued = await issueCalendarLink(house.context, asked(request, rest, 'body'), {
    lang,
    by: request.rights.account!,
  });
  if (!issued) throw new RequestError('not-found', 'There is nobody of this id whose days could be shown.');
  const base = house.settings.baseUrl ?? house.settings.basePath;
  reply.header('cache-control', 'no-store');
  return { link: issued.id, address: `${base}/calendar/${issued.token}.ics` };
}

function wrong(where: 'body' | 'query', name: string, allowed: string): RequestError {
  return where === 'body'
    ? new RequestError('request.body', 'The body has not the shape of a calendar link.', [
        { pointer: `/${name}`, detail: `must be ${allowed}` },
      ])
    : new RequestError('request.parameter', `The parameter ${name} must be ${allowed}.`);
}

/** Whose calendar is spoken of, when whoever asks may speak of it. @throws RequestError */
function asked(request: FastifyRequest, given: unknown, where: 'body' | 'query' = 'query'): CalendarOf {
  const { for: kind, of: id, ...more } = given as Readonly<Record<string, unknown>>;
  const [other] = Object.keys(more);
  if (other !== undefined) throw wrong(where, other, 'left out: there is no such field');
  if (!calendarKinds.includes(kind as never)) throw wrong(where, 'for', `one of: ${calendarKinds.join(', ')}`);
  if (!shapes.code.accepts(id)) throw wrong(where, 'of', shapes.code.allowed);
  const of = { kind, id } as CalendarOf;
  if (!isWhose(of, request.rights))
    throw new PermissionDenied(
      'A calendar is for whose due days it shows: the post, management for a unit, the group, the account; or for administrators.',
    );
  return of;
}

function isWhose({ kind, id }: CalendarOf, rights: Rights): boolean {
  if (isAdministrator(rights)) return true;
  if (kind === 'account') return rights.account === id;
  if (kind === 'group') return maySee(rights, 'GetGroupAgenda', { groups: [id] });
  const { capacities } = rights;
  return capacities.some(
    (one) =>
      one.kind === 'management' && (kind === 'post' ? one.post === id : one.units === 'all' || one.units.includes(id)),
  );
}

/** An address opens no more than whoever made it may see now: a post goes to somebody else, an account is disabled. */
function mayStill({ house }: Desk, { by, ...of }: CalendarLink, today: string): boolean {
  if (by === undefined) return false;
  const rights = by === atConsole.account ? atConsole : rightsOf(house.reads, by, today);
  return rights !== undefined && isWhose(of, rights);
}

const file = /^([\w-]{43})\.ics$/;

async function feed(desk: Desk, request: FastifyRequest, reply: FastifyReply): Promise<string | undefined> {
  const { context, settings } = desk.house;
  const [, token] = file.exec((request.params as { readonly file: string }).file) ?? [];
  const link = token === undefined ? undefined : await openCalendar(context, token);
  const today = dayOf(context.clock.now());
  if (link && link.by === undefined) return nothing(request, reply.status(410), fromBefore);
  if (!link || !mayStill(desk, link, today)) return nothing(request, reply);
  const entries = entriesOf(desk, link, today);
  if (!entries) return nothing(request, reply);
  const text = calendarText(link, entries, {
    lang: await languageOf(desk, request, link),
    baseUrl: settings.baseUrl,
    today,
  });
  const etag = `"${hash('sha256', text, 'base64url')}"`;
  reply.headers({
    'content-type': 'text/calendar; charset=utf-8',
    'cache-control': 'private, no-cache',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-robots-tag': 'noindex, nofollow',
    etag,
  });
  const known = request.headers['if-none-match']?.split(',').map((one) => one.trim().replace(/^W\//, ''));
  if (!known?.includes(etag)) return text;
  reply.status(304);
  return undefined;
}

const fromBefore =
  'This address was made before people had accounts, and nobody can tell whether whoever made it may still see these days. Ask for a new one.\n';

function nothing(request: FastifyRequest, reply: FastifyReply, why = 'There is no such calendar.\n'): string {
  request.outcome = 'not-found';
  if (reply.statusCode === 200) reply.status(404);
  reply.type('text/plain; charset=utf-8').header('cache-control', 'no-store');
  return why;
}

/** Undefined when the account is no more, or is disabled. */
function entriesOf({ house }: Desk, { kind, id }: CalendarLink, today: string) {
  if (kind === 'account' && !rightsOf(house.reads, id, today)) return undefined;
  const of: DueDaysOf =
    kind === 'account'
      ? { posts: postsHeldBy(house.reads, id, today) }
      : kind === 'post'
        ? { posts: [id] }
        : { [kind]: id };
  return dueDays(house.reads, of, today, ahead);
}

async function languageOf({ house }: Desk, request: FastifyRequest, link: CalendarLink): Promise<Language> {
  const { lang } = request.query as { readonly lang?: unknown };
  if (isLanguage(lang)) return lang;
  if (link.lang) return link.lang;
  if (link.kind !== 'account') return 'fi';
  const { state } = await house.context.streams.load(account, link.id);
  return state.status === 'none' ? 'fi' : state.language;
}
