import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Rights } from '#permissions';
import { byClient, LogAndReads, type Occasion } from '../../../test/log-and-reads.ts';

interface Year {
  readonly happened: readonly { readonly step: string; readonly certainly: number; readonly perhaps: number }[];
  readonly owed: readonly object[];
}

const analyst: Rights = { account: 'analyst-account', capacities: [{ kind: 'analyst', units: 'all', words: false }] };

let log: LogAndReads;
beforeEach(async () => {
  log = await LogAndReads.open();
});
afterEach(() => log.close());

async function ask<Answer>(name: string, params: object): Promise<Answer> {
  for (;;) {
    const found = await log.ask<{ making?: object; answer: Answer }>(name, params as never, analyst, '2026-12-31');
    if (!found.making) return found.answer;
  }
}
const during = (year: number) => ask<Year>('GetInfluenceYear', { during: year });
const count = async (params: object) => (await ask<{ count: number }>('ListInfluenceCases', params)).count;
const steps = ({ happened }: Year, step: string) => happened.find((one) => one.step === step);

const submit = (id: string, on: string, occasion: Occasion = {}) =>
  log.happened(
    `proposal-${id}`,
    'ProposalSubmitted',
    { group: 'lobby', unit: 'services', kind: 'idea', origin: 'own', answerWanted: 'decision' },
    { on, recordedAt: '2026-06-01T09:00:00.000Z', by: byClient, ...occasion },
  );

describe('what came within a year', () => {
  it('is certain when both days lie in it, and perhaps when one lies beyond', async () => {
    await submit('in', '2025-12-31');
    await submit('wide', '2025-03/2025-05');
    await submit('beyond', '2025/2026-02');
    await submit('after', '2026-01-01');
    expect(steps(await during(2025), 'submitted')).toEqual({ step: 'submitted', certainly: 2, perhaps: 1 });
    expect(steps(await during(2026), 'submitted')).toEqual({ step: 'submitted', certainly: 1, perhaps: 1 });
    expect(await count({ step: 'submitted', during: 2025 })).toBe(2);
    expect(await count({ step: 'submitted', during: 2025, within: 'perhaps' })).toBe(1);
  });

  it('is of the year in which it came, whenever the proposal was submitted', async () => {
    await submit('old', '2024-11-01');
    await log.happened(
      'proposal-old',
      'ProposalDecided',
      { decision: 'rejected', post: 'head' },
      { on: '2025-02-03', recordedAt: '2026-06-01T09:00:00.000Z', words: { reason: 'No.' } },
    );
    expect(steps(await during(2025), 'answered')).toMatchObject({ certainly: 1 });
    expect(steps(await during(2024), 'answered')).toMatchObject({ certainly: 0 });
    expect(await count({ step: 'answered', during: 2025 })).toBe(1);
  });
});

describe('what is still owed', () => {
  it('is told by what it is and whose turn it is, and where nobody has promised a day', async () => {
    await submit('bench', '2026-01-10');
    await submit('lamp', '2026-01-11');
    await log.happened(
      'proposal-lamp',
      'ProposalReceived',
      { post: 'head', estimate: '2026-03-01' },
      { on: '2026-01-20', recordedAt: '2026-06-01T09:00:00.000Z' },
    );
    const { owed } = await during(2026);
    expect(owed).toContainEqual({ what: 'decision', side: 'management', proposals: 2, passed: 1, none: 1 });
    expect(await count({ owed: 'decision', side: 'management' })).toBe(2);
    expect(await count({ owed: 'decision', side: 'management', due: 'passed' })).toBe(1);
    expect(await count({ owed: 'decision', side: 'management', due: 'none' })).toBe(1);
    expect(await count({ owed: 'decision', side: 'group' })).toBe(0);
  });
});
