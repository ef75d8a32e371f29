import { type InputOf, recording, said } from './act.ts';
import type { GroupEvent } from './group-events.ts';
import { type Facts, type Founded, requireGroupSide, requireNotEnded, type Season, type State } from './group-state.ts';
import { certainlyBefore } from './occurred-on.ts';
import { requires } from './refusal.ts';

type Input<Type extends GroupEvent['type']> = InputOf<GroupEvent, Type>;
const record = recording<GroupEvent>();

function requireInOrder({ from, to }: Season): void {
  requires(!certainlyBefore(to, from), 'season.reversed', 'The end of the season lies before its beginning.', 'to');
}

function requireSeason(state: Founded, season: string): Season {
  const known = state.seasons.get(season);
  requires(known, 'season.unknown', 'The group has no such season.', 'season');
  return known;
}

export function planSeason(input: Input<'SeasonPlanned'>, state: State, facts: Facts): GroupEvent[] {
  requireGroupSide(state, facts);
  requireNotEnded(state);
  requires(!state.seasons.has(input.season), 'season.exists', 'This season is planned already; revise it.', 'season');
  requireInOrder(input);
  return [record('SeasonPlanned', input)];
}

/** The plan is made jointly and lives; what is left out stays as it was. */
export function reviseSeason(input: Input<'SeasonRevised'>, state: State, facts: Facts): GroupEvent[] {
  requireGroupSide(state, facts);
  requireNotEnded(state);
  requireInOrder({ ...requireSeason(state, input.season), ...input });
  return [record('SeasonRevised', input)];
}

export function reviewSeason(input: Input<'SeasonReviewed'>, state: State, facts: Facts): GroupEvent[] {
  requireGroupSide(state, facts);
  requireSeason(state, input.season);
  requires(
    said(input.words?.whatClientsLearnt) || said(input.words?.whatStaffLearnt),
    'season.nothing-learnt',
    'Say what clients or staff learnt.',
    'words',
  );
  return [record('SeasonReviewed', input)];
}
