import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { administrator, type Installation, openInstallation } from '../../test/installation.ts';
import { joined } from '../../test/signing-in.ts';
import { apiTokenOf, issueApiToken, listApiTokens, revokeApiToken } from './api-token.ts';

const day = 24 * 3_600_000;
let installation: Installation;
beforeEach(async () => {
  installation = await openInstallation();
  await joined(installation.context, 'aino', null);
});
afterEach(() => installation.close());
const inDays = (days: number) => new Date(installation.clock.time + days * day);
const issues = (given: Partial<Parameters<typeof issueApiToken>[2]> = {}, account = 'aino') =>
  issueApiToken(installation.context, account, { name: 'Figures', scopes: ['read'], expires: inDays(30), ...given });

describe('the token of a program', () => {
  it('says whose it is and what it may be used for', async () => {
    const { id, token } = await issues({ scopes: ['export', 'read'] });
    expect(token).toMatch(/^kierto_[\w-]{43}$/);
    expect(await apiTokenOf(installation.context, token)).toEqual({ account: 'aino', id, scopes: ['read', 'export'] });
  });

  it('is known in its whole form only', async () => {
    const { id, token } = await issues();
    for (const text of [
      '',
      id,
      token.slice(7),
      token.slice(0, -1),
      `${token}x`,
      `KIERTO_${token.slice(7)}`,
      `kierto_${'x'.repeat(10_000_000)}`,
    ])
      expect(await apiTokenOf(installation.context, text)).toBeUndefined();
  });

  it('is listed by its name, without itself, until it ends', async () => {
    const { context, clock } = installation;
    const issuedAt = new Date(clock.time);
    const { id, token } = await issues({ name: ' Figures for the county ' });
    const listed = { id, name: 'Figures for the county', scopes: ['read'], issuedAt, expires: inDays(30) };
    expect(await listApiTokens(context, 'aino')).toEqual([listed]);
    clock.time += 30 * day;
    expect(await listApiTokens(context, 'aino')).toEqual([]);
    expect(await apiTokenOf(context, token)).toBeUndefined();
  });

  it('is revoked by its owner at once, and by nobody else', async () => {
    const { context } = installation;
    const [one, other] = [await issues(), await issues()];
    expect(await apiTokenOf(context, one.token)).toBeDefined();
    await expect(revokeApiToken(context, 'veli', one.id)).rejects.toMatchObject({ code: 'api-token.not-found' });
    await revokeApiToken(context, 'aino', one.id);
    expect(await apiTokenOf(context, one.token)).toBeUndefined();
    expect(await apiTokenOf(context, other.token)).toBeDefined();
  });

  it('goes with the account', async () => {
    const { token } = await issues();
    await installation.give({ do: 'DisableAccount', id: 'aino', by: administrator, body: {} });
    expect(await apiTokenOf(installation.context, token)).toBeUndefined();
  });

  it.each([
    [{ name: '  ' }, 'api-token.name'],
    [{ name: 'x'.repeat(101) }, 'api-token.name'],
    [{ name: 'x'.repeat(10_000_000) }, 'api-token.name'],
    [{ name: 'a\nb' }, 'api-token.name'],
    [{ name: 'a\ud800' }, 'api-token.name'],
    [{ scopes: [] }, 'api-token.scopes'],
    [{ scopes: ['read', 'read'] }, 'api-token.scopes'],
    [{ scopes: ['everything'] }, 'api-token.scopes'],
    [{ scopes: ['read', '__proto__'] }, 'api-token.scopes'],
    [{ expires: new Date('2026-11-20T10:00:00Z') }, 'api-token.expires'],
    [{ expires: new Date('2027-11-22T10:00:00Z') }, 'api-token.expires'],
    [{ expires: new Date(Number.NaN) }, 'api-token.expires'],
  ])('is not made with %.60j', async (given, code) => {
    await expect(issues(given)).rejects.toMatchObject({ code, field: Object.keys(given)[0] });
    expect(await listApiTokens(installation.context, 'aino')).toEqual([]);
  });

  it('is made fifty times for one account at most', async () => {
    for (let tokens = 0; tokens < 50; tokens++) await issues();
    await expect(issues()).rejects.toMatchObject({ code: 'api-token.too-many' });
    await issues({}, 'veli');
  });
});
