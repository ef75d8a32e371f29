import { describe, expect, it } from '@jest/globals';
import {
  client,
  coordinator,
  given,
  happened,
  head,
  stateAfter,
  stranger,
  submitted,
} from '../../test/proposal-story.ts';
import { hear, mark } from './initiative.ts';

const facts = { consenting: new Set(['m1', 'm2']) };
const number = { registryNumber: 'D/123/2026', arrived: '2026-03-05', initiators: ['m1'] };
const marked = happened('MarkedAsInitiative', number);
const heard = { initiator: 'm1', words: { what: 'It matters in the evenings.' } };

describe('marking as an initiative', () => {
  it('records the registry number, the day of arrival and who the initiators are, once', () => {
    expect(given(submitted()).when(mark, number, facts)).toHaveLength(1);
    expect(given(submitted(), marked).when(mark, number, { ...facts, by: coordinator })).toEqual([]);
  });

  it.each([
    ['proposal.not-its-sides', [submitted()], number, { ...facts, by: stranger }],
    ['initiative.exists', [submitted(), marked], { ...number, registryNumber: 'D/124/2026' }, facts],
    ['initiative.initiator-missing', [submitted()], { ...number, initiators: [] }, facts],
    ['initiative.consent-missing', [submitted()], { ...number, initiators: ['m1', 'm3'] }, facts],
    ['initiative.arrival-in-future', [submitted()], { ...number, arrived: '2026-03-11' }, facts],
  ] as const)('is refused with %s', (code, before, input, further) => {
    expect(given(...before).refused(mark, input, further)).toBe(code);
  });
});

describe('hearing the initiators', () => {
  it('is recorded each time', () => {
    expect(given(submitted(), marked).when(hear, heard, {})).toHaveLength(1);
    const again = given(submitted(), marked, happened('InitiatorHeard', { initiator: 'm1' }));
    expect(again.when(hear, heard, { by: coordinator })).toHaveLength(1);
    expect(again.state).toMatchObject({ initiative: { heard: [{ event: 'InitiatorHeard' }] } });
  });

  it.each([
    ['proposal.not-its-holder-or-coordinator', [submitted(), marked], heard, client],
    ['initiative.unknown', [submitted()], heard, head],
    ['initiative.initiator-unknown', [submitted(), marked], { ...heard, initiator: 'm2' }, head],
    ['initiative.what-missing', [submitted(), marked], { initiator: 'm1' }, head],
  ] as const)('is refused with %s', (code, before, input, by) => {
    expect(given(...before).refused(hear, input, { by })).toBe(code);
  });

  it('of what was never marked, as history may have it, changes nothing', () => {
    expect(stateAfter(submitted(), happened('InitiatorHeard', {}))).toMatchObject({ initiative: undefined });
  });
});
