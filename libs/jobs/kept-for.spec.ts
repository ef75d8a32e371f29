import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { administrator, beginnings, client, type Installation, openInstallation } from '../../test/installation.ts';
import { expireJob } from './expire.ts';
import type { Job, Workplace } from './job.ts';
import { retentionJob } from './retention.ts';
import { tidyVaultJob } from './tidy-vault.ts';

let installation: Installation;
let said: object[];
beforeEach(async () => {
  installation = await openInstallation();
  for (const given of beginnings) await installation.give(given);
  said = [];
});
afterEach(() => installation.close());

const never = new AbortController().signal;
const run = (job: Job) =>
  job.run({ context: installation.context, log: (facts: object) => said.push(facts) } as unknown as Workplace, never);
const keepFor = (retentionYears: object) =>
  installation.give({ do: 'ChangePreset', id: 'main', by: administrator, body: { retentionYears } });
const laterBy = (days: number) => {
  installation.clock.time += days * 86_400_000;
};
const now = () => new Date(installation.clock.now());

describe('what has had its time', () => {
  it('is deleted: files, tokens, entries of the reading log, and deliveries after ninety days', async () => {
    const { files, tokens, access, deliveries } = installation.context.vault;
    await files.write('export-1', 0, Buffer.from('#'), now());
    await tokens.issue({ purpose: 'session', holder: 'aino', facts: {}, now: now(), expires: now() });
    const read = { id: 'read', at: now(), account: 'aino', operation: 'GetProposal', facts: {} };
    await access.add([{ ...read, keepUntil: now() }]);
    await deliveries.add([{ id: 'mail', channel: 'mail', to: 'aino', event: 'e-1', facts: {}, now: now() }]);
    await deliveries.settle('mail', { state: 'done', at: now() });
    await run(expireJob);
    laterBy(89);
    await run(expireJob);
    laterBy(2);
    await run(expireJob);
    expect(said).toEqual([
      { files: 1, tokens: 1, access: 1, deliveries: 0 },
      { files: 0, tokens: 0, access: 0, deliveries: 1 },
    ]);
  });

  it('are deliveries after ninety days where notices are set to no years at all', async () => {
    const { deliveries } = installation.context.vault;
    await keepFor({ notices: 0 });
    await deliveries.add([{ id: 'mail', channel: 'mail', to: 'aino', event: 'e-1', facts: {}, now: now() }]);
    await deliveries.settle('mail', { state: 'done', at: now() });
    laterBy(89);
    await run(expireJob);
    expect(said).toEqual([]);
    laterBy(2);
    await run(expireJob);
    expect(said).toEqual([{ files: 0, tokens: 0, access: 0, deliveries: 1 }]);
  });

  it('are deliveries after as many years as notices are kept, where the organisation says so', async () => {
    const { deliveries } = installation.context.vault;
    await keepFor({ notices: 2 });
    await deliveries.add([{ id: 'mail', channel: 'mail', to: 'aino', event: 'e-1', facts: {}, now: now() }]);
    await deliveries.settle('mail', { state: 'done', at: now() });
    laterBy(2 * 365 - 1);
    await run(expireJob);
    expect(said).toEqual([]);
    laterBy(3);
    await run(expireJob);
    expect(said).toMatchObject([{ deliveries: 1 }]);
  });
});

describe('what has been kept long enough', () => {
  it('is forgotten, and the job says how much and no word of it', async () => {
    const words = { title: 'A bench', text: 'to sit on' };
    const facts = { group: 'lobby', unit: 'services', kind: 'idea', answerWanted: 'decision' };
    await installation.give({ do: 'SubmitProposal', id: 'bench', by: client, body: { ...facts, words } });
    await keepFor({ words: 1 });
    await run(retentionJob);
    laterBy(367);
    await run(retentionJob);
    await run(retentionJob);
    expect(said).toEqual([{ words: 1, files: 0, persons: 0, accounts: 0 }]);
  });
});

describe('a vault', () => {
  it('is sealed anew under the newest master key, all of it', async () => {
    const { vault } = installation.context;
    await run(tidyVaultJob);
    expect(said).toEqual([]);
    const text = { field: 'text', stream: 's', lang: 'fi', text: '#', by: 'original' } as const;
    const events = Array.from({ length: 450 }, (_, n) => ({ ...text, event: `e-${n}`, recordedIn: `e-${n}` }));
    await vault.words.keep(events);
    await vault.changeMasterKey();
    await run(tidyVaultJob);
    expect(said).toEqual([{ resealed: expect.any(Number), rewritten: [] }]);
    expect((said[0] as { resealed: number }).resealed).toBeGreaterThanOrEqual(450);
    expect(await vault.reseal(1)).toBe(0);
  });
});
