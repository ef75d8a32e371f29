import { organisation, unit } from '#domain';
import { bodyOf } from '../body.ts';
import { ORGANISATION } from '../modules.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class HoldPostBody extends bodyOf('HoldPostBody', unit.events.PostHeldBy) {}

export const HoldPost = useCase(
  {
    name: 'HoldPost',
    noun: 'units',
    verb: 'hold-post',
    summary: 'Says which account holds a post of the unit, and from when.',
    records: 'PostHeldBy',
    body: HoldPostBody,
  },
  async (context, { id, body, envelope }) => {
    const { state: itsOrganisation } = await context.streams.load(organisation, ORGANISATION);
    const postUnit = itsOrganisation.posts.get(body.post)?.unit;
    return record(context, unit, id, envelope, body, (act, { state }) =>
      unit.holdPost(body, state, { ...act, id, postUnit }),
    );
  },
);
