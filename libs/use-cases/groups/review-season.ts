import { group } from '#domain';
import { bodyOf } from '../body.ts';
import { record } from '../record.ts';
import { useCase } from '../use-case.ts';

class ReviewSeasonBody extends bodyOf('ReviewSeasonBody', group.events.SeasonReviewed) {}

export const ReviewSeason = useCase(
  {
    name: 'ReviewSeason',
    noun: 'groups',
    verb: 'review-season',
    summary: 'Says what clients and staff learnt in a season.',
    records: 'SeasonReviewed',
    body: ReviewSeasonBody,
  },
  (context, { id, body, envelope }) =>
    record(context, group, id, envelope, body, (act, { state }) => group.reviewSeason(body, state, { ...act, id })),
);
