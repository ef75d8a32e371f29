import { commission, group, meeting, proposal } from '#domain';
import type { Context } from './context.ts';
import type { Noun } from './use-case.ts';

/** The groups whose members a photo in this stream shows; none where it belongs to no group. */
async function groupsOf({ streams }: Context, noun: Noun, id: string): Promise<readonly string[]> {
  if (noun === 'groups') return [id];
  if (noun === 'commissions') {
    const { state } = await streams.load(commission, id);
    return state.status === 'none' ? [] : [...state.groups.keys()];
  }
  if (noun !== 'meetings' && noun !== 'proposals') return [];
  const { state } = await (noun === 'meetings' ? streams.load(meeting, id) : streams.load(proposal, id));
  return state.status === 'none' ? [] : [state.group];
}

/**
 * What those whose voice or picture an event holds have consented to: for a voice whoever said it, for everything else all
 * members of the groups it belongs to.
 */
export async function consentsFor(
  context: Context,
  noun: Noun,
  id: string,
  event: string,
): Promise<ReadonlySet<string>> {
  const groups = await groupsOf(context, noun, id);
  const consents = await Promise.all(
    groups.map(async (one): Promise<ReadonlySet<string>> => {
      const { state } = await context.streams.load(group, one);
      const isVoice = state.status !== 'none' && state.voices.has(event);
      return isVoice ? group.consentsOf(state, { voice: event }) : group.consentsOfAll(state);
    }),
  );
  return new Set([...(consents[0] ?? [])].filter((one) => consents.every((given) => given.has(one))));
}
