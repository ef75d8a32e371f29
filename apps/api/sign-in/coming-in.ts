import type { Capacity } from '#permissions';
import { rightsOf } from '#read-models';
import type { Arrival, Arrived, NewSession } from '#sign-in';
import { dayOf } from '#use-cases';
import { clearCookie, setCookie } from '../cookies.ts';
import type { House } from '../house.ts';
import { goTo, type Visit } from './visit.ts';

/** Milliseconds that views may take to know of somebody who has just joined. */
const patience = 5_000;

/** Whoever works for the organisation or sees more than a group's own. */
const staff: ReadonlySet<Capacity['kind']> = new Set([
  'administrator',
  'dataProtectionOfficer',
  'management',
  'coordinator',
  'analyst',
]);

/** What is known of whoever comes in, beside what they prove. */
export function arrivalOf({ desk, request }: Visit): Arrival {
  return {
    userAgent: request.headers['user-agent'],
    needsSecondFactor: (account) => needsSecondFactor(desk.house, account),
  };
}

async function needsSecondFactor(house: House, account: string): Promise<boolean> {
  if (house.settings.secondFactorOf !== 'staff') return false;
  await upToDate(house);
  const rights = rightsOf(house.reads, account, dayOf(house.context.clock.now()));
  return rights?.capacities.some(({ kind }) => staff.has(kind)) ?? false;
}

/** Waits until the views know what the log knows: somebody may have been given a right a moment ago. */
async function upToDate({ context, reads }: House): Promise<void> {
  const head = await context.store.head();
  if (head) await reads.waitFor(head.position, patience, ['rights']);
}

/** Leads on whoever has passed the first step: in, or to the second. */
export function leadOn(visit: Visit, arrived: Arrived): Promise<string> | string {
  if (arrived.at === 'in') return comeIn(visit, arrived.session);
  const { house } = visit.desk;
  const seconds = Math.ceil((arrived.expires.getTime() - house.context.clock.now()) / 1_000);
  setCookie(visit.reply, 'step', arrived.token, house.settings, seconds);
  return goTo(visit, arrived.at === 'code' ? '/sign-in/code' : '/sign-in/set-up', { to: visit.to });
}

/** Where whoever comes in goes on who did not say where to: the page that tells each their next thing. */
export const firstPage = '/start';

/** Whoever is in goes where they wanted to go. */
export async function comeIn(visit: Visit, session: NewSession): Promise<string> {
  await bringIn(visit, session);
  return goTo(visit, visit.to ?? firstPage);
}

/** From here on the browser is known by the session. */
export async function bringIn({ desk, request, reply }: Visit, session: NewSession): Promise<void> {
  const { settings } = desk.house;
  request.account = session.account;
  clearCookie(reply, 'step', settings);
  setCookie(reply, 'session', session.token, settings);
  await upToDate(desk.house);
}
