import { account, group, organisation, shapes, unit } from '#domain';
import type { Token } from '#vault';
import type { Context } from './context.ts';
import { ORGANISATION } from './modules.ts';

const purpose = 'calendar';

export const calendarKinds = ['post', 'unit', 'group', 'account'] as const;

/** Whose due days a calendar shows. */
export interface CalendarOf {
  readonly kind: (typeof calendarKinds)[number];
  readonly id: string;
}

/** A secret address of a calendar, without the address itself: that is told once. */
export interface CalendarLink extends CalendarOf {
  readonly link: string;
  /** The language somebody chose for it; missing: the account's, else Finnish. */
  readonly lang?: account.Language;
  readonly issuedAt: string;
  /** The account that made it; it opens only what that one may see. Missing: nobody who is known here. */
  readonly by?: string;
}

const holderOf = ({ kind, id }: CalendarOf): string => `${kind}-${id}`;

function linkOf({ id: link, facts, issuedAt }: Token): CalendarLink {
  const { kind, id, lang, by } = facts as CalendarOf & Pick<CalendarLink, 'lang' | 'by'>;
  return { link, kind, id, ...(lang && { lang }), ...(by && { by }), issuedAt: issuedAt.toISOString() };
}

async function isThere({ streams }: Context, { kind, id }: CalendarOf): Promise<boolean> {
  // Codes of posts may have letters that no id has.
  if (kind !== 'post' && !shapes.id.accepts(id)) return false;
  switch (kind) {
    case 'post':
      return (await streams.load(organisation, ORGANISATION)).state.posts.has(id);
    case 'unit':
      return (await streams.load(unit, id)).state.status !== 'none';
    case 'group':
      return (await streams.load(group, id)).state.status !== 'none';
    case 'account':
      return (await streams.load(account, id)).state.status === 'open';
  }
}

/** @returns the link and its token, which nobody is told a second time; undefined when there is nobody of this id */
export async function issueCalendarLink(
  context: Context,
  of: CalendarOf,
  { lang, by }: Pick<CalendarLink, 'by'> & { readonly lang: account.Language | undefined },
): Promise<{ readonly id: string; readonly token: string } | undefined> {
  if (!(await isThere(context, of))) return undefined;
  const { kind, id } = of;
  return context.vault.tokens.issue({
    purpose,
    holder: holderOf(of),
    facts: { kind, id, ...(lang && { lang }), ...(by && { by }) },
    now: new Date(context.clock.now()),
  });
}

export async function calendarLinks({ vault }: Context, of: CalendarOf): Promise<readonly CalendarLink[]> {
  return (await vault.tokens.list(purpose, holderOf(of))).map(linkOf);
}

/** @returns whether there was such a link */
export async function revokeCalendarLink(context: Context, of: CalendarOf, link: string): Promise<boolean> {
  const own = (await calendarLinks(context, of)).some((one) => one.link === link);
  return own && context.vault.tokens.revoke(link);
}

/** Undefined when it is unknown or revoked, or whose it was is not there any more: nobody is told which. */
export async function openCalendar(context: Context, token: string): Promise<CalendarLink | undefined> {
  const found = await context.vault.tokens.look(purpose, token, new Date(context.clock.now()));
  const link = found && linkOf(found);
  return link && (await isThere(context, link)) ? link : undefined;
}
