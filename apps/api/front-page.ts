import { account } from '#domain';
import type { PlainKey } from '#i18n';
import { thereIsAdministrator } from '#read-models';
import { beginSession } from '#sign-in';
import { demoAccounts, demoGroup } from './demo.ts';
import { type Html, html } from './html.ts';
import { RequestError } from './request-error.ts';
import type { Desk, Route } from './route.ts';
import { comeIn } from './sign-in/coming-in.ts';
import { pageOf } from './sign-in/form-parts.ts';
import { linkTo, type Visit, visitOf } from './sign-in/visit.ts';

/** What people see who open the address in a browser; in the demo they may go on as one of its people. */
export const frontRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/',
    name: 'FrontPage',
    run: async (desk, request, reply) => frontPage(await visitOf(desk, request, reply)),
  },
  {
    method: 'POST',
    path: '/demo',
    name: 'EnterDemo',
    run: async (desk, request, reply) => {
      const visit = await visitOf(desk, request, reply);
      const who = visit.form.get('who') ?? '';
      if (!desk.house.settings.demo || !isOfDemo(who)) throw new RequestError('not-found', 'There is no such demo.');
      if (!(await isDemoReady(desk))) return frontPage(visit);
      const userAgent = request.headers['user-agent'];
      return comeIn(
        { ...visit, to: `${doors[who]}?lang=${visit.lang}` },
        await beginSession(desk.house.context, who, { how: 'invitation', userAgent }),
      );
    },
  },
];

type OfDemo = keyof typeof demoAccounts;
const isOfDemo = (who: string): who is OfDemo => Object.hasOwn(demoAccounts, who);

/** Where the work of each begins. */
const doors: Readonly<Record<OfDemo, string>> = {
  'demo-member': `/groups/${demoGroup}`,
  'demo-coordinator': `/groups/${demoGroup}/agenda`,
  'demo-management': '/board',
  'demo-analyst': '/start',
  'demo-administrator': '/admin',
};
const ofDemo = Object.keys(doors) as OfDemo[];

/** They are made when all else of the demo has been taken in. */
async function isDemoReady({ house }: Desk): Promise<boolean> {
  const states = await Promise.all(ofDemo.map((who) => house.context.streams.load(account, who)));
  return states.every(({ state }) => state.status === 'open' && state.joined);
}

/** Whether nobody administers the installation yet. While that is not known, the page does without it. */
function isNew({ house }: Desk): boolean {
  try {
    return !house.settings.demo && !thereIsAdministrator(house.reads);
  } catch {
    return false;
  }
}

const machines: readonly (readonly [address: string, key: PlainKey])[] = [
  ['/api/changes', 'front.machines.changes'],
  ['/api/groups', 'front.machines.groups'],
  ['/api/proposals', 'front.machines.proposals'],
  ['/api/owed', 'front.machines.owed'],
  ['/api/docs', 'front.machines.docs'],
  ['/api/openapi.json', 'front.machines.openapi'],
  ['/health/ready', 'front.machines.ready'],
];

async function frontPage(visit: Visit): Promise<string> {
  const { say, session, desk } = visit;
  const { demo, basePath } = desk.house.settings;
  const door = (path: string, key: PlainKey, name = 'button') =>
    html`<a class="${name}" href="${linkTo(visit, path)}">${say(key)}</a>`;
  const links = machines.map(([address, key]) => html`<li><a href="${basePath}${address}">${say(key)}</a></li>`);
  return pageOf(visit, {
    title: say('front.heading'),
    main: html`<p>${say('front.what')}</p>
${demo ? await demoPart(visit) : undefined}
${isNew(desk) ? html`<p class="good">${say('front.first')} <a href="${linkTo(visit, '/first-administrator')}">${say('signIn.first.heading')}</a></p>` : undefined}
<p class="buttons">${session ? door('/start', 'front.work') : door('/sign-in', 'front.signIn')}
${door('/changes', 'pages.changes', 'button other')}
${session ? door('/account', 'front.own', 'button other') : undefined}</p>
${session ? undefined : html`<p class="small">${say('front.link')}</p>`}
<details>
<summary>${say('front.machines.heading')}</summary>
<ul>
${links}
</ul>
</details>`,
  });
}

async function demoPart(visit: Visit): Promise<Html> {
  const { say, desk, session } = visit;
  const now = ofDemo.find((who) => who === session?.account);
  return html`<h2>${say('front.demo.heading')}</h2>
${now === undefined ? undefined : html`<p role="status"><strong>${say('front.demo.now', { who: say(`front.demo.${now}`) })}</strong></p>`}
${(await isDemoReady(desk)) ? demoDoors(visit) : html`<p role="status"><strong>${say('front.demo.not-yet')}</strong></p>`}
<h2>${say('front.demo.real.heading')}</h2>
<p>${say('front.demo.real')}</p>
<p>${say('front.demo.simulated')}</p>
<p>${say('front.demo.stays')}</p>`;
}

/** One press each. The link needs no account, so it is an address like any other. */
function demoDoors(visit: Visit): Html {
  const { say, desk } = visit;
  const { token } = desk.house.demoLink;
  const buttons = ofDemo.map(
    (who) => html`<li><button class="door" name="who" value="${who}"><strong>${say(`front.demo.${who}`)}</strong>
${say(`front.demo.seen.${who}`)}</button></li>`,
  );
  const link =
    token === undefined
      ? undefined
      : html`<li><a class="door" href="${linkTo(visit, `/g/${token}`)}"><strong>${say('front.demo.link')}</strong>
${say('front.demo.seen.link')}</a></li>`;
  return html`<p>${say('front.demo.what')}</p>
<form method="post" action="${linkTo(visit, '/demo')}">
<ul class="doors">
${buttons}
${link}
</ul>
</form>`;
}
