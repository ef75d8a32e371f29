import { toString as qrCode } from 'qrcode';
import { languages, type PlainKey, sayIn } from '#i18n';
import { Html, html } from '../html.ts';
import { answerInShort } from './home-page.ts';
import { linkPage } from './link-page.ts';
import { type LinkVisit, linkTo, publicAddress } from './link-visit.ts';
import { homeOf, proposalsOf, type Shown } from './shown.ts';
import { isAnswerOpen, nextOf, nowOf } from './standing.ts';
import { title } from './written.ts';

const mostOnSheet = 4;
const linesToWriteOn = 6;

/** A sheet for the wall that says nothing of whom it is about, and a second one with the newest answers in large print. */
export async function wallSheet(visit: LinkVisit): Promise<string> {
  const { say, lang, link } = visit;
  const { proposals } = await homeOf(visit, link.group, { limit: 40 });
  const ids = proposals.filter(({ path }) => path.answered.state === 'done').map(({ id }) => id);
  const answered = (await proposalsOf(visit, ids.slice(0, mostOnSheet * 2))).filter(isAnswerOpen).slice(0, mostOnSheet);
  const others = languages.filter((one) => one !== lang);
  const code = await qrCode(publicAddress(visit), { type: 'svg', margin: 4, errorCorrectionLevel: 'M' });
  return linkPage(visit, {
    title: say('groupLink.sheet.title'),
    main: html`${onScreen(visit, 'groupLink.sheet.where')}
<div class="sheet">
<h1>${say('groupLink.heading')}</h1>
<div class="qr" role="img" aria-label="${say('groupLink.sheet.qr')}">${new Html(code)}</div>
<p>${say('groupLink.sheet.steps')}</p>
<p>${say('groupLink.sheet.nothing')}</p>
<p>${say('groupLink.sheet.ask')}</p>
${others.map((one) => html`<p class="other" lang="${one}"><strong>${sayIn(one)('groupLink.heading')}</strong> ${sayIn(one)('groupLink.sheet.steps')}</p>`)}
</div>
${answered.length === 0 ? undefined : latest(visit, answered)}`,
  });
}

function onScreen(visit: LinkVisit, ...sentences: readonly PlainKey[]): Html {
  const { say } = visit;
  return html`<div class="screen">
<p class="onward"><a href="${linkTo(visit, '')}">${say('groupLink.all')}</a></p>
<p class="good">${[say('groupLink.paper.how'), ...sentences.map((one) => say(one))].join(' ')}</p>
</div>`;
}

const latest = (visit: LinkVisit, answered: readonly Shown[]): Html => html`<div class="large">
<h2>${visit.say('groupLink.sheet.latest')}</h2>
${answered.map(
  (one) => html`<div class="fate">
<h3>${title(visit, one.title)}</h3>
<p class="now">${nowOf(visit, one).join(' ')}</p>
${answerInShort(visit, one)}
${nextOf(visit, one)}
</div>`,
)}
</div>`;

const kinds = ['idea', 'comment', 'statement', 'message', 'trialIdea'] as const;
const wanted = ['decision', 'reply', 'none'] as const;

const lines = (count: number): readonly Html[] => Array.from({ length: count }, () => html`<p class="line"></p>`);

/** A form for whoever would rather write by hand. Nothing on it says whose it is. */
export function paperForm(visit: LinkVisit): string {
  const { say } = visit;
  const upper = (text: string) => `${text[0]!.toUpperCase()}${text.slice(1)}`;
  return linkPage(visit, {
    title: say('groupLink.form.title'),
    main: html`${onScreen(visit)}
<div class="paper">
<h1>${say('groupLink.form.heading')}</h1>
<p>${say('groupLink.form.lead')} ${say('groupLink.form.noNames')}</p>
<h2>${say('groupLink.form.what')}</h2>
${lines(linesToWriteOn)}
<h2>${say('groupLink.form.why')}</h2>
${lines(4)}
<h2>${say('groupLink.form.kind')}</h2>
<ul class="tick">${kinds.map((kind) => html`<li>${upper(say(`kind.${kind}`))}</li>`)}</ul>
<h2>${say('groupLink.form.answer')}</h2>
<ul class="tick">${wanted.map((one) => html`<li>${say(`groupLink.form.answer.${one}`)}</li>`)}</ul>
<p class="label">${say('groupLink.form.date')}</p>
${lines(1)}
</div>`,
  });
}
