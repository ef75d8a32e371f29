import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Language, type PlainKey, sayIn } from '#i18n';
import { linkPageHeaders, linkProblemPage } from '../group-link/link-page.ts';
import { html, page, privatePageHeaders } from '../html.ts';
import { pageFooter } from '../page-footer.ts';
import { asked, chosenLanguage } from './visit.ts';

/** Whether it is a person who asked, who wants to read what went wrong and not a problem for programs. */
export const isPage = ({ routeOptions: { url = '' } }: FastifyRequest): boolean =>
  /^\/(sign-in|sign-out|invitation|first-administrator|account|changes|about|accessibility|reports|g)(\/|$)|^\/(demo)?$/.test(
    url,
  );

const isGroupLink = ({ routeOptions: { url = '' } }: FastifyRequest): boolean => url.startsWith('/g/');

interface Told {
  readonly code: string;
  readonly status: number;
}

const kinds: Readonly<Record<string, 'crossSite' | 'notFor'>> = {
  'request.cross-site': 'crossSite',
  'permission.denied': 'notFor',
};

/** Says on a page what a program is told as a problem. Whoever has not signed in is led to where one does. */
export function answerOnPage(
  request: FastifyRequest,
  reply: FastifyReply,
  { code, status }: Told,
  { wait, basePath }: { readonly wait: number | undefined; readonly basePath: string },
): void {
  reply.headers({ ...privatePageHeaders, 'referrer-policy': 'same-origin' });
  if (code === 'sign-in.needed') {
    const to = request.method === 'GET' ? `?${new URLSearchParams({ to: request.url })}` : '';
    reply.status(303).header('location', `/sign-in${to}`).send('');
    return;
  }
  const lang = chosenLanguage(request) ?? asked(request);
  const to = (path: string) => `${basePath}${path}?lang=${lang}`;
  const say = sayIn(lang);
  const isBroken = request.method === 'GET' && status < 500 && status !== 429 && kinds[code] === undefined;
  const [heading, what] = isBroken
    ? [say('pages.broken.heading'), say('pages.broken.what')]
    : sentencesFor(lang, code, status, wait);
  const next = isBroken
    ? html`<a href="${to('/')}">${say('pages.toFront')}</a>`
    : html`<a href="${to('/sign-in')}">${say('signIn.toSignIn')}</a>`;
  if (isGroupLink(request)) {
    // Whoever comes there has no account, and is not asked for one.
    reply
      .headers(linkPageHeaders)
      .status(status)
      .send(linkProblemPage(lang, heading, what));
    return;
  }
  reply.status(status).send(
    page({
      lang,
      title: heading,
      home: to('/'),
      nav: undefined,
      main: html`<h1>${heading}</h1>
<p>${what}</p>
<p>${next}</p>`,
      footer: pageFooter(say, to),
    }),
  );
}

function sentencesFor(
  lang: Language,
  code: string,
  status: number,
  wait: number | undefined,
): readonly [string, string] {
  const say = sayIn(lang);
  if (status === 429) {
    const minutes = Math.max(1, Math.ceil((wait ?? 60) / 60));
    return [say('pageProblem.tooMany.heading'), say('pageProblem.tooMany.what', { count: minutes })];
  }
  const kind = kinds[code] ?? (status < 500 ? 'unreadable' : 'away');
  return [say(`pageProblem.${kind}.heading` as PlainKey), say(`pageProblem.${kind}.what` as PlainKey)];
}
