import { useAsk, useList } from '../../asking.ts';
import { useSpeech } from '../../language.tsx';
import { useNames } from '../../names.ts';
import type { Option } from '../../parts/fields.tsx';
import { capital } from '../../parts/options.ts';
import { plainOf } from '../../parts/words.tsx';
import type { Proposal } from './situation.ts';

export interface Choices {
  /** Codes of the domain as options: `of('changed', ['yes', 'no'])`. */
  readonly of: (family: string, codes: readonly string[]) => readonly Option[];
  readonly posts: readonly Option[];
  readonly units: readonly Option[];
  /** Meetings of the group that have been held, the latest first. */
  readonly meetings: readonly Option[];
  /** Other proposals of the group. */
  readonly proposals: readonly Option[];
  /** Members who consent to their name being given, for those who may know them. */
  readonly members: readonly Option[];
  readonly day: (on: string) => string;
}

/** What the forms of a proposal let one choose from. */
export function useChoices({ id, group, unit }: Proposal): Choices {
  const { code, day, lang, say } = useSpeech();
  const { posts, units } = useNames();
  const meetings = useAsk('/api/meetings', { query: { group, state: 'held', limit: 50 } });
  const proposals = useList('/api/proposals', { query: { group, limit: 200 } });
  const its = useAsk('/api/groups/{id}', { path: { id: group } });
  const unitName = (of: string | undefined) => plainOf(units.find((one) => one.id === of)?.name, lang, of ?? '');
  return {
    of: (family, codes) => codes.map((value) => ({ value, label: capital(code(family, value)) })),
    posts: [...posts]
      .sort((one, other) => Number(other.unit === unit) - Number(one.unit === unit))
      .map((post) => ({
        value: post.code,
        label: [plainOf(post.label, lang, post.code), unitName(post.unit)].filter(Boolean).join(', '),
      })),
    units: units
      .filter((one) => one.status === 'open' && one.id !== unit)
      .map((one) => ({ value: one.id, label: unitName(one.id) })),
    meetings: (meetings.data?.items ?? []).map((one) => ({
      value: one.id,
      label: `${one.heldOn ? day(one.heldOn) : say('day.notRecorded')}, ${code('meetingKind', one.kind ?? 'meeting')}`,
    })),
    proposals: (proposals.items ?? [])
      .filter((one) => one.id !== id)
      .map((one) => ({ value: one.id, label: plainOf(one.title, lang, one.id) })),
    members: (its.data?.people ?? [])
      .filter(({ member, consents }) => member !== undefined && consents.includes('name'))
      .map(({ member, name }) => ({ value: member!, label: name ?? member! })),
    day,
  };
}
