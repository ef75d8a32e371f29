import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { administrator as by, type Installation, openInstallation } from '../../../test/installation.ts';
import { conformance } from '../../../test/use-cases.conformance.ts';

const invitation = (id: string, scene = false) => ({
  do: 'InviteAccount',
  id,
  by,
  body: { language: 'fi', name: 'Aino Esimerkki', address: 'aino@example.fi' },
  ...(scene && { scene: true as const }),
});
const file = { kind: 'draft', size: 5, words: { name: 'Letter of invitation', content: 'SGVsbG8=' } };

conformance({
  noun: 'accounts',
  singular: 'Account',
  text: { id: 'aino', of: 'AttachAccountFile', field: 'name' },
  again: (id) => ({ do: 'AttachAccountFile', id, by, body: file }),
  steps: [
    invitation('unknown-outcome', true),
    invitation('lost-race', true),
    invitation('aino'),
    { do: 'ChooseLanguage', id: 'aino', by, body: { language: 'sv' } },
    { do: 'ChooseMails', id: 'aino', by, body: { reminders: true, digest: false } },
    { do: 'DisableAccount', id: 'lost-race', by, body: {} },
    { do: 'AttachAccountFile', id: 'aino', by, body: file },
  ],
});

describe('name and address of an account', () => {
  let installation: Installation;
  beforeAll(async () => {
    installation = await openInstallation();
  });
  afterAll(() => installation.close());
  const personOf = async (id: string) => (await installation.context.vault.people.read([id])).get(id);

  it('lie with the people under its id, and are corrected without a fact', async () => {
    await installation.give(invitation('aino'));
    expect(await personOf('aino')).toEqual({ name: 'Aino Esimerkki', contact: 'aino@example.fi' });
    const corrected = { ...invitation('aino'), body: { language: 'fi', address: 'aino.e@example.fi' } };
    expect(await installation.give(corrected)).toMatchObject({ events: [], version: 1 });
    expect(await personOf('aino')).toEqual({ name: 'Aino Esimerkki', contact: 'aino.e@example.fi' });
  });

  it('stay as they were when the address is none', async () => {
    const wrong = { ...invitation('aino'), body: { language: 'fi', address: 'nobody' } };
    await expect(installation.give(wrong)).rejects.toMatchObject({
      code: 'account.address-malformed',
      field: 'address',
    });
    expect(await personOf('aino')).toMatchObject({ contact: 'aino.e@example.fi' });
    await expect(installation.give({ ...wrong, id: 'nobody' })).rejects.toMatchObject({ field: 'address' });
    expect(await personOf('nobody')).toBeUndefined();
  });
});
