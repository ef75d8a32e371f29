import { appendFileSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { administrator, beginnings, client, type Installation, openInstallation } from '../../../test/installation.ts';
import { followForgettings } from '../forgetting.ts';
import { verifyHistory } from '../history/verify.ts';
import type { Proof } from './chain.ts';
import { ProofCheck } from './check-proof.ts';
import { followProof } from './follow-proof.ts';
import { proofNow } from './noted-proof.ts';

let installation: Installation;
let told: string[];
beforeEach(async () => {
  installation = await openInstallation();
  told = [];
  for (const given of beginnings) await installation.give(given);
});
afterEach(() => installation.close());

const hashes = () => join(installation.folder, 'proof', 'hashes');

/** Follows until as many events are kept as there are, then stops. */
async function keep(): Promise<void> {
  const { context, folder } = installation;
  const following = await followProof(context, { folder, broken: (sentence) => told.push(sentence) });
  const events = await context.store.size();
  const kept = () => {
    const size = statSync(hashes(), { throwIfNoEntry: false })?.size ?? 0;
    return (
      size >= 8 * events &&
      readFileSync(hashes())
        .subarray(8 * (events - 1), 8 * events)
        .some((byte) => byte !== 0)
    );
  };
  while (!kept()) await new Promise((resolve) => setImmediate(resolve));
  await following.stop();
}

async function verify(given: readonly Proof[] = []) {
  const { context, folder } = installation;
  return verifyHistory(context, { chain: await ProofCheck.open(context, { folder, given }) });
}

describe('The proof of a log', () => {
  it('is not broken by forgetting: the words are gone, and all events stand where they stood', async () => {
    const { context } = installation;
    const [submitted] = (
      await installation.give({
        do: 'SubmitProposal',
        id: 'bench',
        by: client,
        body: {
          group: 'lobby',
          unit: 'services',
          kind: 'idea',
          answerWanted: 'reply',
          origin: 'own',
          words: { title: 'A bench', text: 'Put one there.' },
        },
      })
    ).events as [string];
    await keep();
    const { proof } = await proofNow(context);
    const { position } = await installation.give({
      do: 'ForgetProposalWords',
      id: 'bench',
      by: administrator,
      body: { ofEvent: submitted, fields: ['title'], reasonCode: 'request' },
    });
    const forgetting = await followForgettings(context);
    while ((await vaultHas(submitted)) !== false) await new Promise((resolve) => setImmediate(resolve));
    await forgetting.stop();
    await keep();
    expect(context.store.compare(position, (await context.store.head())!.position)).toBe(0);
    expect(await verify([proof!])).toMatchObject({ misfits: [], chain: { hashes: 7, checkpoints: 1 } });
  });

  it('goes on over what a power cut left of the file: nothing, or zeros behind its end', async () => {
    await keep();
    const before = readFileSync(hashes());
    appendFileSync(hashes(), Buffer.alloc(40));
    await installation.give({
      do: 'EstablishUnit',
      id: 'third',
      by: administrator,
      body: { words: { name: 'Third' } },
    });
    await keep();
    expect(told).toEqual([]);
    const after = readFileSync(hashes());
    expect(after.subarray(0, before.length)).toEqual(before);
    expect(after.subarray(before.length, before.length + 8)).not.toEqual(Buffer.alloc(8));
  });
});

const vaultHas = async (event: string): Promise<boolean> =>
  (await installation.context.vault.words.read([event])).get(event)?.title !== undefined;
