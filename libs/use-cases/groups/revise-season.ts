import { group } from '#domain';
import { bodyOf } from '../body.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class ReviseSeasonBody extends bodyOf('ReviseSeasonBody', group.events.SeasonRevised) {}

export const ReviseSeason = useCase(
  {
    name: 'ReviseSeason',
    noun: 'groups',
    verb: 'revise-season',
    summary: 'Changes the plan of a season; what is left out stays.',
    records: 'SeasonRevised',
    body: ReviseSeasonBody,
  },
  (context, { id, body, envelope }) =>
    record(context, group, id, envelope, body, (act, { state }) => group.reviseSeason(body, state, { ...act, id })),
);
