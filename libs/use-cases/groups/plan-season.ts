import { group } from '#domain';
import { bodyOf } from '../body.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class PlanSeasonBody extends bodyOf('PlanSeasonBody', group.events.SeasonPlanned) {}

export const PlanSeason = useCase(
  {
    name: 'PlanSeason',
    noun: 'groups',
    verb: 'plan-season',
    summary: 'Plans a season of the group jointly.',
    records: 'SeasonPlanned',
    body: PlanSeasonBody,
  },
  (context, { id, body, envelope }) =>
    record(context, group, id, envelope, body, (act, { state }) => group.planSeason(body, state, { ...act, id })),
);
