import type { FastifyReply, FastifyRequest } from 'fastify';
import { sayDay, sayIn } from '#i18n';
import { type Html, html } from '../html.ts';
import type { Desk } from '../route.ts';
import { asked, chosenLanguage } from '../sign-in/visit.ts';
import { type Change, changesFor, kindOf, saidIn } from './changes.ts';
import { publicAddress } from './public-visit.ts';
import { plainly } from './written.ts';

const most = 50;

/** What XML cannot hold, whatever somebody pasted. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const notInXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** What has come of it as an Atom feed (RFC 4287): published words only, the same for everybody. */
export async function changesFeed(desk: Desk, request: FastifyRequest, reply: FastifyReply): Promise<string> {
  const lang = chosenLanguage(request) ?? asked(request);
  const say = sayIn(lang);
  const address = publicAddress({ desk, request });
  const { items } = await changesFor(desk, most);
  const entry = (change: Change): Html => {
    const said = plainly(lang, saidIn(change));
    const group = plainly(lang, change.groupName)?.text ?? say('changes.someGroup');
    const evidence = plainly(lang, change.evidence);
    const day = change.on === undefined ? say('changes.noDay') : sayDay(lang, change.on);
    return html`<entry>
<id>${address}/changes#${change.event}</id>
<title>${say('changes.feedEntry', { kind: say(kindOf(change)), group })}</title>
<updated>${updatedAt(change)}</updated>
<link rel="alternate" href="${address}/changes?lang=${lang}"/>
<summary${said && said.lang !== 'und' ? html` xml:lang="${said.lang}"` : undefined}>${said?.text}</summary>
<content>${[said?.text, evidence && `${say('changes.evidence')}: ${evidence.text}`, change.again && say('changes.again'), day].filter((one) => one).join('\n\n')}</content>
</entry>`;
  };
  const [latest] = items;
  reply.headers({
    'content-type': 'application/atom+xml; charset=utf-8',
    'cache-control': 'no-cache',
    vary: 'accept-language',
    'cross-origin-resource-policy': 'cross-origin',
  });
  return html`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${lang}">
<id>${address}/changes</id>
<title>${say('changes.heading')} – Kierto</title>
<author><name>Kierto</name></author>
<updated>${latest ? updatedAt(latest) : '2000-01-01T00:00:00Z'}</updated>
<link rel="self" href="${address}/changes/feed?lang=${lang}"/>
<link rel="alternate" href="${address}/changes?lang=${lang}"/>
${items.map(entry)}
</feed>
`.text.replace(notInXml, '');
}

/** A feed wants an instant: noon of the last day on which it may have happened. */
function updatedAt({ on }: Change): string {
  const last = on?.split('/').at(-1) ?? '2000';
  const [year, month = '12', day = '28'] = last.split('-');
  return `${year}-${month}-${day}T12:00:00Z`;
}
