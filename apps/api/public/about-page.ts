import { html } from '../html.ts';
import type { Visit } from '../sign-in/visit.ts';
import { publicPage } from './public-visit.ts';

/** What Kierto is, for those who meet it: members, managers, researchers; and what it is not. */
export function aboutPage(visit: Visit): string {
  const { say, desk } = visit;
  const { contact, basePath } = desk.house.settings;
  return publicPage(visit, {
    title: say('about.heading'),
    main: html`<p>${say('about.lead')}</p>
<h2>${say('about.member.heading')}</h2>
<p>${say('about.member.what')}</p>
<h2>${say('about.manager.heading')}</h2>
<p>${say('about.manager.what')}</p>
<h2>${say('about.researcher.heading')}</h2>
<p>${say('about.researcher.what')}</p>
<h2 id="no-decision">${say('about.noDecision.heading')}</h2>
<p>${say('about.noDecision.what')}</p>
<p>${say('about.noDecision.instead')}</p>
<h2>${say('about.kept.heading')}</h2>
<p>${say('about.kept.yes')}</p>
<p>${say('about.kept.no')}</p>
<p>${say('about.kept.forget')}</p>
<h2>${say('about.ask.heading')}</h2>
<p>${say('about.ask.coordinator')}</p>
<p>${contact ? html`${say('about.ask.contact')} <a href="mailto:${contact}">${contact}</a>` : say('about.ask.noContact')}</p>
<h2>${say('about.source.heading')}</h2>
<p>${say('about.source.what')}</p>
<p><a href="${basePath}/api/docs">${say('about.source.api')}</a></p>`,
  });
}
