import { describe, expect, it } from '@jest/globals';
import {
  client,
  confirmed,
  coordinator,
  decided,
  happened,
  owedFacts,
  submitted,
  told,
} from '../../test/proposal-story.ts';
import type { Past } from './event.ts';
import { type OwedFacts, type ProposalEvent, waitsThrough } from './owed.ts';

const promise = { counting: 'calendar', from: '2026-01-01' } as const;
const promising: OwedFacts = {
  ...owedFacts,
  promises: new Map([['county', [{ ...promise, receive: 7, decide: 60 }]]]),
};
const waits = (events: readonly Past<ProposalEvent>[], facts: (event: string) => OwedFacts = () => promising) =>
  waitsThrough(events, facts).waits.map(({ owed, with: held, ended }) => [
    owed.what,
    owed.unit ?? owed.group,
    owed.due.on,
    held.event,
    ended?.event,
  ]);

describe('what was waited for', () => {
  it('is nothing before anything was proposed', () => {
    expect(waits([])).toEqual([]);
  });

  it('goes on until it comes, and ends with what brought it', () => {
    expect(waits([submitted()])).toEqual([
      ['receipt', 'aikuiset', '2026-03-09', 'ProposalSubmitted', undefined],
      ['decision', 'aikuiset', '2026-05-01', 'ProposalSubmitted', undefined],
    ]);
    const received = happened('ProposalReceived', { post: 'head' }, { on: '2026-03-20' });
    const rejected = decided('rejected', { on: '2026-06-01' });
    expect(waits([submitted(), received, rejected, told(), confirmed()])).toEqual([
      ['receipt', 'aikuiset', '2026-03-09', 'ProposalSubmitted', 'ProposalReceived'],
      ['decision', 'aikuiset', '2026-05-01', 'ProposalSubmitted', 'answer'],
      ['telling', 'ryhma', '2026-06-15', 'answer', 'telling of answer'],
      ['confirmation', 'ryhma', undefined, 'telling of answer', 'confirmation of answer'],
    ]);
  });

  it('is one wait however often its date is named anew, and is due on the date named last', () => {
    const estimate = (id: string, date: string) =>
      happened('ProposalReceived', { post: 'head', estimate: date }, { id, on: '2026-03-05' });
    expect(
      waits([submitted(), estimate('1', '2026-04'), estimate('2', '2026-06-15'), decided('rejected')]),
    ).toContainEqual(['decision', 'aikuiset', '2026-06-15', 'ProposalSubmitted', 'answer']);
  });

  it('ends for the unit that hands it on and goes on with the other, which has had it since then', () => {
    const forwarded = happened('ProposalForwarded', { unit: 'asuminen' }, { on: '2026-05-20' });
    expect(waits([submitted(), forwarded])).toContainEqual([
      'decision',
      'aikuiset',
      '2026-05-01',
      'ProposalSubmitted',
      'ProposalForwarded',
    ]);
    expect(waitsThrough([submitted(), forwarded], () => promising).waits.at(-1)).toMatchObject({
      owed: { what: 'decision', unit: 'asuminen', since: '2026-03-02' },
      with: { event: 'ProposalForwarded', on: '2026-05-20' },
      ended: undefined,
    });
  });

  it('begins anew when a proposal is reopened, and the old waits stay', () => {
    const response = happened('GroupResponded', { view: 'unsatisfied' }, { by: coordinator });
    const reopened = happened('ProposalReopened', {}, { by: client, on: '2026-07-01' });
    const all = waits([submitted(), decided('rejected'), told(), confirmed(), response, reopened]);
    expect(all.filter(([what]) => what === 'decision')).toEqual([
      ['decision', 'aikuiset', '2026-05-01', 'ProposalSubmitted', 'answer'],
      ['decision', 'aikuiset', '2026-08-31', 'ProposalReopened', undefined],
    ]);
  });

  it('keeps the promise that was known when it began, and the unit that owed it', () => {
    const later: OwedFacts = { ...promising, successors: new Map([['aikuiset', 'hyvinvointialue']]) };
    expect(waits([submitted()], () => later)).toContainEqual([
      'decision',
      'aikuiset',
      '2026-05-01',
      'ProposalSubmitted',
      undefined,
    ]);
    expect(waits([submitted()], () => owedFacts)).toContainEqual([
      'decision',
      'aikuiset',
      undefined,
      'ProposalSubmitted',
      undefined,
    ]);
  });

  it('ends with a withdrawal', () => {
    const withdrawn = happened('ProposalWithdrawn', {}, { by: client, on: '2026-04-01' });
    expect(waits([submitted(), withdrawn]).map(([what, , , , ended]) => [what, ended])).toEqual([
      ['receipt', 'ProposalWithdrawn'],
      ['decision', 'ProposalWithdrawn'],
    ]);
  });
});
