import { describe, expect, it } from '@jest/globals';
import { given, idOf, type Told } from './given.ts';
import * as organisation from './organisation.ts';
import { isOutOfOrder } from './out-of-order.ts';

// Only the events of a stream matter here, whichever aggregate folds them.
const stream = (...told: Told[]) => given(organisation, ...told);

describe('what comes out of order', () => {
  const decided = { type: 'ProposalDecided', data: {}, occurredOn: '2017' };
  const decidedAgain = { type: 'ProposalDecided', data: {}, occurredOn: '2019' };
  const trial = { type: 'TrialStarted', data: {} };
  const first = { type: 'ProposalSubmitted', data: {}, occurredOn: '2015' };

  it('came before the step it presupposes, or before what it speaks of', () => {
    expect(isOutOfOrder(trial, '2016', stream(first, decided))).toBe(true);
    expect(isOutOfOrder(trial, '2017', stream(first, decided))).toBe(false);
    expect(isOutOfOrder(trial, '2018', stream(first, decided, decidedAgain))).toBe(false);
    const told = { type: 'AnswerTold', data: { ofEvent: idOf(3) } };
    expect(isOutOfOrder(told, '2018', stream(first, decided, decidedAgain))).toBe(true);
  });

  it('is not what was never recorded, has no date, or was recorded in error', () => {
    expect(isOutOfOrder(trial, '2016', stream(first))).toBe(false);
    expect(isOutOfOrder(trial, undefined, stream(first, decided))).toBe(false);
    expect(isOutOfOrder(first, '2015', stream())).toBe(false);
    const slip = { type: 'RecordedInError', data: { ofEvent: idOf(2) } };
    expect(isOutOfOrder(trial, '2016', stream(first, decided, slip))).toBe(false);
  });

  it('is asked of the same season, link or group only', () => {
    const spring = { type: 'SeasonPlanned', data: { season: 'spring' }, occurredOn: '2018' };
    const begins = { type: 'GroupFounded', data: {}, occurredOn: '2015' };
    expect(isOutOfOrder({ type: 'SeasonReviewed', data: { season: 'spring' } }, '2017', stream(begins, spring))).toBe(
      true,
    );
    expect(isOutOfOrder({ type: 'SeasonReviewed', data: { season: 'autumn' } }, '2017', stream(begins, spring))).toBe(
      false,
    );
  });
});
