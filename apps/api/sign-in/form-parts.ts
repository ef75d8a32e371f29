import type { PlainKey } from '#i18n';
import { type Html, html, page } from '../html.ts';
import { pageFooter } from '../page-footer.ts';
import { languageLinks } from './language-links.ts';
import { linkTo, type Visit } from './visit.ts';

/** What is wrong with a form, by the id of the field; `form` for what is wrong with all of it. */
export type Faults = Readonly<Record<string, string>>;
export const noFaults: Faults = {};

/** A whole page. What is wrong stands before everything else, and the browser goes there first. */
export function pageOf(
  visit: Visit,
  { title, main, faults = noFaults }: { readonly title: string; readonly main: Html; readonly faults?: Faults },
): string {
  const { lang, say } = visit;
  const isWrong = Object.keys(faults).length > 0;
  return page({
    lang,
    title: isWrong ? say('signIn.wrongTitle', { title }) : title,
    home: linkTo(visit, '/'),
    nav: languageLinks(visit),
    main: html`${isWrong ? faultList(visit, faults) : undefined}
<h1>${title}</h1>
${main}`,
    footer: pageFooter(say, (path) => linkTo(visit, path)),
  });
}

function faultList({ say }: Visit, faults: Faults): Html {
  const items = Object.entries(faults).map(([field, sentence]) =>
    field === 'form' ? html`<li>${sentence}</li>` : html`<li><a href="#${field}">${sentence}</a></li>`,
  );
  return html`<div class="faults" role="alert" tabindex="-1" autofocus>
<p><strong>${say('signIn.check')}</strong></p>
<ul>
${items}
</ul>
</div>`;
}

/** Something that went well, said before all else. */
export const good = (sentence: string): Html => html`<p class="good" role="status">${sentence}</p>`;

interface Field {
  /** Also the id of the input. */
  readonly name: string;
  readonly label: string;
  readonly type?: 'text' | 'email' | 'password';
  /** What browsers and managers of passwords fill in by themselves. */
  readonly autocomplete: string;
  readonly hint?: string | undefined;
  readonly value?: string | undefined;
  readonly faults: Faults;
}

/** A text that is filled in. What is wrong with it stands beside it and is read out with it. */
export function field({ name, label, type = 'text', autocomplete, hint, value, faults }: Field): Html {
  const fault = faults[name];
  const about = [hint && `${name}-hint`, fault && `${name}-fault`].filter(Boolean).join(' ');
  return html`<div class="field">
<label for="${name}">${label}</label>
${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
${fault && html`<p class="fault" id="${name}-fault">${fault}</p>`}
<input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}"${value ? html` value="${value}"` : undefined}${about && html` aria-describedby="${about}"`}${fault && html` aria-invalid="true"`}${type === 'text' && autocomplete === 'name' ? undefined : html` spellcheck="false" autocapitalize="none"`}>
</div>`;
}

interface Choice {
  readonly name: string;
  readonly value: string;
  readonly label: string;
  readonly chosen: boolean;
  readonly type: 'radio' | 'checkbox';
  /** Of the text itself, where it is another than the page's. */
  readonly lang?: string;
}

export function choice({ name, value, label, chosen, type, lang }: Choice): Html {
  const id = `${name}-${value}`;
  return html`<div class="choice">
<input id="${id}" name="${name}" type="${type}" value="${value}"${chosen ? html` checked` : undefined}>
<label for="${id}"${lang && html` lang="${lang}"`}>${label}</label>
</div>`;
}

/** Choices that belong together. `id` is where a fault leads. */
export function choices(
  id: string,
  label: string,
  of: readonly Html[],
  faults: Faults = noFaults,
  hint?: string,
): Html {
  const about = [hint && `${id}-hint`, faults[id] && `${id}-fault`].filter(Boolean).join(' ');
  return html`<fieldset id="${id}"${faults[id] && html` tabindex="-1"`}${about && html` aria-describedby="${about}"`}>
<legend>${label}</legend>
${hint && html`<p class="hint" id="${id}-hint">${hint}</p>`}
${faults[id] && html`<p class="fault" id="${id}-fault">${faults[id]}</p>`}
${of}
</fieldset>`;
}

export const hidden = (name: string, value: string | undefined): Html | undefined =>
  value === undefined ? undefined : html`<input type="hidden" name="${name}" value="${value}">`;

/** A page that only says something, and leads on. */
export function sayingPage(
  visit: Visit,
  {
    heading,
    what,
    next,
  }: {
    readonly heading: PlainKey;
    readonly what: readonly PlainKey[];
    readonly next: readonly [path: string, label: PlainKey];
  },
): string {
  const { say } = visit;
  return pageOf(visit, {
    title: say(heading),
    main: html`${what.map((key) => html`<p>${say(key)}</p>`)}
<p><a href="${linkTo(visit, next[0])}">${say(next[1])}</a></p>`,
  });
}
