import { describe, expect, it } from '@jest/globals';
import { acting, andThen, coordinator, given, recorded, refused, type Told } from './given.ts';
import * as group from './group.ts';

const founded = { type: 'GroupFounded', data: { kind: 'coDevelopment', unit: 'social' } };
const joined = { type: 'MemberJoined', data: { member: 'aino', role: 'clientDeveloper' } };
const season = { type: 'SeasonPlanned', data: { season: 'spring', from: '2026-01', to: '2026-05' } };
const voice = { type: 'VoiceRecorded', data: {} };
const link = { type: 'LinkIssued', data: { link: 'door' } };
const ended = { type: 'GroupEnded', data: {}, occurredOn: '2026-03-05' };
const state = (...told: Told[]) => given(group, founded, ...told).state;
const living = state();
const over = state(joined, season, voice, link, ended);
const mine = { ...acting(coordinator), id: 'lobby' };

describe('a season', () => {
  const spring = { season: 'spring', from: '2026-01', to: '2026-05', hoursPromised: 4.5, words: { plan: 'Trials' } };

  it('is planned, lives and is reviewed', () => {
    const events = group.planSeason(spring, living, mine);
    expect(events).toEqual(recorded('SeasonPlanned', spring));
    const planned = andThen(group, given(group, founded), events);
    const later = { season: 'spring', to: '2026-06' };
    const revised = group.reviseSeason(later, planned.state, mine);
    expect(revised).toEqual(recorded('SeasonRevised', later));
    expect(andThen(group, planned, revised).state).toMatchObject({
      seasons: new Map([['spring', { from: '2026-01', to: '2026-06' }]]),
    });
    const review = { season: 'spring', words: { whatStaffLearnt: 'To listen' } };
    expect(group.reviewSeason(review, planned.state, mine)).toEqual(recorded('SeasonReviewed', review));
    expect(group.reviewSeason(review, over, mine)).toHaveLength(1);
  });

  it.each<[string, string, () => unknown]>([
    ['season.exists', 'it is planned already', () => group.planSeason(spring, state(season), mine)],
    ['season.reversed', 'it ends before it begins', () => group.planSeason({ ...spring, to: '2025' }, living, mine)],
    [
      'season.reversed',
      'its new end lies before its beginning',
      () => group.reviseSeason({ season: 'spring', to: '2025' }, state(season), mine),
    ],
    ['season.unknown', 'what is revised was not planned', () => group.reviseSeason(spring, living, mine)],
    [
      'season.unknown',
      'what is reviewed was not planned',
      () => group.reviewSeason({ season: 'x', words: { whatStaffLearnt: 'y' } }, living, mine),
    ],
    ['season.nothing-learnt', 'nobody learnt', () => group.reviewSeason({ season: 'spring' }, state(season), mine)],
    ['group.ended', 'the group has ended', () => group.planSeason({ season: 'autumn' }, over, mine)],
    ['group.ended', 'a season of an ended group is revised', () => group.reviseSeason(spring, over, mine)],
  ])('is refused with %s when %s', (code, _when, command) => {
    expect(refused(command)).toBe(code);
  });
});
