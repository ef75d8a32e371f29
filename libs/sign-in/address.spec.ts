import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Installation, openInstallation } from '../../test/installation.ts';
import { addressOf, invited } from '../../test/signing-in.ts';
import { accountAt, claimAddress, normalisedAddress } from './address.ts';

describe('an address', () => {
  it('is looked for trimmed and in small letters, and otherwise as it is written', () => {
    expect(normalisedAddress('  Aino.Esimerkki+a@Example.FI\n')).toBe('aino.esimerkki+a@example.fi');
  });

  it.each([
    '',
    'aino',
    'a@b@c',
    'a b@c',
    '@',
    'a@\0b',
    `${'a'.repeat(250)}@b.fi`,
    `a@${'b'.repeat(5_000_000)}`,
    'a@\u200bb',
    'a@b\ud800',
  ])('is none when it is %.30j', (text) => {
    expect(normalisedAddress(text)).toBeUndefined();
  });
});

describe('the account at an address', () => {
  let installation: Installation;
  beforeAll(async () => {
    installation = await openInstallation();
    await invited(installation.context, 'aino');
  });
  afterAll(() => installation.close());

  it('is that of whoever was invited under it', async () => {
    const { context } = installation;
    expect(await accountAt(context, ' AINO.Esimerkki@example.fi')).toBe('aino');
    expect(await accountAt(context, 'somebody@example.fi')).toBeUndefined();
    expect(await accountAt(context, 'no address')).toBeUndefined();
  });

  it('is found no more by an address that was corrected, also where that was not released', async () => {
    const { context } = installation;
    await context.vault.people.keep('aino', { name: 'Aino', contact: 'aino.e@example.fi' });
    expect(await accountAt(context, addressOf('aino'))).toBeUndefined();
    await claimAddress(context, 'aino');
    expect(await accountAt(context, 'aino.e@example.fi')).toBe('aino');
  });

  it('is one: a second account cannot claim the address', async () => {
    const { context } = installation;
    await context.vault.people.keep('impostor', { contact: 'Aino.E@example.fi' });
    await expect(claimAddress(context, 'impostor')).rejects.toMatchObject({ code: 'account.address-taken' });
    await expect(claimAddress(context, 'unknown')).rejects.toMatchObject({ code: 'sign-in.address-missing' });
  });
});
