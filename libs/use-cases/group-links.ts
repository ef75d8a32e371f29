import type { Day } from '#domain';
import type { Context } from './context.ts';
import type { Recorded } from './record.ts';

const purpose = 'group-link';

/** What lies with the token of a group's link. */
export interface GroupLinkFacts {
  readonly group: string;
  readonly link: string;
}

const holderOf = (group: string): string => `group-${group}`;

/** The link opens nothing any more. */
export async function revokeLinkTokens({ vault }: Context, { group, link }: GroupLinkFacts): Promise<void> {
  for (const { id, facts } of await vault.tokens.list(purpose, holderOf(group)))
    if ((facts as GroupLinkFacts).link === link) await vault.tokens.revoke(id);
}

/** An hour or two after the day has ended in Helsinki; until when exactly it opens, the group says. */
const endOf = (day: Day): Date => new Date(Date.parse(day) + 24 * 3_600_000);

/** Adds to what a command has answered the token that opens the link from now on; carried out before, it has told it already. */
export async function withLinkToken(
  context: Context,
  facts: GroupLinkFacts,
  expires: Day | undefined,
  recorded: Recorded,
): Promise<Recorded> {
  if (recorded.repeated) return recorded;
  await revokeLinkTokens(context, facts);
  const { token } = await context.vault.tokens.issue({
    purpose,
    holder: holderOf(facts.group),
    facts,
    now: new Date(context.clock.now()),
    ...(expires !== undefined && { expires: endOf(expires) }),
  });
  return { ...recorded, secret: token };
}
