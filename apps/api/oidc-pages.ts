import { type Language, sayIn } from '#i18n';
import { html, page } from './html.ts';
import { pageFooter } from './page-footer.ts';

/** Why nobody was signed in by the directory. */
export type NotSignedIn = 'away' | 'failed' | 'unknown' | 'unverified' | 'taken' | 'disabled';

/** Says what happened and whom to ask, and leads back to where one signs in. */
export function notSignedInPage(lang: Language, why: NotSignedIn, basePath: string): string {
  const say = sayIn(lang);
  const to = (path: string) => `${basePath}${path}?lang=${lang}`;
  const title = say(`directory.${why}.heading`);
  return page({
    lang,
    title,
    home: to('/'),
    nav: undefined,
    main: html`<h1>${title}</h1>
<p>${say(`directory.${why}.what`)}</p>
<p>${say(`directory.${why}.next`)}</p>
<p><a href="${to('/sign-in')}">${say('directory.again')}</a></p>`,
    footer: pageFooter(say, to),
  });
}
