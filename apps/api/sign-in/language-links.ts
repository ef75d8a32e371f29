import { type Language, languages } from '#i18n';
import { type Html, html } from '../html.ts';
import { linkTo, type Visit } from './visit.ts';

export const languageNames: Readonly<Record<Language, string>> = { fi: 'Suomi', sv: 'Svenska', en: 'English' };

/**
 * Leads to the same page in the other languages; what was filled in is not carried along.
 * @param kept parameters that are
 */
export function languageLinks(visit: Visit, kept: Readonly<Record<string, string | undefined>> = {}): Html {
  const { lang, say, session, to } = visit;
  const path = visit.request.url.split('?', 1)[0]!;
  const items = languages.map((one) =>
    one === lang
      ? html`<li><span lang="${one}" aria-current="true">${languageNames[one]}</span></li>`
      : html`<li><a href="${linkTo(visit, path, { ...kept, lang: one, to })}" lang="${one}" hreflang="${one}">${languageNames[one]}</a></li>`,
  );
  const out = session
    ? html`<form method="post" action="${linkTo(visit, '/sign-out')}"><button class="plain">${say('signIn.out')}</button></form>`
    : undefined;
  return html`${out}
<nav aria-label="${say('link.languages')}"><ul>
${items}
</ul></nav>`;
}
