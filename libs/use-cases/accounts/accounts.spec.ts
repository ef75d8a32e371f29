import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  beginnings,
  administrator as by,
  coordinator,
  type Installation,
  openInstallation,
} from '../../../test/installation.ts';
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

  it('are not written over those of a person who has the id already, nor by those of one who comes later', async () => {
    for (const given of beginnings) await installation.give(given);
    const joins = (member: string) => ({
      do: 'JoinGroup',
      id: 'lobby',
      by: coordinator,
      body: { member, role: 'clientDeveloper', name: 'Helka Virtanen', contact: '040 555 0101' },
    });
    const helka = { name: 'Helka Virtanen', contact: '040 555 0101' };
    await installation.give(joins('helka'));
    for (const body of [invitation('helka').body, { language: 'fi' }])
      await expect(installation.give({ ...invitation('helka'), body })).rejects.toMatchObject({
        code: 'account.id-of-person',
        field: 'id',
      });
    expect(await personOf('helka')).toEqual(helka);
    expect(await installation.context.store.version('account-helka')).toBe(0);
    const aino = await personOf('aino');
    await expect(installation.give(joins('aino'))).rejects.toMatchObject({ code: 'account.id-of-account' });
    expect(await personOf('aino')).toEqual(aino);
  });

  it('are kept when an invitation that came to nothing is sent again', async () => {
    const known = { name: 'Aino Esimerkki', contact: 'aino@example.fi' };
    await installation.context.vault.people.keep('stopped', known, 'account-stopped');
    expect(await installation.give(invitation('stopped'))).toMatchObject({ version: 1 });
    expect(await personOf('stopped')).toEqual(known);
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
