import type { FastifyReply, FastifyRequest } from 'fastify';
import { account, Refusal } from '#domain';
import { isLanguage, type Language } from '#i18n';
import { type ConfirmationLink, dayOf, followLink, lookAtLink, useUpLink } from '#use-cases';
import { privatePageHeaders } from './html.ts';
import { askPage, checkPage, donePage, notMinePage, sayingPage } from './one-tap-pages.ts';
import { codeOf, problems } from './problems.ts';
import type { Desk, Route } from './route.ts';

const path = '/link/:token';

/**
 * Confirming with one tap an answer that somebody wrote down. Opening the link changes nothing and shows nothing of the
 * answer, because programs that check mails open links; the answer is shown when a button is pressed, and confirmed when
 * another one is.
 */
export const oneTapRoutes: readonly Route[] = [
  { method: 'GET', path, name: 'OpenLink', run: (desk, request, reply) => answer(desk, request, reply, ask) },
  { method: 'POST', path, name: 'FollowLink', run: (desk, request, reply) => answer(desk, request, reply, goOn) },
];

interface Visit {
  readonly link: ConfirmationLink;
  readonly lang: Language;
  readonly step: string | null;
}
type Led = Awaited<ReturnType<typeof followLink>>;
type Answering = (desk: Desk, visit: Visit, led: Extract<Led, { to: 'confirm' }>) => string | Promise<string>;

async function answer(desk: Desk, request: FastifyRequest, reply: FastifyReply, answering: Answering): Promise<string> {
  reply.headers(privatePageHeaders);
  const { context } = desk.house;
  const { lang: asked } = request.query as { readonly lang?: unknown };
  try {
    const { token } = request.params as { readonly token: string };
    const link = await lookAtLink(context, token);
    if (!link) {
      reply.status(404);
      request.outcome = 'not-found';
      return sayingPage(isLanguage(asked) ? asked : 'fi', 'gone');
    }
    request.account = link.account;
    const lang = isLanguage(asked) ? asked : await languageOf(desk, link.account);
    const step = request.body instanceof URLSearchParams ? request.body.get('step') : null;
    return await pageFor(desk, { link, lang, step }, reply, answering);
  } catch (error) {
    if (problems[codeOf(error) ?? '']?.[0] !== 503) throw error;
    request.outcome = codeOf(error)!;
    reply.status(503).header('retry-after', '30');
    return sayingPage(isLanguage(asked) ? asked : 'fi', 'away');
  }
}

async function pageFor(desk: Desk, visit: Visit, reply: FastifyReply, answering: Answering): Promise<string> {
  const led = await followLink(desk.house.context, visit.link);
  try {
    if (led.to === 'confirm') return await answering(desk, visit, led);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // Between the look and the command the post went to somebody else, or the answer was taken back.
    reply.status(409);
    return sayingPage(visit.lang, 'notYours');
  }
  reply.status(led.to === 'gone' ? 404 : 409);
  return sayingPage(visit.lang, led.to);
}

async function languageOf({ house }: Desk, id: string): Promise<Language> {
  const { state } = await house.context.streams.load(account, id);
  return state.status === 'none' ? 'fi' : state.language;
}

const ask: Answering = (_desk, { link, lang }, { said }) =>
  askPage(lang, { post: said.post, expires: dayOf(link.expires.getTime()) });

const goOn: Answering = (desk, visit, led) => {
  if (visit.step === 'confirm') return confirm(desk, visit, led);
  return visit.step === 'not-mine' ? notMinePage(visit.lang, led.said) : checkPage(visit.lang, led.said);
};

/**
 * Confirms, and only then uses the link up: where the confirming fails the link still works, and where the using up does, the
 * same command comes again and records nothing more.
 */
const confirm: Answering = async ({ commands, house }, { link, lang }, { confirmation }) => {
  await house.metrics.command('ConfirmDecision', () => commands.execute(confirmation));
  await useUpLink(house.context, link);
  return donePage(lang, new Date(house.context.clock.now()));
};
