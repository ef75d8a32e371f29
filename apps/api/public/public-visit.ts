import type { FastifyReply, FastifyRequest } from 'fastify';
import { sayIn } from '#i18n';
import { framedPageHeaders, type Html, html, page, publicPageHeaders } from '../html.ts';
import { pageFooter } from '../page-footer.ts';
import type { Desk } from '../route.ts';
import { languageLinks } from '../sign-in/language-links.ts';
import { asked, chosenLanguage, linkTo, type Visit } from '../sign-in/visit.ts';

interface How {
  /** Any site may show it in a frame. */
  readonly framed?: true;
}

/** A visit to a page that is the same for everybody: no cookie is looked at, and none is set. */
export function publicVisit(desk: Desk, request: FastifyRequest, reply: FastifyReply, { framed }: How = {}): Visit {
  if (framed) reply.raw.removeHeader('x-frame-options');
  reply.headers(framed ? framedPageHeaders : publicPageHeaders);
  const lang = chosenLanguage(request) ?? asked(request);
  return { desk, request, reply, lang, say: sayIn(lang), form: new URLSearchParams() };
}

/** A whole page for everybody. @param kept what the links to other languages carry along */
export function publicPage(
  visit: Visit,
  {
    title,
    main,
    links,
    kept = {},
  }: {
    readonly title: string;
    readonly main: Html;
    readonly links?: Html;
    readonly kept?: Readonly<Record<string, string | undefined>>;
  },
): string {
  const { lang, say } = visit;
  return page({
    lang,
    title,
    home: linkTo(visit, '/'),
    nav: languageLinks(visit, kept),
    main: html`<h1>${title}</h1>
${main}`,
    footer: pageFooter(say, (path) => linkTo(visit, path)),
    found: true,
    links,
  });
}

/** `https://kierto.example` with the path that everything is served under, as whoever asks knows it. */
export function publicAddress({ desk, request }: Pick<Visit, 'desk' | 'request'>): string {
  const { baseUrl, basePath } = desk.house.settings;
  return baseUrl ?? `${request.protocol}://${request.host}${basePath}`;
}
