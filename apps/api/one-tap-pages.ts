import { type Language, languages, type PlainKey, type Say, sayDay, sayIn, sayInstant } from '#i18n';
import type { SaidByYou } from '#use-cases';
import { type Html, html, page } from './html.ts';
import { pageFooter } from './page-footer.ts';

/** The pages behind a link that confirms an answer. They need no script and nobody's account. */

const names: Readonly<Record<Language, string>> = { fi: 'Suomi', sv: 'Svenska', en: 'English' };

/** Leads to the same page in the other languages; a step that was asked for by a form begins anew. */
function languageLinks(lang: Language, say: Say): Html {
  const items = languages.map((one) =>
    one === lang
      ? html`<li><span lang="${one}" aria-current="true">${names[one]}</span></li>`
      : html`<li><a href="?lang=${one}" lang="${one}" hreflang="${one}">${names[one]}</a></li>`,
  );
  return html`<nav aria-label="${say('link.languages')}"><ul>
${items}
</ul></nav>`;
}

function pageOf(lang: Language, title: string, main: Html, { switches = true }: { switches?: boolean } = {}): string {
  const say = sayIn(lang);
  const nav = switches ? languageLinks(lang, say) : undefined;
  // From below /link/ to the root, under whatever path everything is served.
  const footer = pageFooter(say, (path) => `..${path}?lang=${lang}`);
  return page({ lang, title, nav, main, footer });
}

/** Says what the link is for; nothing of the answer, because programs that check mails open links. */
export function askPage(
  lang: Language,
  { post, expires }: { readonly post: string | null; readonly expires: string },
): string {
  const say = sayIn(lang);
  const title = say('link.ask.heading');
  return pageOf(
    lang,
    title,
    html`<h1>${title}</h1>
<p>${say('link.ask.lead', { post: post ?? say('link.removed') })}</p>
<p>${say('link.ask.happens')}</p>
<form method="post">
<button>${say('link.ask.button')}</button>
</form>
<p class="small">${say('link.ask.until', { day: sayDay(lang, expires) })}</p>`,
  );
}

const row = (label: string, value: string | undefined, main = false): Html | undefined =>
  value === undefined
    ? undefined
    : html`<div><dt>${label}</dt><dd${main ? html` class="main"` : undefined}>${value}</dd></div>`;

/** The order in which the texts of an answer or a follow-up are read. */
const fields = ['reason', 'briefAnswer', 'whatWillBeDone', 'whatChanged', 'whyNot', 'evidence'] as const;
const dates = ['byWhen', 'untilWhen', 'next'] as const;

const writtenBy = ({ name, coordinator }: SaidByYou['writtenBy'], say: Say): string => {
  const role = say(coordinator ? 'link.writtenBy.coordinator' : 'link.writtenBy.other');
  return name === undefined ? role : coordinator ? `${name}, ${role}` : name;
};

function outcomeRow({ outcome }: SaidByYou, say: Say): Html | undefined {
  if ('changed' in outcome) return row(say('link.changed'), say(`changed.${outcome.changed}` as PlainKey), true);
  const code = 'decision' in outcome ? outcome.decision : outcome.reply;
  return row(say('link.answer'), say(`outcome.${code}` as PlainKey), true);
}

/** Shows what was written down, and asks whether it was said so. */
export function checkPage(lang: Language, said: SaidByYou): string {
  const say = sayIn(lang);
  const title = say('link.check.heading');
  const textOf = (text: string | null | undefined) => (text === null ? say('link.removed') : text);
  return pageOf(
    lang,
    title,
    html`<h1>${title}</h1>
<dl>
${row(say('link.proposal'), textOf(said.title))}
${outcomeRow(said, say)}
${fields.map((field) => row(say(`link.${field}`), textOf(said.texts[field])))}
${dates.map((date) => row(say(`link.${date}`), said.dates[date] && sayDay(lang, said.dates[date])))}
${row(say('link.on'), said.on === undefined ? say('link.notRecorded') : sayDay(lang, said.on))}
${row(say('link.writtenBy'), writtenBy(said.writtenBy, say))}
</dl>
<p>${say('link.check.happens')}</p>
<form method="post">
<button name="step" value="confirm">${say('link.check.confirm')}</button>
<button class="other" name="step" value="not-mine">${say('link.check.notMine')}</button>
</form>`,
  );
}

/** What can be done when it was not said so. Nothing is recorded: whoever wrote it down hears it from the one who said it. */
export function notMinePage(lang: Language, said: SaidByYou): string {
  const say = sayIn(lang);
  const title = say('link.notMine.heading');
  return pageOf(
    lang,
    title,
    html`<h1>${title}</h1>
<p>${say('link.notMine.what')}</p>
<p>${say('link.notMine.writtenBy', { who: writtenBy(said.writtenBy, say) })}</p>
<p>${say('link.notMine.still')}</p>
<form method="post">
<button class="other">${say('link.notMine.back')}</button>
</form>`,
  );
}

/** The receipt. The link leads nowhere any more, so it is not offered in other languages. */
export function donePage(lang: Language, at: Date): string {
  const say = sayIn(lang);
  const title = say('link.done.heading');
  return pageOf(
    lang,
    title,
    html`<h1>${title}</h1>
<p>${say('link.done.what', { at: sayInstant(lang, at) })}</p>
<p>${say('link.done.close')}</p>`,
    { switches: false },
  );
}

const sentences = {
  already: ['link.already.heading', 'link.already.what'],
  notYours: ['link.notYours.heading', 'link.notYours.what', 'link.notYours.next'],
  gone: ['link.gone.heading', 'link.gone.what', 'link.gone.next'],
  away: ['link.away.heading', 'link.away.what'],
} as const satisfies Readonly<Record<string, readonly [PlainKey, ...PlainKey[]]>>;

/** A page that only says something. */
export function sayingPage(lang: Language, what: keyof typeof sentences): string {
  const say = sayIn(lang);
  const [heading, ...rest] = sentences[what];
  return pageOf(lang, say(heading), html`<h1>${say(heading)}</h1>\n${rest.map((one) => html`<p>${say(one)}</p>`)}`);
}
