import { sayDay } from '#i18n';
import { html } from '../html.ts';
import type { Visit } from '../sign-in/visit.ts';
import { publicAddress, publicPage } from './public-visit.ts';

/** The day on which the statement was last compared with the service. */
const assessedOn = '2026-11-22';

/** In the form that the Finnish law asks (306/2019, and the Commission's decision (EU) 2018/1523). */
export function accessibilityPage(visit: Visit): string {
  const { say, lang, desk } = visit;
  const { contact } = desk.house.settings;
  return publicPage(visit, {
    title: say('accessibility.heading'),
    main: html`<p>${say('accessibility.lead', { address: publicAddress(visit), day: sayDay(lang, assessedOn) })}</p>
<h2>${say('accessibility.status.heading')}</h2>
<p>${say('accessibility.status.what')}</p>
<h2>${say('accessibility.gaps.heading')}</h2>
<ul class="plain-list">
<li>${say('accessibility.gaps.files')}</li>
<li>${say('accessibility.gaps.languages')}</li>
<li>${say('accessibility.gaps.api')}</li>
<li>${say('accessibility.gaps.tested')}</li>
</ul>
<h2>${say('accessibility.how.heading')}</h2>
<p>${say('accessibility.how.what')}</p>
<h2>${say('accessibility.feedback.heading')}</h2>
<p>${
      contact
        ? html`${say('accessibility.feedback.contact')} <a href="mailto:${contact}">${contact}</a>`
        : say('accessibility.feedback.noContact')
    }</p>
<h2>${say('accessibility.authority.heading')}</h2>
<p>${say('accessibility.authority.what')}</p>
<p><strong>${say('accessibility.authority.contact')}</strong><br>
${say('accessibility.authority.name')}<br>
${say('accessibility.authority.unit')}<br>
<a href="https://www.saavutettavuusvaatimukset.fi">www.saavutettavuusvaatimukset.fi</a><br>
<a href="mailto:saavutettavuus@traficom.fi">saavutettavuus@traficom.fi</a><br>
${say('accessibility.authority.phone')}</p>`,
  });
}
