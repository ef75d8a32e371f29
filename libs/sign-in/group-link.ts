import type { Context, GroupLinkFacts } from '#use-cases';
import { liveToken } from './live-token.ts';

/**
 * Which group's own link this token opens, for those who have no account. Undefined when it opens nothing, whatever the reason;
 * until which day the link opens at all, the group says.
 */
export async function groupLinkOf(context: Context, token: string): Promise<GroupLinkFacts | undefined> {
  const found = await liveToken(context, 'group-link', token);
  return found && (found.facts as GroupLinkFacts);
}
