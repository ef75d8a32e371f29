import type { Say } from '#i18n';
import { type Html, html } from './html.ts';

/**
 * What stands below every page.
 * @param to the address of a page of ours, as it may stand in the HTML of this one
 */
export const pageFooter = (say: Say, to: (path: string) => string): Html => html`<p>${say('link.noDecision')}</p>
<ul class="links">
<li><a href="${to('/changes')}">${say('pages.changes')}</a></li>
<li><a href="${to('/about')}">${say('pages.about')}</a></li>
<li><a href="${to('/accessibility')}">${say('pages.accessibility')}</a></li>
</ul>`;
