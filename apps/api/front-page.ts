import { account } from '#domain';
import type { PlainKey } from '#i18n';
import { beginSession } from '#sign-in';
import { demoAccounts } from './demo.ts';
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
        { ...visit, to: '/' },
        await beginSession(desk.house.context, who, { how: 'invitation', userAgent }),
      );
    },
  },
];

type OfDemo = keyof typeof demoAccounts;
const ofDemo = Object.keys(demoAccounts) as OfDemo[];
const isOfDemo = (who: string): who is OfDemo => (ofDemo as readonly string[]).includes(who);

/** They are made when all else of the demo has been taken in. */
async function isDemoReady({ house }: Desk): Promise<boolean> {
  const states = await Promise.all(ofDemo.map((who) => house.context.streams.load(account, who)));
  return states.every(({ state }) => state.status === 'open' && state.joined);
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
  const [door, label] = session ? (['/account', 'front.own'] as const) : (['/sign-in', 'front.signIn'] as const);
  const links = machines.map(([address, key]) => html`<li><a href="${basePath}${address}">${say(key)}</a></li>`);
  return pageOf(visit, {
    title: say('front.heading'),
    main: html`<p>${say('front.what')}</p>
<p><a class="button" href="${linkTo(visit, door)}">${say(label)}</a></p>
${demo ? await demoPart(visit) : undefined}
<h2>${say('front.machines.heading')}</h2>
<ul>
${links}
</ul>`,
  });
}

async function demoPart(visit: Visit): Promise<Html> {
  const { say, desk, session } = visit;
  const now = ofDemo.find((who) => who === session?.account);
  const buttons = ofDemo.map(
    (who) => html`<button class="other" name="who" value="${who}">${say(`front.demo.${who}`)}</button>`,
  );
  return html`<h2>${say('front.demo.heading')}</h2>
<p>${say('front.demo.what')}</p>
${now === undefined ? undefined : html`<p role="status"><strong>${say('front.demo.now', { who: say(`front.demo.${now}`) })}</strong></p>`}
${
  (await isDemoReady(desk))
    ? html`<form method="post" action="${linkTo(visit, '/demo')}">
${buttons}
</form>`
    : html`<p role="status"><strong>${say('front.demo.not-yet')}</strong></p>`
}`;
}
