import { hash } from 'node:crypto';
import { type Language, languages, type Say, sayIn } from '#i18n';
import { Html, html, privatePageHeaders, style } from '../html.ts';
import { pageFooter } from '../page-footer.ts';
import { languageNames } from '../sign-in/language-links.ts';
import { type Caller, type LinkVisit, linkTo, parameter } from './link-visit.ts';
import { linkStyle } from './page-style.ts';
import { readAloud } from './read-aloud.ts';

const digest = (text: string): string => `'sha256-${hash('sha256', text, 'base64')}'`;
const wholeStyle = `${style}${linkStyle}`;

/**
 * Nothing is fetched, and what runs is this one script. The address is a secret: browsers that know `same-origin` tell it to no
 * other site and still say where a form comes from, which `no-referrer` would hide; older ones take the first that they know.
 */
export const linkPageHeaders: Readonly<Record<string, string>> = {
  ...privatePageHeaders,
  'content-security-policy': `default-src 'none'; style-src ${digest(wholeStyle)}; script-src ${digest(readAloud)}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer, same-origin',
};

interface Page {
  /** Says nothing of whom or what the page is about: it stands in lists of windows and of pages that were visited. */
  readonly title: string;
  readonly main: Html;
  /** What the page has to say about itself before anything else; the browser goes there. */
  readonly first?: Html | undefined;
  readonly nav?: Html | undefined;
  /** It has buttons that read a part of it aloud. */
  readonly aloud?: true;
}

/** A whole page of a link that opens something. */
export const linkPage = (visit: LinkVisit, page: Page): string =>
  shell(visit, { ...page, nav: page.nav ?? languageLinks(visit) });

type Reader = Pick<Caller, 'lang' | 'say'> & { readonly desk?: Caller['desk'] };

function shell({ lang, say, desk }: Reader, { title, main, first, nav, aloud }: Page): string {
  const to = (path: string) => `${desk?.house.settings.basePath ?? ''}${path}?lang=${lang}`;
  return html`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="format-detection" content="telephone=no">
<title>${title} – Kierto</title>
<style>${new Html(wholeStyle)}</style>
</head>
<body>
<header>
<p>Kierto</p>
${nav}
</header>
<main id="main">
${first}
${main}
</main>
<footer>
${desk ? pageFooter(say, to) : html`<p>${say('link.noDecision')}</p>`}
</footer>
${aloud && html`<script>${new Html(readAloud)}</script>`}
</body>
</html>
`.text;
}

/** Leads to the same page in the other languages, at the same place of a list. */
function languageLinks(visit: LinkVisit): Html {
  const { lang, say, request } = visit;
  const page = request.url.split('?', 1)[0]!.replace(/^\/g\/[^/]*/, '');
  const kept = { cursor: parameter(request, 'cursor'), of: parameter(request, 'of') };
  const items = languages.map((one) =>
    one === lang
      ? html`<li><span lang="${one}" aria-current="true">${languageNames[one]}</span></li>`
      : html`<li><a href="${linkTo(visit, page, { ...kept, lang: one })}" lang="${one}" hreflang="${one}">${languageNames[one]}</a></li>`,
  );
  return html`<nav aria-label="${say('link.languages')}"><ul>
${items}
</ul></nav>`;
}

/** Something that went well, said before all else. */
export const good = (sentences: readonly string[]): Html =>
  html`<div class="good" role="status" tabindex="-1" autofocus>${sentences.map((one) => html`<p>${one}</p>`)}</div>`;

/** A button that reads a part of the page aloud; hidden where the browser cannot. */
export const aloudButton = (say: Say, part: string): Html =>
  html`<button type="button" class="other aloud" hidden data-part="${part}" data-read="${say('groupLink.aloud')}" data-stop="${say('groupLink.aloud.stop')}">${say('groupLink.aloud')}</button>`;

const sayings = {
  gone: ['groupLink.gone.heading', 'groupLink.gone.what', 'groupLink.gone.next'],
  away: ['groupLink.away.heading', 'groupLink.away.what'],
} as const;

/** For whoever came with a link that opens nothing, or when nothing can be opened: the same for everybody. */
export function sayingPage(caller: Caller, what: keyof typeof sayings): string {
  const { say } = caller;
  const [heading, ...rest] = sayings[what];
  return shell(caller, {
    title: say(heading),
    main: html`<h1>${say(heading)}</h1>
${rest.map((one) => html`<p>${say(one)}</p>`)}`,
  });
}

/** What went wrong before anybody could look at the link. */
export const linkProblemPage = (lang: Language, heading: string, what: string): string =>
  shell({ lang, say: sayIn(lang) }, { title: heading, main: html`<h1>${heading}</h1>\n<p>${what}</p>` });

export function unknownPage(visit: LinkVisit): string {
  const { say } = visit;
  return linkPage(visit, {
    title: say('groupLink.unknown.heading'),
    main: html`<h1>${say('groupLink.unknown.heading')}</h1>
<p>${say('groupLink.unknown.what')}</p>
<p class="onward"><a href="${linkTo(visit, '')}">${say('groupLink.all')}</a></p>`,
  });
}
