import { describe, expect, it } from '@jest/globals';
import {
  client,
  coordinator,
  decided,
  given,
  happened,
  head,
  stateAfter,
  stranger,
  submitted,
} from '../../test/proposal-story.ts';
import { conclude, start } from './trial.ts';

const tryIt = { until: '2026-06', words: { what: 'Calls in the evening.' } };
const learnt = { outcome: 'adapt', words: { whatWasLearnt: 'Evenings suit, Fridays do not.' } } as const;
const running = happened('TrialStarted', { until: '2026-06' }, { by: coordinator });
const concluded = happened('TrialConcluded', { outcome: 'adapt' }, { by: coordinator });

describe('starting a trial', () => {
  it('is for a group that does not ask first, and for management that promised it', () => {
    expect(given(submitted()).when(start, tryIt, { by: client })).toHaveLength(1);
    expect(given(submitted(), decided('trial')).when(start, tryIt, { by: head })).toHaveLength(1);
    expect(stateAfter(submitted(), running)).toMatchObject({ trials: [{ own: true, until: '2026-06' }] });
  });

  it('is possible again when the one before has been concluded', () => {
    expect(given(submitted(), running, concluded).when(start, tryIt, { by: client })).toHaveLength(1);
  });

  it.each([
    ['proposal.not-its-sides', [submitted()], tryIt, stranger],
    ['trial.not-promised', [submitted()], tryIt, head],
    ['trial.not-promised', [submitted(), decided('rejected')], tryIt, head],
    ['trial.already-running', [submitted(), running], tryIt, client],
    ['trial.what-missing', [submitted()], { until: '2026-06' }, client],
    ['proposal.date-passed', [submitted()], { ...tryIt, until: '2026-02' }, client],
    ['proposal.closed', [submitted(), happened('ProposalClosed', {})], tryIt, client],
  ] as const)('is refused with %s', (code, before, input, by) => {
    expect(given(...before).refused(start, input, { by })).toBe(code);
  });
});

describe('concluding a trial', () => {
  it('says what was learnt, even when the proposal has been withdrawn meanwhile', () => {
    const withdrawn = happened('ProposalWithdrawn', {}, { by: client });
    expect(given(submitted(), running, withdrawn).when(conclude, learnt, { by: coordinator })).toHaveLength(1);
    expect(stateAfter(submitted(), running, concluded)).toMatchObject({
      trials: [{ concluded: { outcome: 'adapt' } }],
    });
  });

  it.each([
    ['proposal.not-its-sides', [submitted(), running], learnt, stranger],
    ['trial.none-running', [submitted()], learnt, client],
    ['trial.none-running', [submitted(), running, concluded], learnt, client],
    ['trial.what-was-learnt-missing', [submitted(), running], { outcome: 'adopt' }, client],
  ] as const)('is refused with %s', (code, before, input, by) => {
    expect(given(...before).refused(conclude, input, { by })).toBe(code);
  });
});
