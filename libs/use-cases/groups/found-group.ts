import { group, unit } from '#domain';
import { bodyOf } from '../body.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class FoundGroupBody extends bodyOf('FoundGroupBody', group.events.GroupFounded) {}

export const FoundGroup = useCase(
  {
    name: 'FoundGroup',
    noun: 'groups',
    verb: 'create',
    summary: 'Founds a group for a unit.',
    records: 'GroupFounded',
    body: FoundGroupBody,
  },
  async (context, { id, body, envelope }) => {
    const { state: itsUnit } = await context.streams.load(unit, body.unit);
    const parent = body.parent === undefined ? undefined : (await context.streams.load(group, body.parent)).state;
    return record(context, group, id, envelope, body, (act, { state }) =>
      group.found(body, state, { ...act, id, unit: itsUnit, parent }),
    );
  },
);
