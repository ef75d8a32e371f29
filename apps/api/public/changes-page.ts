import type { FastifyRequest } from 'fastify';
import { sayDay } from '#i18n';
import { framedPage, type Html, html } from '../html.ts';
import { linkTo, type Visit } from '../sign-in/visit.ts';
import { type Change, type Changes, changesFor, kindOf, type Narrowed, saidIn } from './changes.ts';
import { publicAddress, publicPage } from './public-visit.ts';
import { inLanguage, plainly, written } from './written.ts';

const path = '/changes';
/** Changes of a page. */
const most = 20;

/** What an address asks for; what it does not take is as if it were not there. */
interface Wanted extends Narrowed {
  /** The inside of the page alone, for the frame of another site. */
  readonly embed?: string | undefined;
}

function wantedIn({ query }: FastifyRequest): Wanted {
  const one = (name: string) => {
    const value = (query as Readonly<Record<string, unknown>>)[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const embed = 'embed' in (query as object) ? '1' : undefined;
  return { unit: one('unit'), group: one('group'), cursor: one('cursor'), embed };
}

/** What has come of it, for everybody: published words only. @throws QueryRefused */
export async function changesPage(visit: Visit): Promise<string> {
  const { lang, say, desk, request } = visit;
  const { embed, ...narrowed } = wantedIn(request);
  const changes = await changesFor(desk, most, narrowed);
  const title = say('changes.heading');
  const list = html`${filter(visit, changes, { ...narrowed, embed })}
${changes.items.length > 0 ? items(visit, changes.items) : nothing(visit, changes, { ...narrowed, embed })}
${further(visit, changes, { ...narrowed, embed })}`;
  if (embed)
    return framedPage({
      lang,
      title,
      main: html`<h1>${title}</h1>
${list}
<p class="small"><a href="${linkTo(visit, path)}" target="_blank" rel="noopener">${say('changes.embed.open')}</a></p>`,
    });
  const feed = linkTo(visit, `${path}/feed`, { lang });
  return publicPage(visit, {
    title,
    kept: narrowed as Readonly<Record<string, string | undefined>>,
    links: html`<link rel="alternate" type="application/atom+xml" title="${title}" href="${feed}">`,
    main: html`<p>${say('changes.lead')}</p>
${list}
<ul class="links">
<li><a href="${feed}">${say('changes.feed')}</a></li>
</ul>
${embedding(visit, title)}`,
  });
}

/** By unit and by group, as far as their names are published; in a plain form. */
function filter(visit: Visit, { groups }: Changes, wanted: Wanted): Html | undefined {
  const { lang, say } = visit;
  const named = <Of>(all: readonly Of[], id: (of: Of) => string, text: (of: Of) => Html | undefined) =>
    [...new Map(all.map((one) => [id(one), text(one)]))].filter((one): one is [string, Html] => one[1] !== undefined);
  const nameOf = (text: Changes['groups'][number]['name']): Html | undefined => {
    const shown = plainly(lang, text);
    return shown && html`${shown.text}`;
  };
  const fields = [
    select(
      visit,
      'unit',
      wanted.unit,
      named(
        groups,
        ({ unit }) => unit,
        ({ unitName }) => nameOf(unitName),
      ),
    ),
    select(
      visit,
      'group',
      wanted.group,
      named(
        groups,
        ({ id }) => id,
        ({ name }) => nameOf(name),
      ),
    ),
  ].filter((one) => one !== undefined);
  if (fields.length === 0) return undefined;
  const kept = { lang: (visit.request.query as { lang?: unknown }).lang, embed: wanted.embed };
  const hidden = Object.entries(kept).map(([name, value]) =>
    typeof value === 'string' ? html`<input type="hidden" name="${name}" value="${value}">` : undefined,
  );
  return html`<form class="filter" action="${visit.desk.house.settings.basePath}${path}" aria-label="${say('changes.filter')}">
${hidden}
${fields}
<button class="other">${say('changes.show')}</button>
</form>`;
}

function select(
  { say }: Visit,
  name: 'unit' | 'group',
  chosen: string | undefined,
  options: readonly (readonly [string, Html])[],
): Html | undefined {
  // One of one is no choice.
  if (options.length < 2 && chosen === undefined) return undefined;
  return html`<div class="field">
<label for="${name}">${say(`changes.${name}`)}</label>
<select id="${name}" name="${name}">
<option value="">${say('changes.all')}</option>
${options.map(([id, text]) => html`<option value="${id}"${id === chosen ? html` selected` : undefined}>${text}</option>`)}
</select>
</div>`;
}

const items = (visit: Visit, changes: readonly Change[]): Html => html`<ol class="changes">
${changes.map((one) => item(visit, one))}
</ol>`;

function item({ lang, say }: Visit, change: Change): Html {
  const said = saidIn(change);
  const row = (label: string, text: Change['what']) => {
    const shown = text === said ? undefined : written(lang, say, text, 'text');
    return shown && html`<div><dt>${label}</dt><dd>${shown}</dd></div>`;
  };
  const rows = [
    row(say('changes.proposal'), change.title),
    row(say('changes.learnt'), change.whatWasLearnt),
    row(say('changes.evidence'), change.evidence),
  ].filter((one) => one !== undefined);
  const group = plainly(lang, change.groupName);
  const day = change.on === undefined ? say('changes.noDay') : sayDay(lang, change.on);
  return html`<li>
<h2>${say(kindOf(change))}</h2>
${written(lang, say, said, 'said')}
${rows.length > 0 ? html`<dl>\n${rows}\n</dl>` : undefined}
${change.again ? html`<p>${say('changes.again')}</p>` : undefined}
<p class="when">${group ? html`<span${inLanguage(group.lang)}>${group.text}</span>` : say('changes.someGroup')} · ${day}</p>
</li>`;
}

function nothing(visit: Visit, { groups }: Changes, { embed }: Wanted): Html {
  const { say } = visit;
  if (groups.length > 0)
    return html`<p>${say('changes.noneHere')} <a href="${linkTo(visit, path, { embed })}">${say('changes.showAll')}</a></p>`;
  return html`<h2>${say('changes.none.heading')}</h2>
<p>${say('changes.none.what')}</p>`;
}

function further(visit: Visit, { next }: Changes, { cursor, ...wanted }: Wanted): Html | undefined {
  const { say } = visit;
  const link = (label: string, parameters: Wanted) =>
    html`<li><a href="${linkTo(visit, path, parameters as Readonly<Record<string, string | undefined>>)}">${label}</a></li>`;
  if (next === undefined && cursor === undefined) return undefined;
  return html`<ul class="links">
${next === undefined ? undefined : link(say('changes.more'), { ...wanted, cursor: next })}
${cursor === undefined ? undefined : link(say('changes.first'), wanted)}
</ul>`;
}

/** How another site shows this in a frame of its own. */
function embedding(visit: Visit, title: string): Html {
  const { say, lang } = visit;
  const address = `${publicAddress(visit)}${path}?${new URLSearchParams({ embed: '1', lang })}`;
  const line = html`<iframe src="${address}" title="${title}" width="100%" height="600" loading="lazy"></iframe>`;
  return html`<details>
<summary>${say('changes.embed.heading')}</summary>
<p>${say('changes.embed.what')}</p>
<code class="code">${line.text}</code>
</details>`;
}
