import { argon2Sync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { hashPassword, isOutdated, isPassword } from './password-hash.ts';

const phcOf = (password: string, memory: number): string => {
  const nonce = Buffer.alloc(16, 7);
  const tag = argon2Sync('argon2id', { message: password, nonce, parallelism: 1, tagLength: 32, memory, passes: 2 });
  const text = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '');
  return `$argon2id$v=19$m=${memory},t=2,p=1$${text(nonce)}$${text(tag)}`;
};

describe('a hash of a password', () => {
  it('is argon2id with 19 MiB and two passes, as a PHC string with chance of its own', async () => {
    const [one, other] = [await hashPassword('kolme rusakkoa'), await hashPassword('kolme rusakkoa')];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(one).not.toBe(other);
    expect(isOutdated(one)).toBe(false);
  });

  it('knows its password and no other', async () => {
    const phc = await hashPassword('kolme rusakkoa');
    expect(await isPassword(phc, 'kolme rusakkoa')).toBe(true);
    for (const wrong of ['kolme rusakkoa ', 'Kolme rusakkoa', '']) expect(await isPassword(phc, wrong)).toBe(false);
  });

  it('is read at the cost it was made at, and known to be outdated', async () => {
    const cheap = phcOf('kolme rusakkoa', 8_192);
    expect(await isPassword(cheap, 'kolme rusakkoa')).toBe(true);
    expect(isOutdated(cheap)).toBe(true);
  });

  it('fits nothing where there is none, or one that cannot be read', async () => {
    for (const phc of [undefined, '', '$2b$10$abc', '$argon2id$v=19$m=1,t=1$a$b'])
      expect(await isPassword(phc, 'kolme rusakkoa')).toBe(false);
  });

  it('is made in turns; whoever comes when too many wait is told to come back', async () => {
    const asked = Array.from({ length: 130 }, () => isPassword(undefined, 'kolme rusakkoa'));
    const answers = await Promise.allSettled(asked);
    const refused = answers.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(28);
    expect((refused[0] as PromiseRejectedResult).reason).toMatchObject({ code: 'sign-in.busy' });
    expect(await isPassword(undefined, 'kolme rusakkoa')).toBe(false);
  });
});
