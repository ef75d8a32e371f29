import { sayDay } from '#i18n';
import { type Html, html } from '../html.ts';
import { aloudButton, linkPage } from './link-page.ts';
import { type LinkVisit, linkTo, parameter } from './link-visit.ts';
import { pathSteps } from './path-steps.ts';
import { mayPress } from './press-forms.ts';
import { type Home, homeOf, proposalsOf, type Shown } from './shown.ts';
import { isAnswerUntold, nextOf, nowOf, toConfirm } from './standing.ts';
import { isSame, part, title, wordsLinks } from './written.ts';

const atOnce = 10;
/** Characters of a text that stands in the list; all of it stands on the proposal's own page. */
const mostInList = 320;

/** What became of what the group said, the newest first. */
export async function homePage(visit: LinkVisit): Promise<string> {
  const { say, link, request } = visit;
  const of = earlierGroup(visit) ?? link.group;
  const cursor = parameter(request, 'cursor');
  const home = await homeOf(visit, of, { cursor, limit: atOnce });
  const proposals = await proposalsOf(
    visit,
    home.proposals.map(({ id }) => id),
  );
  const isFirst = cursor === undefined && of === link.group;
  const { group, next } = home;
  return linkPage(visit, {
    aloud: true,
    title: say('groupLink.title'),
    main: html`<h1>${say('groupLink.heading')} <span class="of">${groupLine(visit, group)}</span></h1>
<p>${say('groupLink.lead')}</p>
${group.status === 'ended' ? html`<p>${say('groupLink.ended')}</p>` : undefined}
${wordsLinks(visit, '', proposals)}
${isFirst ? meetingPart(visit, home) : undefined}
<h2 class="unseen">${say('groupLink.title')}</h2>
${proposals.length === 0 ? html`<p>${say('groupLink.empty')}</p>` : html`<ol class="fates">\n${proposals.map((one, at) => fate(visit, one, `p${at}`))}\n</ol>`}
<ul class="leads">
${next && html`<li><a href="${linkTo(visit, '', { cursor: next, ...(of !== link.group && { of }) })}" rel="next">${say('groupLink.older')}</a></li>`}
${cursor === undefined ? undefined : html`<li><a href="${linkTo(visit, '', { ...(of !== link.group && { of }) })}">${say('groupLink.newest')}</a></li>`}
${of === link.group ? undefined : html`<li><a href="${linkTo(visit, '')}">${say('groupLink.thisGroup')}</a></li>`}
${next || of !== link.group ? undefined : await earlierGroups(visit)}
</ul>
${isFirst ? commissionsPart(visit, home) : undefined}
<h2>${say('groupLink.paper.heading')}</h2>
<ul class="leads">
<li><a href="${linkTo(visit, '/print')}">${say('groupLink.paper.sheet')}</a></li>
<li><a href="${linkTo(visit, '/form')}">${say('groupLink.paper.form')}</a></li>
</ul>`,
  });
}

/** One of the groups that this one has succeeded, when the address asks for it. */
function earlierGroup({ request, link }: LinkVisit): string | undefined {
  const of = parameter(request, 'of');
  return of !== undefined && link.groups !== 'all' && link.groups.includes(of) ? of : undefined;
}

const groupLine = (visit: LinkVisit, { name }: Home['group']): Html =>
  html`${visit.say('groupLink.group')} ${title(visit, name, 'groupLink.noName')}`;

async function earlierGroups(visit: LinkVisit): Promise<readonly Html[]> {
  const { link, say } = visit;
  const others = link.groups === 'all' ? [] : link.groups.filter((one) => one !== link.group);
  const homes = await Promise.all(others.map((one) => homeOf(visit, one, { limit: 1 })));
  return homes.map(
    ({ group }) =>
      html`<li><a href="${linkTo(visit, '', { of: group.id })}">${say('groupLink.earlierGroup')} ${title(visit, group.name, 'groupLink.noName')}</a></li>`,
  );
}

function meetingPart(visit: LinkVisit, { nextMeeting, group }: Home): Html | undefined {
  const { lang, say } = visit;
  if (group.status === 'ended') return undefined;
  const heading = html`<h2>${say('groupLink.meeting.heading')}</h2>`;
  if (!nextMeeting) return html`<section class="box">${heading}\n<p>${say('groupLink.meeting.none')}</p></section>`;
  const { plannedFor, time, place, plan, visits } = nextMeeting;
  const when = [
    ...(plannedFor === undefined ? [] : [sayDay(lang, plannedFor)]),
    ...(time === undefined ? [] : [say('groupLink.meeting.time', { time })]),
  ];
  return html`<section class="box">
${heading}
<p class="strong">${when.join(', ')}</p>
${part(visit, 'groupLink.meeting.place', place)}
${part(visit, 'groupLink.meeting.plan', plan, mostInList)}
${visits.map(({ postLabel }) => part(visit, 'groupLink.meeting.visit', postLabel))}
</section>`;
}

function commissionsPart(visit: LinkVisit, { commissions, group }: Home): Html | undefined {
  const { lang, say } = visit;
  if (commissions.length === 0) return undefined;
  const items = commissions.map((one) => {
    const own = one.groups.find((of) => of.group === group.id);
    return html`<li class="box">
<h3>${title(visit, one.title)}</h3>
${own && html`<p>${say(`groupLink.commissions.${own.status}`)}</p>`}
${one.answerWantedBy === undefined ? undefined : html`<p>${say('groupLink.commissions.by', { day: sayDay(lang, one.answerWantedBy) })}</p>`}
</li>`;
  });
  return html`<h2>${say('groupLink.commissions.heading')}</h2>
<ul class="fates">
${items}
</ul>`;
}

/** One proposal in short. @param id of the part of the page */
function fate(visit: LinkVisit, one: Shown, id: string): Html {
  const { say } = visit;
  const page = `/proposals/${one.id}`;
  const onward =
    toConfirm(one).length > 0 ? 'groupLink.confirm' : mayPress(one) ? 'groupLink.respond' : 'groupLink.read';
  return html`<li class="fate" id="${id}">
<h3><a href="${linkTo(visit, page)}">${title(visit, one.title)}</a></h3>
${aloudButton(say, id)}
<p class="now">${nowOf(visit, one).join(' ')}</p>
${answerInShort(visit, one)}
${nextOf(visit, one)}
${pathSteps(visit, one)}
<p class="onward"><a href="${linkTo(visit, page)}">${say(onward)}<span class="unseen">: ${title(visit, one.title)}</span></a></p>
</li>`;
}

/** The answer in brief and why; nothing of it before the group was told. */
export function answerInShort(visit: LinkVisit, one: Shown): Html | undefined {
  const { briefAnswer, reason } = one.path.answered;
  if (isAnswerUntold(one)) return undefined;
  return html`${part(visit, 'groupLink.part.brief', briefAnswer, mostInList)}
${isSame(briefAnswer, reason) ? undefined : part(visit, 'groupLink.part.reason', reason, mostInList)}`;
}
