import { organisation, unit } from '#domain';
import { bodyOf } from '../body.ts';
import { ORGANISATION } from '../modules.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class NamePostBody extends bodyOf('NamePostBody', organisation.events.PostNamed) {}

export const NamePost = useCase(
  {
    name: 'NamePost',
    noun: 'organisation',
    verb: 'name-post',
    summary: 'Names a post and the unit it belongs to.',
    records: 'PostNamed',
    body: NamePostBody,
  },
  async (context, { body, envelope }) => {
    const { state: itsUnit } = await context.streams.load(unit, body.unit);
    return record(context, organisation, ORGANISATION, envelope, body, (act, { state }) =>
      organisation.namePost(body, state, { ...act, unit: itsUnit }),
    );
  },
);
