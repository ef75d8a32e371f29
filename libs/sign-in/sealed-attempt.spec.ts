import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openVault, type Vault } from '#vault';
import { openAttempt, sealAttempt } from './sealed-attempt.ts';

const begun = { state: 's'.repeat(43), nonce: 'n'.repeat(43), verifier: 'v'.repeat(43), lang: 'fi', to: '/account' };
const clock = { time: 1_000, now: () => clock.time };
const folders = [1, 2].map(() => mkdtempSync(join(tmpdir(), 'kierto-attempt-')));
let vaults: Vault[];

beforeAll(async () => {
  vaults = await Promise.all(folders.map((folder) => openVault({ kind: 'sqlite', folder })));
});
afterAll(async () => {
  await Promise.all(vaults.map((vault) => vault.close()));
  for (const folder of folders) rmSync(folder, { recursive: true });
});

const here = () => ({ vault: vaults[0]!, clock });
const elsewhere = () => ({ vault: vaults[1]!, clock });

describe('what a browser takes along to the directory', () => {
  it('opens here, until ten minutes have passed', async () => {
    const { sealed, seconds } = await sealAttempt(here(), begun);
    expect(seconds).toBe(600);
    clock.time += 599_999;
    expect(await openAttempt(here(), sealed)).toEqual(begun);
    clock.time += 1;
    expect(await openAttempt(here(), sealed)).toBeUndefined();
  });

  it('opens nowhere else, and not when it was changed', async () => {
    const { sealed } = await sealAttempt(here(), begun);
    await sealAttempt(elsewhere(), begun);
    expect(await openAttempt(elsewhere(), sealed)).toBeUndefined();
    for (const at of [0, 20, sealed.length - 2]) {
      const other = sealed[at] === 'A' ? 'B' : 'A';
      expect(await openAttempt(here(), `${sealed.slice(0, at)}${other}${sealed.slice(at + 1)}`)).toBeUndefined();
    }
    for (const text of ['', 'A', 'A'.repeat(40), sealed.slice(0, 30)])
      expect(await openAttempt(here(), text)).toBeUndefined();
  });

  it('is another each time', async () => {
    const both = [await sealAttempt(here(), begun), await sealAttempt(here(), begun)];
    expect(both[0]!.sealed).not.toBe(both[1]!.sealed);
  });
});
